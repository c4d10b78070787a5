package remote_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	remote "example.org/tandtui/internal/sync"
)

// deletion is a wish to delete invoice 7, decided on its third version.
func deletion(t *testing.T) domain.Command {
	t.Helper()
	body, err := json.Marshal(domain.Deletion{OurRef: 7, Version: 3, Part: domain.Part{Bills: []int64{501}}})
	if err != nil {
		t.Fatal(err)
	}
	return domain.Command{ID: sid, Kind: domain.CommandDelete, Clinic: "101", Target: 7, Version: 3, Body: body}
}

func TestEachKindHasItsPath(t *testing.T) {
	for path, c := range map[string]domain.Command{
		"/v1/clinics/101/submissions/" + sid: submission("101"),
		"/v1/clinics/101/deletions/" + sid:   deletion(t),
	} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			got, err := io.ReadAll(r.Body)
			if err != nil || r.Method != http.MethodPut || r.URL.Path != path || string(got) != string(c.Body) {
				t.Errorf("%s %s %q %v", r.Method, r.URL.Path, got, err)
			}
			receipt(w, http.StatusCreated, domain.Receipt{Submission: sid, Digest: digest(c.Body), OurRef: 7, Kind: c.Kind, Version: 4})
		})
		if r, err := client(t, s).Send(t.Context(), c); err != nil || r.OurRef != 7 || r.Version != 4 {
			t.Errorf("%+v %v", r, err)
		}
	}
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// What an invoice file is sent as follows what it holds, whatever it is called; and
// looking at it takes nothing of it.
func TestAFileIsSentAsWhatItHolds(t *testing.T) {
	for content, media := range map[string]string{"<invoiceFile/>": "application/xml", "PK\x03\x04…": "application/zip", "": "application/xml"} {
		raw := []byte(content)
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			got, err := io.ReadAll(r.Body)
			if err != nil || string(got) != content || r.Header.Get("Content-Type") != media {
				t.Errorf("%q as %s, %v", got, r.Header.Get("Content-Type"), err)
			}
			receipt(w, http.StatusCreated, domain.Receipt{Submission: sid, Digest: digest(raw), Kind: domain.CommandUpload, Upload: &domain.Uploaded{}})
		})
		f := domain.File{Name: "fil.zip.xml", Size: int64(len(raw)), Digest: digest(raw), Open: func() (io.ReadSeekCloser, error) { return inMemory{bytes.NewReader(raw)}, nil }}
		if _, err := client(t, s).Send(t.Context(), domain.Command{ID: sid, Kind: domain.CommandUpload, Clinic: "101", File: &f, Mode: domain.UploadValid}); err != nil {
			t.Errorf("%q: %v", content, err)
		}
	}
}

// A receipt of another invoice is none: it is not known what was deleted.
func TestAReceiptIsOfTheInvoiceThatWasMeant(t *testing.T) {
	c := deletion(t)
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		receipt(w, http.StatusCreated, domain.Receipt{Submission: sid, Digest: digest(c.Body), OurRef: 8, Kind: c.Kind, Version: 4})
	})
	_, err := client(t, s).Send(t.Context(), c)
	want(t, err, domain.Offline, app.CodeOffline)
}

func TestADeletionsBytesAreTheProtocols(t *testing.T) {
	var in domain.Deletion
	d := json.NewDecoder(strings.NewReader(string(deletion(t).Body)))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil || in.OurRef != 7 || in.Version != 3 || in.Part.Whole || !slices.Equal(in.Part.Bills, []int64{501}) {
		t.Errorf("%+v %v", in, err)
	}
}

