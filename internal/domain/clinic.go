package domain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Provider (vårdgivare) owns clinics; a BillRef is unique per provider for ever.
type Provider struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	OrgNumber string `json:"orgNumber"`
}

// MaxRegisterNo is how long the number of a clinic or provider may be: as long as an
// invoice file can say.
const MaxRegisterNo = 20

// GoodRegisterNo tells whether a register may know a clinic or provider by a number:
// letters, digits and what may stand between them. Others write it in their files, and
// nobody must have to guess at a space.
func GoodRegisterNo(no string) bool {
	other := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-._", r)
	}
	return no != "" && utf8.RuneCountInString(no) <= MaxRegisterNo && !strings.ContainsFunc(no, other)
}

// Clinic (klinik).
type Clinic struct {
	No          string        `json:"no"`                // kliniknummer
	Version     int64         `json:"version,omitempty"` // counts changes of what Klinikadministration shows; 0 from an older region
	Name        string        `json:"name"`
	ProviderID  string        `json:"providerId"`
	Specialists bool          `json:"specialists"`    // may bill specialist codes (suffix S)
	Ends        Date          `json:"ends,omitzero"`  // the last day on which anybody may work for it
	Payee       Payee         `json:"payee,omitzero"` // where its payouts go, changed by the region alone; zero: not known
	Contact     ClinicContact `json:"contact,omitzero"`
	Licence     Licence       `json:"licence,omitzero"`
}

// ClinicContact is how the region reaches a clinic (E1). Its bank account is not
// part of it: that is the region's to change.
type ClinicContact struct {
	Address string `json:"address,omitempty"` // street or box
	PostNo  string `json:"postNo,omitempty"`
	Town    string `json:"town,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Email   string `json:"email,omitempty"`
	Person  string `json:"person,omitempty"` // contact person, by name
}

// Role is what a user may do at a clinic.
type Role string

// The roles (E2). Somebody who works for several clinics of a provider (paraply)
// has one at each of them (ADR 051).
const (
	RoleUser    Role = "user"    // fakturerare: registers, sends, deletes and credits
	RoleContact Role = "contact" // klinikkontakt: the same, and Klinikadministration
	RoleReader  Role = "reader"  // läsare: sees everything and changes nothing
)

// Roles lists them in the order in which screens offer them.
func Roles() []Role { return []Role{RoleUser, RoleContact, RoleReader} }

// MayBill tells whether the role lets somebody ask for something about invoices.
func (r Role) MayBill() bool { return r == RoleUser || r == RoleContact }

// MayAdminister tells whether the role lets somebody change what
// Klinikadministration shows (E2).
func (r Role) MayAdminister() bool { return r == RoleContact }

// Membership ties a user to a clinic.
type Membership struct {
	Clinic Clinic `json:"clinic"`
	Role   Role   `json:"role"`
}

// User is a person who may log in. HSAID comes from the card and compares
// without case; ID is the region's own and outlives every card.
type User struct {
	ID          int64        `json:"id,omitempty"` // 0 from a region that gives none
	HSAID       string       `json:"hsaId"`
	Name        string       `json:"name"`
	Memberships []Membership `json:"memberships"`
}
