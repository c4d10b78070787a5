package server

import (
	"crypto/sha256"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Bounds of the arrival of an invoice file. A slow line may take long, but not for
// ever: who sends nothing keeps others from sending.
const (
	maxUploads      = 4                // that arrive or are worked on at once
	uploadPatience  = 30 * time.Second // for the beginning, and beyond what the rate gives
	uploadRate      = 16 << 10         // bytes per second at least
	uploadWork      = 10 * time.Minute // for checking and storing, once it is here
	invoiceFileType = "application/xml"
	invoiceFileZIP  = "application/zip" // with its attachments; its content decides
)

// upload answers PUT /v1/clinics/{clinic}/uploads/{id}: 201 with the receipt, 200 with
// the same bytes on a replay. Whatever is wrong in the file is told by the receipt.
func (h *Handler) upload(w http.ResponseWriter, r *http.Request, c Caller) error {
	const op = "server.upload"
	id := r.PathValue("id")
	q, err := query(r, "mode")
	if err != nil {
		return err
	}
	mode := domain.UploadMode(q["mode"])
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err != nil || kind != invoiceFileType && kind != invoiceFileZIP:
		return badRequest(op, errors.New("not "+invoiceFileType))
	case !commandID.MatchString(id):
		return badRequest(op, errors.New("id"))
	case mode != domain.UploadValid && mode != domain.UploadAll:
		return badRequest(op, errors.New("mode"))
	case r.ContentLength > h.service.files.Bytes:
		return &http.MaxBytesError{Limit: h.service.files.Bytes}
	}
	if err := h.service.mayUpload(r.Context(), c); err != nil { // before megabytes are taken
		return err
	}
	if !h.uploads.enter(c.Clinic+"\n"+id, c.Identity) {
		return &domain.Error{Kind: domain.Busy, Code: api.ProblemBusy, Op: op}
	}
	defer h.uploads.leave(c.Clinic + "\n" + id)
	body, digest, err := h.arrive(w, r)
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }() // it was temporary
	answer, err := h.service.Upload(r.Context(), c, Upload{ID: id, Mode: mode, Digest: digest, body: body})
	if err != nil {
		return err
	}
	writeAnswer(w, answer)
	return nil
}

// arrive takes the body into a spool and compares it with its digest.
func (h *Handler) arrive(w http.ResponseWriter, r *http.Request) (body *spool, digest string, err error) {
	if body, err = newSpool(h.service.temp); err != nil {
		return nil, "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, body.Close())
		}
	}()
	control := http.NewResponseController(w)
	sum := sha256.New()
	in := &paced{in: r.Body, control: control, start: time.Now(), patience: h.uploads.patience}
	if _, err = io.Copy(io.MultiWriter(body, sum), in); err != nil {
		var tooLarge *http.MaxBytesError
		if in.failed != nil && !errors.As(err, &tooLarge) {
			err = badRequest("server.upload", err) // cut short, or too slow
		}
		return body, "", err
	}
	deadline := time.Now().Add(uploadWork)
	if err = errors.Join(control.SetReadDeadline(deadline), control.SetWriteDeadline(deadline)); err != nil {
		return body, "", err
	}
	digest, err = fitsDigest(r, sum)
	return body, digest, err
}

// paced reads a body that must come at uploadRate at least.
type paced struct {
	in       io.Reader
	control  *http.ResponseController
	start    time.Time
	patience time.Duration
	n        int64
	failed   error // of the reading, not of where it is written
}

func (p *paced) Read(b []byte) (int, error) {
	due := p.start.Add(p.patience + time.Duration(p.n/uploadRate)*time.Second)
	if err := errors.Join(p.control.SetReadDeadline(due), p.control.SetWriteDeadline(due.Add(uploadPatience))); err != nil {
		return 0, err
	}
	n, err := p.in.Read(b)
	p.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		p.failed = err
	}
	return n, err
}
