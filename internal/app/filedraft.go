package app

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
)

// OpenFaulty makes a draft of a faulty bill of a checked file, with what was found at
// its fields (C6): the bill as the file has it, also what cannot be understood. It is
// a draft of the bill's clinic, or of the chosen one where the user may not bill for
// the bill's. Kind Conflict, CodeFileChanged: the file is another than was checked.
// Kind NotFound, CodeFileNoBill: there is no bill at the place, but perhaps a credit.
func (a *App) OpenFaulty(f domain.File, r *invoicefile.Report, place int) (domain.Draft, error) {
	if err := a.mayBill("app.openFaulty"); err != nil {
		return domain.Draft{}, err
	}
	d, err := a.NewDraft()
	if err != nil {
		return d, err
	}
	err = a.same(f, r, func(in io.ReadSeeker) error {
		e, err := entryAt(in, place)
		if err == nil {
			a.fillFrom(&d, e, r)
		}
		return err
	})
	if err != nil {
		return d, err
	}
	_, err = a.SaveDraft(d)
	return d, err
}

// entryAt reads a file up to a bill.
func entryAt(in io.ReadSeeker, place int) (*invoicefile.Entry, error) {
	f, err := invoicefile.Open(in, invoicefile.DefaultLimits())
	if err != nil {
		return nil, err
	}
	xml, err := f.XML()
	if err != nil {
		return nil, err
	}
	r := invoicefile.NewReader(xml, invoicefile.DefaultLimits())
	for {
		e, err := r.Next()
		switch {
		case errors.Is(err, io.EOF), err == nil && e.Place == place && e.Credit != nil:
			return nil, &domain.Error{Kind: domain.NotFound, Code: CodeFileNoBill, Op: "app.openFaulty"}
		case err != nil:
			return nil, err
		case e.Place == place:
			return e, nil
		}
	}
}

// fillFrom writes a bill into a draft. What the rules find here stands at the fields by
// itself; kept is what they cannot find in a draft: faults of the file's form, and
// what only the region knows.
func (a *App) fillFrom(d *domain.Draft, e *invoicefile.Entry, r *invoicefile.Report) {
	a.mu.Lock()
	for _, c := range scopeOf(a.user).Clinics {
		if c.No == e.Invoice.Clinic {
			d.Clinic = c.No
		}
	}
	a.mu.Unlock()
	d.InvoiceNo, d.Bills = e.Invoice.InvoiceNo, []domain.DraftBill{e.Draft}
	no := domain.Refusal{At: a.cfg.Clock.Now(), Code: domain.FoundInFile, Sent: &domain.Sent{InvoiceNo: d.InvoiceNo, Bills: d.Clone().Bills}}
	for _, found := range r.Findings {
		if found.Place == e.Place {
			no.Findings = append(no.Findings, found.Finding)
		}
	}
	if c, err := a.Check(*d); err == nil {
		no.Findings = unknownTo(no.Findings, c.Findings)
	}
	d.Refusal = &no
}

// unknownTo leaves out the findings that another list has too.
func unknownTo(list, known []domain.Finding) (left []domain.Finding) {
	type spot struct {
		code  string
		item  int
		field domain.Field
	}
	has := map[spot]bool{}
	for _, f := range known {
		has[spot{f.Code, f.Item, f.Field}] = true
	}
	for _, f := range list {
		if !has[spot{f.Code, f.Item, f.Field}] {
			left = append(left, f)
		}
	}
	return left
}

// WriteReturn writes one of a checked file's return files (C6): the bills and credits
// that can be sent, or with rejected the others, their findings as comments. Kind
// Conflict, CodeFileChanged: the file is another than was checked.
func (a *App) WriteReturn(out io.Writer, f domain.File, r *invoicefile.Report, rejected bool) error {
	to := invoicefile.Return{
		NewID: a.cfg.NewID,
		Say:   func(f invoicefile.Finding) string { return text.Finding(f.Finding).String() },
	}
	if rejected {
		to.Rejected = out
	} else {
		to.Accepted = out
	}
	return a.same(f, r, func(in io.ReadSeeker) error { return invoicefile.Split(in, r, to) })
}

// same opens a file again, if it is still the one that a report is about: by its
// content, for a place in another file would be another bill's.
func (a *App) same(f domain.File, r *invoicefile.Report, read func(io.ReadSeeker) error) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was only read
	digest := sha256.New()
	if _, err := io.Copy(digest, in); err != nil {
		return err
	}
	if hex.EncodeToString(digest.Sum(nil)) != r.Digest {
		return &domain.Error{Kind: domain.Conflict, Code: CodeFileChanged, Op: "app.file"}
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return read(in)
}