// What the region will never do is told as its no; what may change is not.
func TestNoesToACommand(t *testing.T) {
	for _, x := range []struct {
		status  int
		code    string
		command domain.Command
		no      bool
	}{
		{http.StatusConflict, api.ProblemVersion, deletion(t), true},
		{http.StatusConflict, string(domain.WhyPaid), deletion(t), true},
		{http.StatusConflict, "life.of-a-newer-region", deletion(t), true},
		{http.StatusForbidden, api.ProblemRole, deletion(t), true},
		{http.StatusNotFound, api.ProblemNotFound, deletion(t), true},      // not done, whatever is not there
		{http.StatusNotFound, api.ProblemNotFound, submission("1"), false}, // the clinic may come back
		{http.StatusConflict, api.ProblemClinicChanged, deletion(t), true},
		{http.StatusConflict, string(domain.WhyLastContact), deletion(t), true},
		{http.StatusForbidden, api.ProblemUserEnded, deletion(t), false}, // it may be added again
		{http.StatusForbidden, api.ProblemUnknownUser, deletion(t), false},
		{http.StatusServiceUnavailable, api.ProblemBusy, deletion(t), false},
		{http.StatusConflict, "of-a-newer-region", deletion(t), false},
	} {
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			b, _ := json.Marshal(api.Problem{Code: x.code, Status: x.status, Version: 5, By: "Cecilia Holm"})
			reply(w, x.status, api.ProblemType, string(b))
		})
		_, err := client(t, s).Send(t.Context(), x.command)
		var no *app.RefusedError
		if errors.As(err, &no) != x.no || err == nil {
			t.Errorf("%s: %v", x.code, err)
		}
		if x.no && (no.Code != x.code || no.Version != 5) {
			t.Errorf("%s: %+v", x.code, no)
		}
		if x.code == api.ProblemClinicChanged && no.Detail != "Cecilia Holm" { // who was first is shown
			t.Errorf("%+v", no)
		}
	}
}

func TestAKindOfANewerProgramIsNotSent(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("sent") })
	c := deletion(t)
	c.Kind = "of a newer program"
	_, err := client(t, s).Send(t.Context(), c)
	if !errors.Is(err, app.ErrNotSent) {
		t.Errorf("%v", err)
	}
	want(t, err, domain.Conflict, app.CodeOldClient)
}

// A page is taken apart; what a newer region has in it is passed over.
func TestChangesOfEveryKind(t *testing.T) {
	const page = `{"from":"a","to":"b","more":false,"changes":[
		{"seq":1,"invoice":{"ourRef":7,"version":1,"clinic":"101","status":"received","bills":[]}},
		{"seq":2,"payout":{"no":1,"clinic":"101","date":"2026-12-01","sum":500,"invoices":[7]}},
		{"seq":3,"clinic":{"no":"101","name":"Ny"}},
		{"seq":4,"message":{"no":2,"sent":"2026-11-28T10:00:00Z","text":"Stängt"}},
		{"seq":5,"recall":{"of":"a newer region"}},
		{"seq":6,"clinic":{"no":"202","name":"En annan"}},
		{"seq":7,"claim":{"no":3,"clinic":"101","ourRef":8,"amount":500,"state":"open","since":"2026-11-28","account":"5591-09140"}}]}`
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { reply(w, 200, "application/json", page) })
	p, err := client(t, s).Changes(t.Context(), app.Following{Clinic: "101", Cursor: "a"})
	if err != nil || len(p.Invoices) != 1 || len(p.Payouts) != 1 || len(p.Claims) != 1 || len(p.Messages) != 1 || p.Clinic == nil || p.Clinic.Name != "Ny" || p.To != "b" {
		t.Errorf("%+v %v", p, err)
	}
}

func queueDeletion(t *testing.T, s app.Store, clinic string) domain.Command {
	t.Helper()
	c := deletion(t)
	c.Clinic, c.ID = clinic, "deletion-"+clinic
	if err := s.Queue(c, app.Filing{At: time.Now(), Part: domain.Part{Bills: []int64{501}}}); err != nil {
		t.Fatal(err)
	}
	return c
}

