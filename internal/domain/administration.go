package domain

import (
	"strings"
	"time"
)

// ContactChange is the body of a CommandContact: the clinic's name and contact
// details, all of them. Version is the clinic's when the user decided.
type ContactChange struct {
	Version int64         `json:"version"`
	Name    string        `json:"name"`
	Contact ClinicContact `json:"contact"`
}

// Check finds what is wrong with it.
func (c ContactChange) Check() []Fault {
	var l faults
	l.needed("name", c.Name, WhyNoClinicName)
	l.text("address", c.Contact.Address, maxOfficeText)
	l.text("postNo", c.Contact.PostNo, maxOfficeText)
	l.text("town", c.Contact.Town, maxOfficeText)
	l.add("phone", phoneWhy(c.Contact.Phone))
	l.add("email", emailWhy(c.Contact.Email))
	l.text("person", c.Contact.Person, maxOfficeText)
	return l
}

// Check finds what clinics' screens cannot show of whom they are to call.
func (c Contact) Check() []Fault {
	var l faults
	l.text("name", c.Name, maxOfficeText)
	l.text("phone", c.Phone, maxOfficeText)
	l.add("email", emailWhy(c.Email))
	l.text("hours", c.Hours, maxContactText)
	l.text("state", c.State, maxContactText)
	return l
}

// UserAct is what a CommandUser does.
type UserAct string

// The acts.
const (
	UserAdd    UserAct = "add"
	UserChange UserAct = "change" // details and role
	UserRemove UserAct = "remove"
)

// UserChanging is the body of a CommandUser. An addition overwrites nothing and has
// no version; the others have the clinic's when the user decided.
type UserChanging struct {
	Act     UserAct     `json:"act"`
	Version int64       `json:"version,omitempty"`
	User    int64       `json:"user,omitempty"` // number of the user, 0 of an addition
	Details UserDetails `json:"details,omitzero"`
}

// PerformerChange is the body of a CommandPerformer: a behandlare of the clinic, who
// replaces the one with the same number. Version is the clinic's when the user
// decided, 0 of somebody new. Nobody is removed: validity ends.
type PerformerChange struct {
	Version   int64     `json:"version,omitempty"`
	Performer Performer `json:"performer"`
}

// Check finds what is wrong with it.
func (c PerformerChange) Check() []Fault {
	var l faults
	p := c.Performer
	l.needed("no", p.No, WhyBadPerformer)
	l.needed("name", p.Name, WhyBadPerformer)
	l.needed("profession", p.Profession, WhyBadPerformer)
	if p.Validity.From.IsZero() || !p.Validity.To.IsZero() && p.Validity.To.Before(p.Validity.From) {
		l.add("validity", WhyBadPeriod)
	}
	return l
}

// LicenceChange is the body of a CommandLicence: how the clinic stands with IVO's
// licence. Version is the clinic's when the user decided.
type LicenceChange struct {
	Version int64   `json:"version"`
	Licence Licence `json:"licence"`
}

// Check finds what is wrong with it.
func (c LicenceChange) Check() []Fault {
	var l faults
	known := false
	for _, s := range LicenceStates() {
		known = known || s == c.Licence.State
	}
	if !known {
		l.add("state", WhyBadLicence)
	}
	l.text("scope", c.Licence.Scope, maxScope)
	l.text("reference", c.Licence.Reference, maxOfficeText)
	return l
}

// ClinicAct names what was done to a clinic.
type ClinicAct string

// The acts.
const (
	ClinicContacted   ClinicAct = "contact"
	ClinicUserAdded   ClinicAct = "userAdd"
	ClinicUserChanged ClinicAct = "userChange"
	ClinicUserRemoved ClinicAct = "userRemove"
	ClinicPerformer   ClinicAct = "performer"
	ClinicLicence     ClinicAct = "licence"
	ClinicAccount     ClinicAct = "account" // its bank account, by the region
	ClinicEnded       ClinicAct = "end"     // its last day, by the region
	ClinicRegister    ClinicAct = "import"  // out of a file of the region
)

