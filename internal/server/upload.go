package server

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
)

// Bounds of what one upload brings (ADR 048).
const (
	batchBills  = 2_000  // bills and credits in a transaction, but that an invoice is whole
	mostAtOnce  = 10_000 // of a file that is taken as a whole or not at all
	mostListed  = 10_000 // findings in a receipt
	mostMade    = 10_000 // invoices listed in a receipt
	batchPeople = 5_000  // rows of the access log in a transaction
)

// Upload is an invoice file that has arrived whole.
type Upload struct {
	ID     string
	Mode   domain.UploadMode
	Digest string // SHA-256, hex
	body   *spool
}

// Upload checks an invoice file with the region's own facts and takes its correct
// bills as the invoices they stand on, and its credits (C1, C4, C9). It is done exactly
// once: what it brings is stored in batches, each bill with the sender's id for it, so
// that a try that was broken off goes on where it ended, and the receipt is stored
// last. The same id with the same file gives the same receipt. A fault of the file is no
// error, but stands in the receipt. Errors: Kind Conflict with code
// api.ProblemFingerprint for another file or mode under the id; Busy.
func (s *Service) Upload(ctx context.Context, c Caller, u Upload) (Answer, error) {
	w := &uploading{Upload: u, s: s, caller: c}
	defer func() { _ = w.close() }() // it was temporary
	var a Answer
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		if w.who, err = s.authorise(tx, c); err != nil {
			return err
		}
		a, err = replay(tx, w.command())
		return err
	})
	if err != nil || a.Replayed {
		return a, err
	}
	if err := w.check(ctx); err != nil {
		return a, err
	}
	if err := w.logAccess(ctx); err != nil {
		return a, err
	}
	if err := w.take(ctx); err != nil {
		return a, err
	}
	a, err = w.finish(ctx)
	for no := range w.rang {
		s.bells.ring(no)
	}
	return a, err
}

// mayUpload tells at once whether the caller may send a file to the clinic.
func (s *Service) mayUpload(ctx context.Context, c Caller) error {
	return s.store.Read(ctx, func(tx Tx) error {
		_, err := s.authorise(tx, c)
		return err
	})
}

// uploading is one upload under way.
type uploading struct {
	Upload
	s      *Service
	caller Caller
	who    staff // at the clinic that it is sent from

	file    *invoicefile.File
	read    *spool // the entries as they were read, with their bills
	report  *invoicefile.Report
	earlier string                              // another upload of the same file
	own     int                                 // entries that an earlier try of this upload has brought
	people  map[string]map[domain.PersonID]bool // whose facts were used, by clinic
	late    []lateFinding                       // what was found only when it was to be stored
	rang    map[string]bool                     // clinics where something has changed
}

// lateFinding is why an entry that had passed the check was not taken after all.
type lateFinding struct {
	invoicefile.Finding
	sum domain.Ore
}

func (w *uploading) close() error {
	if w.read == nil {
		return nil
	}
	return w.read.Close()
}

// command is the upload as it is kept. Another mode is another command.
func (w *uploading) command() Command {
	return Command{Clinic: w.caller.Clinic, ID: w.ID, Kind: domain.CommandUpload, Digest: w.Digest + " " + string(w.Mode)}
}

// logAccess logs whose facts the answer rests on, before anything is told of them.
func (w *uploading) logAccess(ctx context.Context) error {
	for no, people := range w.people {
		list := make([]domain.PersonID, 0, len(people))
		for id := range people {
			list = append(list, id)
		}
		for part := range slices.Chunk(list, batchPeople) {
			err := w.s.store.Write(ctx, func(tx Tx) error {
				who, err := w.at(tx, no)
				if err != nil {
					return err
				}
				return w.s.logAccess(tx, who, AccessSubmit, part...)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// at is the caller at a clinic of the file.
func (w *uploading) at(tx Access, clinic string) (staff, error) {
	c := w.caller
	c.Clinic = clinic
	return w.s.authorise(tx, c)
}

// finish stores the receipt.
func (w *uploading) finish(ctx context.Context) (a Answer, err error) {
	err = w.s.store.Write(ctx, func(tx Tx) error {
		who, err := w.s.authorise(tx, w.caller)
		if err != nil {
			return err
		}
		cmd := w.command()
		if a, err = replay(tx, cmd); err != nil || a.Replayed {
			return err
		}
		made, err := tx.UploadedInvoices(w.caller.Clinic, w.ID)
		if err != nil {
			return err
		}
		kept, err := tx.CountAttachments(w.caller.Clinic, w.ID)
		if err != nil {
			return err
		}
		cmd.UserID, cmd.At = who.user.ID, w.s.moment()
		if cmd.Answer, err = json.Marshal(w.receipt(cmd, made, kept)); err != nil {
			return err
		}
		a = Answer{Body: cmd.Answer}
		return tx.AddCommand(cmd)
	})
	return a, err
}

// receipt holds the split: which entries were taken, and why the others were not.
func (w *uploading) receipt(cmd Command, made []domain.UploadedInvoice, kept int) domain.Receipt {
	r := w.report
	u := &domain.Uploaded{
		FileID: r.Header.FileID, Mode: w.Mode, Bills: r.Bills, Credits: r.Credits, Before: r.Before - w.own, Earlier: w.earlier, Attachments: kept,
		FileFault: r.FileFault, Refused: r.FaultyPlaces(), RefusedSum: r.FaultySum, Findings: slices.Clone(r.Findings), Unlisted: r.Unlisted,
	}
	for _, f := range w.late {
		u.Refused, u.RefusedSum, u.Findings = append(u.Refused, f.Place), u.RefusedSum+f.sum, append(u.Findings, f.Finding)
	}
	slices.Sort(u.Refused)
	slices.SortStableFunc(u.Findings, func(x, y invoicefile.Finding) int { return x.Line - y.Line })
	if more := len(u.Findings) - mostListed; more > 0 {
		u.Findings, u.Unlisted = u.Findings[:mostListed], u.Unlisted+more
	}
	for i := range u.Findings {
		u.Findings[i].Text = text.Finding(u.Findings[i].Finding).String()
	}
	receipt := domain.Receipt{Submission: w.ID, Digest: w.Digest, Received: cmd.At, Kind: domain.CommandUpload, Upload: u}
	for _, v := range made {
		u.Taken += v.Bills
		receipt.Sum += v.Sum
	}
	receipt.Bills = u.Taken
	u.Made = len(made)
	u.Invoices = made[:min(len(made), mostMade)]
	return receipt
}

// errNotAll breaks off an upload of all or nothing of which something cannot be taken.
var errNotAll = errors.New("server: not all can be taken")

// taken is the error for an id or a reference that somebody else has taken meanwhile,
// which the next try will know.
func taken() error {
	return &domain.Error{Kind: domain.Busy, Code: api.ProblemBusy, Op: "server.upload"}
}