// The answer to a deletion is kept for the user, yes or no.
func TestADeletionIsSettled(t *testing.T) {
	for name, answer := range map[string]error{"done": nil, "refused": &app.RefusedError{Code: app.CodeVersionChanged, Version: 9}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := openStore(t)
				c := queueDeletion(t, s, "101")
				r := &region{submit: func(_ int, id string, body []byte) (domain.Receipt, error) {
					return domain.Receipt{Submission: id, Digest: digest(body), Kind: domain.CommandDelete, Version: 4}, answer
				}}
				start(t, r, s)
				synctest.Wait()
				heads, err := s.Outbox()
				if err != nil || len(heads) != 0 {
					t.Fatalf("%+v %v", heads, err)
				}
				list, err := s.Answers("101")
				if err != nil || len(list) != 1 || list[0].ID != c.ID || (list[0].Refusal != nil) != (answer != nil) {
					t.Fatalf("%+v %v", list, err)
				}
				if want := map[string]int64{"done": 4, "refused": 9}[name]; list[0].Outcome.Version != want {
					t.Errorf("version %d, want %d", list[0].Outcome.Version, want)
				}
			})
		})
	}
}

// One worker sends what every clinic of the user has waiting, the chosen one's
// first; a clinic that lets the user in no more stops only its own.
func TestEveryClinicsOutboxIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		gone := queueDeletion(t, s, "202")
		far := queueDeletion(t, s, "303")
		near := queue(t, s, 1, "101")
		foreign := queueDeletion(t, s, "404")
		r := &region{submit: func(n int, id string, body []byte) (domain.Receipt, error) {
			if id == gone.ID {
				return domain.Receipt{}, &domain.Error{Kind: domain.NotFound, Code: app.CodeServerRefused}
			}
			return accept(n, id, body)
		}}
		told := &states{}
		scope := app.Scope{Clinics: []domain.Clinic{{No: "202"}, {No: "101"}, {No: "303"}}}
		w := remote.NewBackground(wallClock{}, func() float64 { return 0.999 }).Start(r, s, "101", scope, told.notify)
		t.Cleanup(w.Stop)
		synctest.Wait()
		var ids []string
		for _, x := range r.heard() {
			ids = append(ids, x.id)
		}
		if !slices.Equal(ids, []string{near, gone.ID, far.ID}) {
			t.Errorf("sent %v", ids)
		}
		if st := told.last(); st.Phase != app.SyncOnline {
			t.Errorf("the chosen clinic is told as %+v", st)
		}
		heads, err := s.Outbox()
		left := []string{}
		for _, h := range heads {
			left = append(left, h.ID)
		}
		if err != nil || !slices.Equal(left, []string{gone.ID, foreign.ID}) || heads[0].LastError != app.CodeServerRefused {
			t.Errorf("%+v %v", heads, err)
		}
	})
}

// spoilt is a store whose second command is damaged.
type spoilt struct{ app.Store }

func (s spoilt) BeginAttempt(id string) (domain.Command, app.Head, error) {
	if id == "id-2" {
		return domain.Command{}, app.Head{}, &domain.Error{Kind: domain.Internal, Code: app.CodeStoreDamaged}
	}
	return s.Store.BeginAttempt(id)
}

// Damage of one command stops no other (V2).
func TestADamagedCommandStopsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := openStore(t)
		for n := range 3 {
			queue(t, s, n+1, "101")
		}
		r := &region{submit: accept}
		start(t, r, spoilt{s})
		synctest.Wait()
		if d := state(t, s, "id-3"); d.State != domain.DraftReceived {
			t.Errorf("%v", d.State)
		}
	})
}

// ruined is a store whose mirror is found damaged once.
type ruined struct {
	app.Store
	resets int
}

func (r *ruined) Cursor(clinic string) (string, error) {
	if r.resets == 0 {
		return "", &domain.Error{Kind: domain.Internal, Code: app.CodeStoreDamaged}
	}
	return r.Store.Cursor(clinic)
}

func (r *ruined) ResetMirror(clinic string) error {
	r.resets++
	return r.Store.ResetMirror(clinic)
}

// A damaged mirror is fetched from the start, once.
func TestADamagedMirrorIsFetchedFromTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &ruined{Store: openStore(t)}
		start(t, &region{submit: accept}, s)
		time.Sleep(time.Minute)
		synctest.Wait()
		if s.resets != 1 {
			t.Errorf("%d resets", s.resets)
		}
	})
}