// ClinicEvent is one thing that was done in Klinikadministration, or by the region
// to the clinic's own data. Events are only ever added.
type ClinicEvent struct {
	At      time.Time `json:"at"`
	Clinic  string    `json:"clinic"`
	Version int64     `json:"version"` // of the clinic after it
	Act     ClinicAct `json:"act"`
	By      Actor     `json:"by"`
	About   string    `json:"about,omitempty"`   // name of the user or performer
	Fields  []string  `json:"fields,omitempty"`  // JSON names of what was changed
	Command string    `json:"command,omitempty"` // id of the command, where a clinic asked for it
}

// Changed gives the JSON names of what is not the same in both.
func (c ClinicContact) Changed(was ClinicContact) (fields []string) {
	for _, f := range []struct{ name, was, is string }{
		{"address", was.Address, c.Address},
		{"postNo", was.PostNo, c.PostNo},
		{"town", was.Town, c.Town},
		{"phone", was.Phone, c.Phone},
		{"email", was.Email, c.Email},
		{"person", was.Person, c.Person},
	} {
		if f.was != f.is {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// Trimmed is the contact without spaces around its texts.
func (c ClinicContact) Trimmed() ClinicContact {
	for _, s := range []*string{&c.Address, &c.PostNo, &c.Town, &c.Phone, &c.Email, &c.Person} {
		*s = strings.TrimSpace(*s)
	}
	return c
}

// Why something in Klinikadministration cannot be done.
const (
	WhyNoClinicName  Why = "clinic.no-name"
	WhyBadText       Why = "clinic.bad-text" // too long, or with signs that cannot be shown
	WhyBadEmail      Why = "clinic.bad-email"
	WhyBadPhone      Why = "clinic.bad-phone"
	WhyNoUserName    Why = "clinic.no-user-name"
	WhyNoIdentity    Why = "clinic.no-identity"    // neither HSA-id nor personnummer
	WhyTwoIdentities Why = "clinic.two-identities" // both
	WhyIdentityFixed Why = "clinic.identity-fixed" // of a user who is there
	WhyLoginKind     Why = "clinic.login-kind"     // nobody logs in to the region by it
	WhyBadHSAID      Why = "clinic.bad-hsa-id"
	WhyBadPerson     Why = "clinic.bad-person"
	WhyBadRole       Why = "clinic.bad-role"
	WhyUserThere     Why = "clinic.user-there"      // works at the clinic already
	WhyUserOtherName Why = "clinic.user-other-name" // the identity is known under another name
	WhyNameShared    Why = "clinic.name-shared"     // works for another provider too, which knows the name
	WhyNoSuchUser    Why = "clinic.no-such-user"    //
	WhyLastContact   Why = "clinic.last-contact"    // the clinic would be without klinikkontakt
	WhyNothingNew    Why = "clinic.nothing-new"     // all is as it was
	WhyBadPerformer  Why = "clinic.bad-performer"   // without number, name or profession
	WhyPerformer     Why = "clinic.performer-there" // the number is taken
	WhySpecialist    Why = "clinic.specialist"      // that somebody is one is the region's to say
	WhyBadPeriod     Why = "clinic.bad-period"      //
	WhyBadLicence    Why = "clinic.bad-licence"     // a state that is not known
)

// clinicWhys are those of Klinikadministration.
var clinicWhys = []Why{
	WhyNoClinicName, WhyBadText, WhyBadEmail, WhyBadPhone, WhyNoUserName, WhyNoIdentity, WhyTwoIdentities, WhyIdentityFixed,
	WhyLoginKind, WhyBadHSAID, WhyBadPerson, WhyBadRole, WhyUserThere, WhyUserOtherName, WhyNameShared, WhyNoSuchUser,
	WhyLastContact, WhyNothingNew, WhyBadPerformer, WhyPerformer, WhySpecialist, WhyBadPeriod, WhyBadLicence,
}
