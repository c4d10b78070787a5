package app

import (
	"encoding/json"
	"time"

	"example.org/tandtui/internal/domain"
)

// Head is a command in the outbox without its bytes: what lists and counts need.
type Head struct {
	ID        string
	Kind      domain.CommandKind
	Clinic    string
	Target    int64       // Vår referens of the invoice it changes; 0: it makes one
	Version   int64       // of the target, as the user saw it
	Part      domain.Part // of the target
	Upload    UploadNote  // of an upload
	Office    OfficeNote  // of a change in Klinikadministration
	Queued    time.Time
	Tried     time.Time // last try, zero if none
	LastError string    // code of the last try
	Sent      bool      // a try may have reached the region
	Damaged   bool      // the file is damaged here: only ID is known, and it cannot be sent
}

// Filing is what is kept with a command in the outbox.
type Filing struct {
	At     time.Time
	Part   domain.Part   // of the target
	Note   UploadNote    // of an upload
	Office OfficeNote    // of a change in Klinikadministration
	Draft  *domain.Draft // of a submission, in its new state; of a crediting, the bill anew; else nil
	Row    DraftSummary  // of Draft
}

// Outcome is the region's definite answer to a command: Receipt or Refusal.
type Outcome struct {
	At      time.Time       `json:"at"`
	Receipt *domain.Receipt `json:"receipt,omitempty"`
	Refusal *domain.Refusal `json:"refusal,omitempty"`
	Version int64           `json:"version,omitempty"` // of the target as it now is, where the answer tells
}

// Answer is a command with the region's answer.
type Answer struct {
	Head
	Outcome
	Seen bool
}

// Unseen reports whether it is a no that nobody has looked at (L6): a refusal, or an
// invoice file of which something comes back.
func (a Answer) Unseen() bool { return (a.Refusal != nil || a.Outcome.back()) && !a.Seen }

// back tells whether the region has taken only a part of an invoice file, or nothing.
func (o Outcome) back() bool {
	return o.Receipt != nil && o.Receipt.Upload != nil && (o.Receipt.Upload.FileFault || len(o.Receipt.Upload.Refused) > 0)
}

// Counts are a clinic's numbers for header and start page.
type Counts struct {
	Drafts    int // open and refused drafts
	Outbox    int // commands without an answer
	Unseen    int // refused commands that nobody has looked at
	Elsewhere int // commands without an answer, and unseen refusals, of the user's other clinics
	Left      int // drafts and commands without an answer of clinics where the user works no more
	Damaged   int // records of drafts and outbox that cannot be read, of whatever clinic
}

// Settled applies the region's answer to the draft of a submission and to its row
// in lists.
func (o Outcome) Settled(d domain.Draft, row DraftSummary) (domain.Draft, DraftSummary) {
	if o.Refusal == nil {
		d.State, d.Refusal, d.Receipt = domain.DraftReceived, nil, o.Receipt
		row.State = d.State
		return d, row
	}
	no := *o.Refusal
	no.Sent = &domain.Sent{InvoiceNo: d.InvoiceNo, Bills: d.Bills}
	d.State, d.Receipt, d.Refusal = domain.DraftRefused, nil, &no
	row.State, row.Lost, row.Errors, row.Warnings = d.State, false, 0, 0
	for _, f := range no.Findings {
		if f.Severity == domain.SeverityError {
			row.Errors++
		} else {
			row.Warnings++
		}
	}
	return d, row
}

// Delete asks the region to delete bills, or a whole invoice (D6), as it was in
// the version that the user saw. It is queued, with or without network, and
// refused by the region if the invoice has changed meanwhile. Kind Conflict: a
// reason of domain.Invoice.CanDelete, CodeVersionChanged, or CodeWaiting if a
// command for the invoice is waiting already.
func (a *App) Delete(ourRef, version int64, part domain.Part) error {
	c := domain.Command{Kind: domain.CommandDelete, Target: ourRef, Version: version}
	can := func(v domain.Invoice) domain.Why { return v.CanDelete(part) }
	return a.command(c, Filing{Part: part}, can, domain.Deletion{OurRef: ourRef, Version: version, Part: part})
}

// Credit asks the region to take back what it has paid for an invoice, for bills or
// for items of it (D7), as it was in the version that the user saw. It is queued
// and answered as Delete is; reason may be left out. Kind Conflict: as Delete, with
// a reason of domain.Invoice.CanCredit.
func (a *App) Credit(ourRef, version int64, part domain.CreditPart, reason string) error {
	return a.credit(ourRef, version, part, reason, Filing{})
}

func (a *App) credit(ourRef, version int64, part domain.CreditPart, reason string, f Filing) error {
	c := domain.Command{Kind: domain.CommandCredit, Target: ourRef, Version: version}
	can := func(v domain.Invoice) domain.Why { return v.CanCredit(part) }
	f.Part = domain.Part{Whole: part.Whole, Bills: part.Named()}
	return a.command(c, f, can, domain.Crediting{OurRef: ourRef, Version: version, Part: part, Reason: reason})
}

// command queues what is asked of an invoice, if that can be done to it as the
// mirror has it, in the version that the user saw. Only one at a time: the next
// would be decided on a version that the first one changes.
func (a *App) command(c domain.Command, f Filing, can func(domain.Invoice) domain.Why, body any) error {
	conflict := func(code string) error {
		return &domain.Error{Kind: domain.Conflict, Code: code, Op: "app." + string(c.Kind)}
	}
	if err := a.mayBill("app." + string(c.Kind)); err != nil {
		return err
	}
	store, clinic, err := a.at()
	if err != nil {
		return err
	}
	v, err := store.Invoice(clinic.No, c.Target)
	if err != nil {
		return err
	}
	if why := can(v); why != "" {
		return conflict(string(why))
	}
	if v.Version != c.Version {
		return conflict(CodeVersionChanged)
	}
	if c.Body, err = json.Marshal(body); err != nil {
		return &domain.Error{Kind: domain.Internal, Code: "command.encode", Op: "app." + string(c.Kind), Err: err}
	}
	a.commanding.Lock() // two presses of a key are one command
	defer a.commanding.Unlock()
	switch _, waits, err := waiting(store, v.Clinic, c.Target); {
	case err != nil:
		return err
	case waits:
		return conflict(CodeWaiting)
	}
	c.ID, c.Clinic = a.cfg.NewID(), v.Clinic // the user may have changed clinic meanwhile
	f.At = a.cfg.Clock.Now()
	if err := store.Queue(c, f); err != nil {
		return err
	}
	a.recount()
	a.Refresh()
	return nil
}

// Waiting gives the command that waits in the outbox for an invoice of the
// clinic, if there is one.
func (a *App) Waiting(ourRef int64) (Head, bool, error) {
	store, clinic, err := a.at()
	if err != nil {
		return Head{}, false, err
	}
	return waiting(store, clinic.No, ourRef)
}

func waiting(store Store, clinic string, ourRef int64) (Head, bool, error) {
	heads, err := store.Outbox()
	for _, h := range heads {
		if ourRef != 0 && h.Target == ourRef && h.Clinic == clinic {
			return h, true, nil
		}
	}
	return Head{}, false, err
}

// Seen notes that the user has looked at the answers to commands, so that they
// are no longer counted.
func (a *App) Seen(ids ...string) error {
	store, _, err := a.at()
	if err != nil {
		return err
	}
	if err := store.SetSeen(ids...); err != nil {
		return err
	}
	a.recount()
	return nil
}
