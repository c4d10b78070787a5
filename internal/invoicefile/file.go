package invoicefile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"slices"
)

// File is an invoice file as it was chosen or has arrived: XML by itself, or a ZIP
// that holds the XML and its attachments (C8). Its content tells which, never its
// name. It is used by one goroutine at a time.
type File struct {
	in      io.ReadSeeker
	limits  Limits
	head    []byte // read to tell what it is, and not given yet
	archive *archive
}

// Open looks at what a file is. A ZIP that cannot be used is no error, but told by
// Check. Zero limits are DefaultLimits.
func Open(in io.ReadSeeker, l Limits) (*File, error) {
	if l == (Limits{}) {
		l = DefaultLimits()
	}
	f := &File{in: in, limits: l, head: make([]byte, len(zipStart))}
	n, err := io.ReadFull(in, f.head)
	if err != nil && !short(err) {
		return nil, err
	}
	if f.head = f.head[:n]; string(f.head) == zipStart {
		f.archive, err = openArchive(in, l)
		return f, err
	}
	return f, nil
}

// short tells that a file ended before all that was asked for.
func short(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }

// XML begins to read the bills, as often as wanted. There is nothing to read in a ZIP
// that cannot be used.
func (f *File) XML() (io.Reader, error) {
	if f.archive != nil {
		return f.archive.text(), nil
	}
	if head := f.head; head != nil {
		f.head = nil
		return io.MultiReader(bytes.NewReader(head), f.in), nil // it need not be able to seek
	}
	_, err := f.in.Seek(0, io.SeekStart)
	return f.in, err
}

// Check reads the file and checks it with the rules, as the function Check does with
// XML by itself. In a ZIP every attachment is read once, too: what is wrong with one
// is told at the bills that name it.
func (f *File) Check(ctx context.Context, facts Facts, o Options) (*Report, error) {
	o.Limits = f.limits
	a := f.archive
	if a == nil {
		in, err := f.XML()
		if err != nil {
			return nil, err
		}
		return Check(ctx, in, facts, o)
	}
	digest, err := a.digest(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.examine(ctx); err != nil {
		return nil, err
	}
	r := &Report{}
	if a.xml != nil {
		o.archive = a
		if progress := o.Progress; progress != nil {
			o.Progress = func(read int64, entries int) { progress(a.share(read), entries) }
		}
		if r, err = Check(ctx, a.text(), facts, o); err != nil {
			return nil, err
		}
	}
	r.Digest, r.Bytes = digest, a.size
	a.tell(r)
	return r, nil
}

// Attachment gives one of a ZIP that Check has found fit; nil if there is none of the
// name.
func (f *File) Attachment(name string) *Attachment {
	if f.archive == nil {
		return nil
	}
	return f.archive.fit(name)
}

// tell takes what is wrong with the ZIP as a whole into the report.
func (a *archive) tell(r *Report) {
	if a.damaged {
		a.fault(CodeZIPForm)
	}
	for _, name := range slices.Sorted(maps.Keys(a.attachments)) {
		switch x := a.attachments[name]; {
		case !x.named && a.xml != nil:
			a.fault(CodeAttachmentUnnamed, "name", name)
		case x.named && x.fault == "":
			r.Attachments++
		}
	}
	r.AttachedBytes = a.attached
	for _, f := range a.faults {
		r.Refuse(f.code, f.params...)
	}
	r.Unlisted += a.lost
}

// attachments tells which of an entry's attachments do not come with it.
func (c *checker) attachments(e *Entry) {
	a := c.options.archive
	for _, name := range e.Attachments {
		if a == nil {
			e.warn(CodeAttachmentBare, "name", name)
			continue
		}
		x := a.attachments[name]
		if x == nil {
			e.Find(CodeAttachmentMissing, "name", name)
			continue
		}
		if x.named = true; x.fault != "" {
			e.Find(x.fault, "name", name)
		}
		a.attached += x.Size
	}
}

// digest is of the whole ZIP.
func (a *archive) digest(ctx context.Context) (string, error) {
	sum := sha256.New()
	for at := int64(0); at < a.size; at += digestPart {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		if _, err := io.Copy(sum, io.NewSectionReader(a.at, at, min(digestPart, a.size-at))); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// share tells how far in the ZIP one is who has read so much of its XML.
func (a *archive) share(read int64) int64 {
	whole := int64(a.xml.UncompressedSize64) //nolint:gosec // within the limits
	if whole == 0 {
		return a.size
	}
	return min(a.size, int64(float64(a.size)*float64(read)/float64(whole)))
}

// text reads the XML. What is damaged ends it, as a file that is cut.
func (a *archive) text() io.Reader {
	if a.xml == nil {
		return bytes.NewReader(nil)
	}
	in, err := a.xml.Open()
	return &zipped{archive: a, in: in, err: err}
}

// zipped reads a file of a ZIP, and tells damage apart from a disk that fails.
type zipped struct {
	archive *archive
	in      io.Reader
	err     error
}

func (z *zipped) Read(p []byte) (n int, err error) {
	if err = z.err; err == nil {
		n, err = z.in.Read(p)
	}
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	if z.archive.at.failed == nil {
		z.archive.damaged, err = true, io.EOF
	}
	z.err = err
	return n, err
}

var _ io.ReaderAt = (*placed)(nil)

// placed reads anywhere in a file, and seeks only where it has to.
type placed struct {
	in     io.ReadSeeker
	pos    int64 // -1: not known
	failed error // of the file, not of what it says
}

func (p *placed) ReadAt(b []byte, at int64) (n int, err error) {
	if p.pos != at {
		p.pos = -1
		if _, err = p.in.Seek(at, io.SeekStart); err != nil {
			p.failed = err
			return 0, err
		}
	}
	n, err = io.ReadFull(p.in, b)
	if p.pos = at + int64(n); errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	if err != nil && !errors.Is(err, io.EOF) {
		p.pos, p.failed = -1, err
	}
	return n, err
}
