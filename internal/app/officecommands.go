package app

import (
	"encoding/json"
	"time"

	"example.org/tandtui/internal/domain"
)

// OfficeNote is what a command of Klinikadministration asks for, one of its parts; it
// is kept with the command so that lists can name it, and so that a change which the
// region refused because of another one can be looked at beside that one.
type OfficeNote struct {
	Contact   *domain.ContactChange   `json:"contact,omitempty"`
	User      *domain.UserChanging    `json:"user,omitempty"`
	Performer *domain.PerformerChange `json:"performer,omitempty"`
	Licence   *domain.LicenceChange   `json:"licence,omitempty"`
	About     string                  `json:"about,omitempty"` // name of the user or performer
}

// body is the part that is there, with its kind and the clinic's version that it was
// decided on.
func (n OfficeNote) body() (kind domain.CommandKind, version int64, body any) {
	switch {
	case n.Contact != nil:
		return domain.CommandContact, n.Contact.Version, n.Contact
	case n.User != nil:
		return domain.CommandUser, n.User.Version, n.User
	case n.Performer != nil:
		return domain.CommandPerformer, n.Performer.Version, n.Performer
	case n.Licence != nil:
		return domain.CommandLicence, n.Licence.Version, n.Licence
	}
	return "", 0, nil
}

// mayBill refuses what a reader asks for: the region would refuse it too.
func (a *App) mayBill(op string) error {
	if a.Snapshot().Role == domain.RoleReader {
		return &domain.Error{Kind: domain.Unauthorized, Code: CodeRole, Op: op}
	}
	return nil
}

// row is a change's row in the outbox.
func (n OfficeNote) row(h Head, state domain.DraftState, at time.Time) DraftSummary {
	return DraftSummary{ID: h.ID, Clinic: h.Clinic, State: state, Updated: at, Find: n.About}
}

// ChangeOffice asks the region for a change in Klinikadministration. It is queued,
// with or without network, done exactly once, and refused if the clinic has changed
// since the version that the user saw. form is whose text is kept no longer. Kind
// Unauthorized, CodeRole: the user is no klinikkontakt. Kind Conflict, CodeWaiting: a
// change of the clinic waits already, and the next would be decided on a version that
// it changes; somebody new depends on none.
func (a *App) ChangeOffice(n OfficeNote, form string) error {
	const op = "app.changeOffice"
	store, clinic, err := a.at()
	if err != nil {
		return err
	}
	if !a.Snapshot().Role.MayAdminister() {
		return &domain.Error{Kind: domain.Unauthorized, Code: CodeRole, Op: op}
	}
	kind, version, asked := n.body()
	if asked == nil {
		return &domain.Error{Kind: domain.Invalid, Code: "command.encode", Op: op}
	}
	body, err := json.Marshal(asked)
	if err != nil {
		return &domain.Error{Kind: domain.Internal, Code: "command.encode", Op: op, Err: err}
	}
	a.commanding.Lock() // two presses of a key are one command
	defer a.commanding.Unlock()
	switch waits, err := officeWaits(store, clinic.No, version); {
	case err != nil:
		return err
	case waits:
		return &domain.Error{Kind: domain.Conflict, Code: CodeWaiting, Op: op}
	}
	c := domain.Command{ID: a.cfg.NewID(), Kind: kind, Clinic: clinic.No, Version: version, Body: body}
	if err := store.Queue(c, Filing{At: a.cfg.Clock.Now(), Office: n}); err != nil {
		return err
	}
	_ = store.PutTyped(clinic.No, form, nil) // kept, it would only be offered once more
	a.recount()
	a.Refresh()
	return nil
}

// officeWaits tells whether a change of the clinic that rests on a version waits,
// where the next one rests on one too.
func officeWaits(store Store, clinic string, version int64) (bool, error) {
	heads, err := store.Outbox()
	for _, h := range heads {
		if h.Clinic == clinic && h.Kind.OfClinic() && h.Version != 0 && version != 0 {
			return true, nil
		}
	}
	return false, err
}

// OfficeWaits counts the changes of the clinic's office that wait for their answer.
func (a *App) OfficeWaits() (n int, err error) {
	store, clinic, err := a.at()
	if err != nil {
		return 0, err
	}
	heads, err := store.Outbox()
	for _, h := range heads {
		if h.Clinic == clinic.No && h.Kind.OfClinic() {
			n++
		}
	}
	return n, err
}

// RefusedOffice gives what was asked for by a change that the region refused. Kind
// NotFound.
func (a *App) RefusedOffice(id string) (Answer, error) {
	store, clinic, err := a.at()
	if err != nil {
		return Answer{}, err
	}
	answers, err := store.Answers(clinic.No)
	for _, x := range answers {
		if x.ID == id && x.Kind.OfClinic() && x.Refusal != nil {
			return x, nil
		}
	}
	if err == nil {
		err = &domain.Error{Kind: domain.NotFound, Code: CodeDraftGone, Op: "app.refusedOffice"}
	}
	return Answer{}, err
}
