package server

import (
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Every change of what Klinikadministration shows goes through SaveClinic, so that
// none is without its version, its event and its row in the clinic's feed.

// SaveClinic stores a clinic after something was done to it, its users or its
// performers, and gives it with its new version. e needs At, Act and By.
func SaveClinic(tx Tx, c domain.Clinic, e domain.ClinicEvent) (domain.Clinic, error) {
	if e.By.ID == "" || e.At.IsZero() || e.Act == "" {
		return c, &domain.Error{Kind: domain.Internal, Code: "server.event", Op: "server.saveClinic", Err: errors.New("nothing is done without who, when and what")}
	}
	fresh := c.Version == 0
	c.Version++
	if err := tx.PutClinic(c); err != nil {
		return c, err
	}
	e.Clinic, e.Version = c.No, c.Version
	if err := tx.AddClinicEvent(e); err != nil {
		return c, err
	}
	changes := []Change{clinicChange}
	if fresh {
		running, err := runningMessages(tx, c.No, domain.DateOf(e.At))
		if err != nil {
			return c, err
		}
		changes = append(changes, running...)
	}
	return c, tx.AddChanges(c.No, changes...)
}

// runningMessages are what the region has told all clinics and is not over on a day: a
// new clinic is told it too.
func runningMessages(tx Notices, clinic string, today domain.Date) (changes []Change, err error) {
	list, err := tx.Messages(clinic)
	for _, m := range slices.Backward(list) { // oldest first, as the others were told
		if !m.Over(today) {
			changes = append(changes, Change{Kind: ChangeMessage, Ref: m.No})
		}
	}
	return changes, err
}

// PutClinic stores a clinic's own data as a register has it, and tells the clinic if
// anything is new. Version, contact details and licence are not the register's: they
// stay as they are. e needs At and By.
func PutClinic(tx Tx, c domain.Clinic, e domain.ClinicEvent) error {
	old, err := tx.Clinic(c.No)
	if err != nil && domain.KindOf(err) != domain.NotFound {
		return err
	}
	if c.Version, c.Contact, c.Licence = old.Version, old.Contact, old.Licence; old == c {
		return nil
	}
	e.Act = domain.ClinicRegister
	_, err = SaveClinic(tx, c, e)
	return err
}

// changedClinic is the refusal of a command that was decided on an older version of
// the clinic; it tells who has changed it since.
func changedClinic(tx Office, c domain.Clinic) error {
	last, err := tx.ClinicEvents(c.No, 1)
	if err != nil {
		return err
	}
	no := &Refusal{Cause: &domain.Error{Kind: domain.Conflict, Code: api.ProblemClinicChanged, Op: "server.command"}, Version: c.Version}
	if len(last) > 0 {
		no.By = forClinic(last[0].By).Name
	}
	return no
}

// Office gives what Klinikadministration shows of a clinic, to all who work there
// (E1, E2, E7).
func (s *Service) Office(ctx context.Context, c Caller) (o api.Office, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		if _, err := s.authorise(tx, c); err != nil {
			return err
		}
		if o.Clinic, err = tx.Clinic(c.Clinic); err != nil {
			return err
		}
		if o.Users, err = s.users(tx, o.Clinic); err != nil {
			return err
		}
		for i := range o.Users { // no colleague needs it, and neither manual shows it
			o.Users[i].Person = domain.PersonID{}
		}
		if o.Performers, err = tx.Performers(c.Clinic); err != nil {
			return err
		}
		o.Events, err = tx.ClinicEvents(c.Clinic, api.MaxOfficeEvents)
		for i := range o.Events {
			o.Events[i].By = forClinic(o.Events[i].By)
		}
		return err
	})
	return o, err
}

// users lists a clinic's users, present ones first, with what should be looked at.
func (s *Service) users(tx Tx, clinic domain.Clinic) ([]domain.ClinicUser, error) {
	all, err := tx.Colleagues(clinic.No, s.today())
	if err != nil {
		return nil, err
	}
	provider, err := provider(tx, clinic.ProviderID)
	if err != nil {
		return nil, err
	}
	list := make([]domain.ClinicUser, len(all))
	for i, c := range all {
		list[i] = c.shown(s.today())
		list[i].Notes = notes(c, all, provider, s.today())
	}
	slices.SortStableFunc(list, func(a, b domain.ClinicUser) int { return ended(a) - ended(b) })
	return list, nil
}

func ended(u domain.ClinicUser) int {
	if u.Status == domain.UserEnded {
		return 1
	}
	return 0
}

func provider(tx Registry, id string) (domain.Provider, error) {
	all, err := tx.Providers()
	if i := slices.IndexFunc(all, func(p domain.Provider) bool { return p.ID == id }); i >= 0 {
		return all[i], err
	}
	return domain.Provider{ID: id}, err
}

// shown is the user as a list has it on a day. A user from before there were first
// and last names gets them of the whole name.
func (c Colleague) shown(today domain.Date) domain.ClinicUser {
	u := c.ClinicUser
	u.Status = c.status(today)
	if u.First == "" {
		u.First, u.Last = u.Name, ""
		if i := strings.LastIndexByte(u.Name, ' '); i > 0 {
			u.First, u.Last = u.Name[:i], u.Name[i+1:]
		}
	}
	return u
}

func (c Colleague) status(today domain.Date) domain.UserStatus {
	switch {
	case !c.Validity.To.IsZero() && c.Validity.To.Before(today):
		return domain.UserEnded
	case today.Before(c.Validity.From):
		return domain.UserComing
	}
	return domain.UserActive
}

// Ended tells whether the user's work at the clinic was over before a day.
func (c Colleague) Ended(today domain.Date) bool { return c.status(today) == domain.UserEnded }

// notes finds out whether a user may be registered twice, or at the wrong clinic, or
// was removed while something waited at her computer.
func notes(c Colleague, all []Colleague, owner domain.Provider, today domain.Date) (list []domain.UserNote) {
	if c.Ended(today) {
		if c.Waiting > 0 {
			list = append(list, domain.UserWaiting)
		}
		return list
	}
	add := func(is bool, n domain.UserNote) {
		if is && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	for _, p := range c.Others {
		add(p != owner.ID, domain.UserElsewhere)
		add(p == owner.ID, domain.UserAtSister)
	}
	for _, other := range all {
		add(other.ID != c.ID && !other.Ended(today) && sameName(other.Name, c.Name), domain.UserSameName)
	}
	add(otherIssuer(c.HSAID, owner.OrgNumber), domain.UserOtherIssuer)
	return list
}

// otherIssuer tells whether an HSA-id belongs to another organisation than the
// provider: its ten digits are the organisation number of whoever gave it. Where one
// of the two is no organisation number nothing can be said.
func otherIssuer(hsaID, orgNumber string) bool {
	id, err := domain.ParseHSAID(hsaID)
	if err != nil {
		return false
	}
	issuer, err := domain.ParseOrgNumber(id[2:12])
	if err != nil {
		return false
	}
	owner, err := domain.ParseOrgNumber(orgNumber)
	return err == nil && issuer != owner
}

// sameName compares names without case and doubled spaces.
func sameName(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
