package domain

import (
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// UserDetails is what a klinikkontakt states of a user (E2). One of HSAID and Person
// is how the user logs in: by card or by BankID.
type UserDetails struct {
	First  string   `json:"first"`
	Last   string   `json:"last"`
	HSAID  string   `json:"hsaId,omitempty"`
	Person PersonID `json:"person,omitzero"`
	Email  string   `json:"email,omitempty"`
	Phone  string   `json:"phone,omitempty"`
	Mobile string   `json:"mobile,omitempty"`
	Role   Role     `json:"role"`
}

// Name is first and last name.
func (d UserDetails) Name() string { return strings.TrimSpace(d.First + " " + d.Last) }

// UserStatus is whether a user may work at a clinic.
type UserStatus string

// The states of a user.
const (
	UserActive UserStatus = "active"
	UserComing UserStatus = "coming" // from a later day on
	UserEnded  UserStatus = "ended"  // removed; what the user registered keeps the name
)

// UserNote is something about a user that a klinikkontakt should look at: the person
// may be registered twice, or at the wrong clinic.
type UserNote string

// The notes.
const (
	UserElsewhere   UserNote = "elsewhere"    // works for another provider too
	UserAtSister    UserNote = "sister"       // works at another clinic of the provider too
	UserSameName    UserNote = "same-name"    // another user of the clinic has the same name
	UserOtherIssuer UserNote = "other-issuer" // the HSA-id is another organisation's than the provider
	UserWaiting     UserNote = "waiting"      // was removed while something waited in the outbox
)

// ClinicUser is a user as Klinikadministration lists it.
type ClinicUser struct {
	UserDetails
	ID        int64      `json:"id"`   // the region's own
	Name      string     `json:"name"` // of users from before there were first and last names, all that is known
	Status    UserStatus `json:"status"`
	Validity  Period     `json:"validity"`
	LastLogin time.Time  `json:"lastLogin,omitzero"` // zero: never
	Waiting   int        `json:"waiting,omitempty"`  // commands in the outbox at the user's computer, as it told last
	Notes     []UserNote `json:"notes,omitempty"`
}

// Bounds of texts in Klinikadministration, characters.
const (
	maxOfficeText = 100
	maxScope      = 300
	// maxContactText is of what the region says about its own hours.
	maxContactText = 300
)

// phoneSigns are what a telephone number is written with.
const phoneSigns = "0123456789+-() /"

// Fault is one thing that is wrong with what a klinikkontakt has typed: the JSON name
// of the field, and the reason.
type Fault struct {
	Field string
	Why   Why
}

// faults collects what is wrong, field by field in the order of the form.
type faults []Fault

func (l *faults) add(field string, why Why) {
	if why != "" {
		*l = append(*l, Fault{field, why})
	}
}

func (l *faults) text(field, s string, most int) { l.add(field, shortText(s, most)) }

func (l *faults) needed(field, s string, why Why) {
	if strings.TrimSpace(s) != "" {
		why = shortText(s, maxOfficeText)
	}
	l.add(field, why)
}

// shortText refuses what is too long for a list, or holds signs that nobody sees: with
// them two users would have one name, or a user none.
func shortText(s string, most int) Why {
	if utf8.RuneCountInString(s) > most || !utf8.ValidString(s) || strings.ContainsFunc(s, unseen) {
		return WhyBadText
	}
	return ""
}

// unseen are control characters, and those that turn or join the text around them.
func unseen(r rune) bool { return !unicode.IsGraphic(r) }

func emailWhy(s string) Why {
	if s == "" {
		return ""
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || shortText(s, maxOfficeText) != "" || !strings.Contains(s[strings.LastIndex(s, "@"):], ".") {
		return WhyBadEmail
	}
	return ""
}

func phoneWhy(s string) Why {
	digits := 0
	for _, r := range s {
		if !strings.ContainsRune(phoneSigns, r) {
			return WhyBadPhone
		}
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if s != "" && (digits < 5 || len(s) > 30) {
		return WhyBadPhone
	}
	return ""
}

// Check finds what is wrong with a user's details where the region lets its users
// log in by some ways. Of a user who is there already the identity is left empty:
// it cannot be changed.
func (d UserDetails) Check(logins []Login, there bool) []Fault {
	var l faults
	l.needed("first", d.First, WhyNoUserName)
	l.needed("last", d.Last, WhyNoUserName)
	if there {
		if d.HSAID != "" || !d.Person.IsZero() {
			l.add("hsaId", WhyIdentityFixed)
		}
	} else {
		l.add(d.identity(logins))
	}
	l.add("email", emailWhy(d.Email))
	l.add("phone", phoneWhy(d.Phone))
	l.add("mobile", phoneWhy(d.Mobile))
	if d.Role != RoleUser && d.Role != RoleContact && d.Role != RoleReader {
		l.add("role", WhyBadRole)
	}
	return l
}

// identity is what is wrong with how a new user is to log in, and at which field.
func (d UserDetails) identity(logins []Login) (field string, why Why) {
	card, bankID := false, false
	for _, way := range logins {
		card, bankID = card || way == LoginSITHS, bankID || way == LoginBankID
	}
	field = "person"
	if card {
		field = "hsaId"
	}
	switch {
	case d.HSAID == "" && d.Person.IsZero():
		return field, WhyNoIdentity
	case d.HSAID != "" && !d.Person.IsZero():
		return field, WhyTwoIdentities
	case d.HSAID != "" && !card:
		return "hsaId", WhyLoginKind
	case !d.Person.IsZero() && !bankID:
		return "person", WhyLoginKind
	}
	if d.HSAID != "" {
		if _, err := ParseHSAID(d.HSAID); err != nil {
			return "hsaId", WhyBadHSAID
		}
	} else if d.Person.Kind() > Samordningsnummer {
		return "person", WhyBadPerson
	}
	return "", ""
}
