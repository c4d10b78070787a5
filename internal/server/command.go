package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// kinds says for every kind of command who at the clinic may ask for it, and how
// its body is read.
var kinds = map[domain.CommandKind]struct {
	roles []domain.Role
	read  func(body []byte) (order, error)
}{
	domain.CommandSubmit: {Billers, submitOrder},
	domain.CommandDelete: {Billers, deleteOrder},
	domain.CommandCredit: {Billers, creditOrder},

	domain.CommandContact:   {Administrators, contactOrder},
	domain.CommandUser:      {Administrators, userOrder},
	domain.CommandPerformer: {Administrators, performerOrder},
	domain.CommandLicence:   {Administrators, licenceOrder},
}

// Answer is the answer to a command: the bytes of a domain.Receipt, always the
// same.
type Answer struct {
	Body     []byte
	OurRef   int64
	Replayed bool // it had been given before
}

// Refusal is an error that says more than its code.
type Refusal struct {
	Cause    *domain.Error
	Findings []domain.Finding // what is wrong with the bills
	Version  int64            // of the invoice or clinic as it now is
	By       string           // name of who changed the clinic last
}

func (r *Refusal) Error() string { return r.Cause.Error() }

func (r *Refusal) Unwrap() error { return r.Cause }

// Do carries a command out exactly once, in one transaction: who asks, was it
// done before, is the invoice still as it was when the user decided, the act, its
// event and row in the feed, and the answer that is kept. The same id with the
// same bytes gives the first answer, whatever has happened to patient, invoice or
// rules since; ids belong to the clinic. Errors: Kind Conflict with code
// api.ProblemFingerprint (other bytes), api.ProblemVersion, or the reason why the
// invoice's state does not allow it; a *Refusal with code api.ProblemReferenceUse
// or api.ProblemFindings; Invalid for a body that is not of the kind.
func (s *Service) Do(ctx context.Context, c Caller, kind domain.CommandKind, id string, body []byte) (Answer, error) {
	sum := sha256.Sum256(body)
	cmd := Command{Clinic: c.Clinic, ID: id, Kind: kind, Digest: hex.EncodeToString(sum[:])}
	o, undecodable := kinds[kind].read(body)
	var a Answer
	var refused error
	err := s.store.Write(ctx, func(tx Tx) error {
		a, refused = Answer{}, nil
		who, err := s.authorise(tx, c)
		if err != nil {
			return err
		}
		// Before anything else is checked: a replay must not be told that its
		// own reference "redan använts", or that its invoice is deleted already.
		if a, err = replay(tx, cmd); err != nil || a.Replayed {
			return err
		}
		if undecodable != nil {
			return undecodable
		}
		a, refused, err = s.carryOut(tx, who, cmd, o)
		return err
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return Answer{}, err
	}
	if !a.Replayed {
		s.bells.ring(c.Clinic)
	}
	return a, nil
}

// replay gives the answer that the command got before, if it was done.
func replay(tx Commands, cmd Command) (Answer, error) {
	switch old, err := tx.Command(cmd.Clinic, cmd.ID); {
	case err == nil && old.Digest == cmd.Digest && old.Kind == cmd.Kind:
		return Answer{Body: old.Answer, OurRef: old.OurRef, Replayed: true}, nil
	case err == nil:
		return Answer{}, &domain.Error{Kind: domain.Conflict, Code: api.ProblemFingerprint, Op: "server.command"}
	case domain.KindOf(err) != domain.NotFound:
		return Answer{}, err
	}
	return Answer{}, nil
}

// carryOut does a command that is new, and keeps its answer.
func (s *Service) carryOut(tx Tx, who staff, cmd Command, o order) (a Answer, refused, err error) {
	w := work{tx: tx, who: who, at: s.moment(), id: cmd.ID}
	if err := w.read(cmd, o); err != nil {
		return a, nil, err
	}
	did, refused, err := o.act(s, w)
	if err != nil || refused != nil {
		return a, refused, err
	}
	cmd.OurRef, cmd.UserID, cmd.At = did.after.OurRef, who.user.ID, w.at
	if cmd.Answer, err = json.Marshal(receipt(cmd, did)); err != nil {
		return a, nil, err
	}
	return Answer{Body: cmd.Answer, OurRef: cmd.OurRef}, nil, tx.AddCommand(cmd)
}

// read gets what the command is about, in the version that was decided on.
func (w *work) read(cmd Command, o order) (err error) {
	switch {
	case cmd.Kind.OfClinic():
		w.clinic, err = w.tx.Clinic(cmd.Clinic)
		if err == nil && o.version != 0 && w.clinic.Version != o.version {
			err = changedClinic(w.tx, w.clinic)
		}
	case o.target != 0:
		w.target, err = w.tx.Invoice(cmd.Clinic, o.target)
		if err == nil && w.target.Version != o.version {
			cause := &domain.Error{Kind: domain.Conflict, Code: api.ProblemVersion, Op: "server.command"}
			err = &Refusal{Cause: cause, Version: w.target.Version}
		}
	}
	return err
}

func receipt(cmd Command, did done) domain.Receipt {
	if cmd.Kind.OfClinic() {
		return domain.Receipt{
			Submission: cmd.ID, Digest: cmd.Digest, Received: cmd.At, Kind: cmd.Kind,
			Version: did.clinic.Version, User: did.user, Notes: did.notes,
		}
	}
	after := did.after
	r := domain.Receipt{
		Submission: cmd.ID, Digest: cmd.Digest, OurRef: after.OurRef, InvoiceNo: after.InvoiceNo,
		Received: cmd.At, Sum: after.Sum(), Bills: after.Standing(),
	}
	if cmd.Kind != domain.CommandSubmit {
		r.Kind, r.Version, r.Credited = cmd.Kind, after.Version, did.credited
	}
	if did.credited != 0 {
		r.Version = did.version
	}
	return r
}
