package upload

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// world is the app, the disk and the way out as a test decides them. Files are checked
// by the real reader, with what the region says of the patients of testdata.
type world struct {
	t     testing.TB
	clock *uitest.Clock

	content map[string]string // of the files, by path
	opened  []string

	uploads []app.Upload
	check   app.FileCheck // beside its report
	err     error         // of a check
	began   func(ctx context.Context, progress func(app.FileProgress))
	queued  []app.FileCheck
	modes   []domain.UploadMode // of queued
	no      error               // of queueing
	drafts  []int               // places
	clinic  string
	role    domain.Role
	seen    []string

	saved   map[string]string // files that were written, by path
	printed string
}

func newWorld(t testing.TB) *world {
	manual, err := os.ReadFile("testdata/manual.xml")
	if err != nil {
		t.Fatal(err)
	}
	return &world{
		t: t, clock: uitest.NewClock(t, "2026-11-28 16:10:00"), clinic: "31", saved: map[string]string{},
		content: map[string]string{"/home/anna/november.xml": string(manual)},
	}
}

func (w *world) env() screen.Env {
	env := w.clock.Env()
	env.Files, env.Out = w, out{w}
	return env
}

func (w *world) open(t *testing.T, id string) *uitest.Player {
	t.Helper()
	pl := uitest.Open(t, w.clock, New(w.env(), w, id))
	uitest.CheckKeys(t, pl.Screen)
	return pl
}

// The disk.

func (w *world) First(before string) string { return cmp.Or(before, "/home/anna/") }

func (w *world) List(folder string) ([]files.Entry, error) {
	at := time.Date(2026, 11, 28, 15, 5, 0, 0, time.UTC)
	list := []files.Entry{{Name: "journal", Folder: true, At: at}}
	for path, content := range w.content {
		if name, ok := strings.CutPrefix(path, folder); ok {
			list = append(list, files.Entry{Name: name, Size: int64(len(content)), At: at})
		}
	}
	slices.SortFunc(list[1:], func(x, y files.Entry) int { return strings.Compare(x.Name, y.Name) })
	return list, nil
}

func (w *world) File(path string) (domain.File, error) {
	w.opened = append(w.opened, path)
	content, ok := w.content[path]
	if !ok {
		return domain.File{}, &domain.Error{Kind: domain.Invalid, Code: files.CodeDenied}
	}
	return domain.File{Name: path[strings.LastIndexByte(path, '/')+1:], Size: int64(len(content)), Open: func() (io.ReadSeekCloser, error) { return still{strings.NewReader(content)}, nil }}, nil
}

type still struct{ *strings.Reader }

func (still) Close() error { return nil }

func (w *world) Open(string) (io.ReadCloser, error) { return nil, os.ErrNotExist }

func (w *world) Beside(path, name string, write func(io.Writer) error) (string, error) {
	return w.keep(path[:strings.LastIndexByte(path, '/')+1]+name, write)
}

func (w *world) keep(path string, write func(io.Writer) error) (string, error) {
	var b bytes.Buffer
	err := write(&b)
	w.saved[path] = b.String()
	return path, err
}

// out is the way out of the program.
type out struct{ w *world }

func (out) Copy(string) error { return nil }

func (o out) Print(_ context.Context, _, body string) (string, error) {
	o.w.printed = body
	return "", nil
}

func (out) PrintPDF(context.Context, string, []byte) (string, error) { return "", nil }

func (o out) Save(name string, write func(io.Writer) error) (string, error) {
	return o.w.keep("/home/anna/Dokument/"+name, write)
}

// The app.

func (w *world) CheckFile(ctx context.Context, f domain.File, progress func(app.FileProgress)) (app.FileCheck, error) {
	if w.began != nil {
		w.began(ctx, progress)
	}
	if w.err != nil {
		return app.FileCheck{}, w.err
	}
	in, err := f.Open()
	if err != nil {
		return app.FileCheck{}, err
	}
	c := w.check
	file, err := invoicefile.Open(in, invoicefile.Limits{})
	if err != nil {
		return app.FileCheck{}, err
	}
	o := invoicefile.Options{}
	if w.began == nil {
		o.Progress = func(bytes int64, entries int) {
			progress(app.FileProgress{Read: bytes, Size: f.Size, Entries: entries})
		}
	}
	c.Report, err = file.Check(ctx, facts{w.t}, o)
	return c, err
}

func (w *world) QueueUpload(_ domain.File, c app.FileCheck, mode domain.UploadMode) (string, error) {
	if w.no != nil {
		return "", w.no
	}
	w.queued, w.modes = append(w.queued, c), append(w.modes, mode)
	u := app.Upload{ID: "u1", Queued: w.clock.Now(), UploadNote: app.UploadNote{Name: "november.xml", Mode: mode, Bills: c.Bills, Sendable: c.Sendables(), Sum: c.Sum - c.FaultySum, Digest: c.Digest}}
	w.uploads = append(w.uploads, u)
	return u.ID, nil
}

func (w *world) Uploads() ([]app.Upload, error) { return w.uploads, nil }

func (w *world) UploadFile(string) (domain.File, error) { return w.File("/home/anna/november.xml") }

func (w *world) OpenFaulty(_ domain.File, _ *invoicefile.Report, place int) (domain.Draft, error) {
	w.drafts = append(w.drafts, place)
	return domain.Draft{ID: "d" + string(rune('0'+place)), Clinic: w.clinic}, nil
}

func (w *world) WriteReturn(out io.Writer, f domain.File, r *invoicefile.Report, rejected bool) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	to := invoicefile.Return{NewID: func() string { return "id" }, Say: func(f invoicefile.Finding) string { return f.Code }}
	if rejected {
		to.Rejected = out
	} else {
		to.Accepted = out
	}
	return invoicefile.Split(in, r, to)
}

func (w *world) Seen(ids ...string) error {
	w.seen = append(w.seen, ids...)
	return nil
}

func (w *world) Snapshot() app.Snapshot {
	return app.Snapshot{Clinic: domain.Clinic{No: "31"}, Role: w.role}
}

// facts are the region's: two patients have N-tandvård, nobody anything else.
type facts struct{ t testing.TB }

func (f facts) Clinic(_ context.Context, no string) (invoicefile.ClinicFacts, bool, error) {
	profile, prices, err := region.Load("vgr")
	return invoicefile.ClinicFacts{Facts: rules.Facts{Today: domain.MustDate("2026-11-28"), Profile: profile, Prices: prices, Clinic: domain.Clinic{No: no}}}, true, err
}

func (f facts) Person(_ context.Context, _ string, id domain.PersonID) (p invoicefile.PersonFacts, err error) {
	p.Known, p.Facts.Person = true, id
	switch id.Canonical() {
	case "196009172336", "194309189126":
		p.Facts.Entitlements = []domain.Entitlement{{No: "764001", Support: domain.SupportN, Validity: domain.Period{From: domain.MustDate("2025-01-01")}}}
	}
	return p, nil
}

func (facts) Used(context.Context, string, string) (bool, error) { return false, nil }
