package domain

// Profile is a region as data: every rule, limit, list and sentence that
// differs between regions. Unknown facts are empty and switch their check off.
// internal/region loads it; both programs pass it to domain/rules.
type Profile struct {
	ID            string        `json:"id"`                    // "vgr"
	Version       string        `json:"version"`               // changes with every edit of the data
	Name          string        `json:"name"`                  // "Västra Götalandsregionen"
	Portal        string        `json:"portal"`                // "Fakturaportalen"
	Logins        []Login       `json:"logins"`                // how one logs in
	Reserve       Reserve       `json:"reserve"`               // form of the region's reservnummer; "": not known
	Kinds         []SupportKind `json:"kinds"`                 // parts of the support; none: N, F and S as the law has them (KindsInUse)
	Deadline      Deadline      `json:"deadline,omitzero"`     // last day to send; zero: unknown, not checked
	WarnDays      []int         `json:"warnDays"`              // 30, 14, 7
	OfflineDays   int           `json:"offlineDays,omitempty"` // how many days one may log in without the region's answer; 0: DefaultOfflineDays
	Payment       PaymentTime   `json:"payment,omitzero"`      // how long a payment usually takes; zero: unknown, no day is told (D15)
	InvoiceNoMust bool          `json:"invoiceNoMust"`
	BillRefs      RefRule       `json:"billRefs,omitempty"` // how often a räkningsreferens may be used
	PerformerMust bool          `json:"performerMust"`      // each row names who gave the care (B30)
	FeeMissing    Severity      `json:"feeMissing"`         // severity of a missing fee row
	CareModels    []Choice      `json:"careModels"`
	CareModelFor  []Support     `json:"careModelFor"` // which parts need a care model
	Categories    []Category    `json:"categories"`
	Fees          []Fee         `json:"fees"`
	FeeFree       []FeeFree     `json:"feeFree"`
	FeeGrounds    []FeeGround   `json:"feeGrounds"`    // for an old age of free care, by the user's word (B26)
	StateCare     []StateCare   `json:"stateCare"`     // tiotandvård, which is the state's (B28)
	Frequencies   []Frequency   `json:"frequencies"`   // how often something may be billed (B27)
	Cautions      []Caution     `json:"cautions"`      // what audits ask back (B27)
	FeeCeilings   []Ceiling     `json:"feeCeilings"`   // högkostnadsskydd
	BaseAmounts   []Base        `json:"baseAmounts"`   // care without FHB per calendar year
	PriceLists    []ListUse     `json:"priceLists"`    // the region's lists and what each is for
	BaseExcluded  []string      `json:"baseExcluded"`  // procedures that do not count towards it, without suffix S
	RefundAccount string        `json:"refundAccount"` // shown as the manual prints it
	Reminder      string        `json:"reminder"`      // after sending (FRISK)
	Support       Contact       `json:"support"`
}

// DefaultOfflineDays is OfflineDays of a profile that does not say it.
const DefaultOfflineDays = 7

// MayBeOffline is how many days one may log in without the region's answer.
func (p *Profile) MayBeOffline() int {
	if p.OfflineDays > 0 {
		return p.OfflineDays
	}
	return DefaultOfflineDays
}

// PaymentTime is how long a payment usually takes, in bank days.
type PaymentTime struct {
	Within  int `json:"within"`  // from Inkom until the region pays; 0: not known
	Account int `json:"account"` // from the day of payment until the money is on the account; 0: not known
}

// Reserve is a form of reservnummer (rules.md, Person numbers).
type Reserve string

// The forms, named after their regions.
const (
	ReserveVGR      Reserve = "vgr"      // 19810829M071
	ReserveVarmland Reserve = "varmland" // 19810829SU3A
)

// Reserve is the form of a reservnummer; "" for any other kind of number.
func (k PersonKind) Reserve() Reserve {
	switch k {
	case ReservnummerVGR:
		return ReserveVGR
	case ReservnummerVarml:
		return ReserveVarmland
	}
	return ""
}

// Login is a way to log in to a region's portal (A1, A2).
type Login string

// The ways.
const (
	LoginSITHS  Login = "siths"  // SITHS card in a reader
	LoginBankID Login = "bankid" // BankID
)

// PriceListName is what the region calls one of its price lists, "" for none of them.
func (p *Profile) PriceListName(id string) string {
	for _, l := range p.PriceLists {
		if l.ID == id {
			return l.Name
		}
	}
	return ""
}

// ListUse names a price list of the region and the parts of the support that are
// billed by it (B4); all of them if it names none.
type ListUse struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Supports []Support `json:"supports"`
}

// Choice is a code with its words, as in a drop-down of the portal.
type Choice struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Category is a patientkategori (N, F) or sjukdomsgrupp (S).
type Category struct {
	Code    string  `json:"code"`
	Name    string  `json:"name"`
	Support Support `json:"support"`
	Ended   Date    `json:"ended,omitzero"` // refused from this date on
	// Renamed are its later names, oldest first.
	Renamed []Renaming `json:"renamed,omitempty"`
}

// Renaming is another name from a day on.
type Renaming struct {
	Name string `json:"name"`
	From Date   `json:"from"`
}

// NameOn is the category's name on a date.
func (k Category) NameOn(d Date) string {
	name := k.Name
	for _, r := range k.Renamed {
		if !d.Before(r.From) {
			name = r.Name
		}
	}
	return name
}

// Fee is a standard patient fee for a time, by profession ("tandläkare"). The
// first in force is the one to suggest.
type Fee struct {
	Who      string `json:"who"`
	Amount   Ore    `json:"amount"` // öre, positive
	Source   string `json:"source"` // how sure it is, shown beside the suggestion
	Validity Period `json:"validity"`
}

// FeeFree is a rule by which a patient pays no fee, for a time: one who is at
// least FromAge on the visit's date, or for whom the year of turning UntilYearOf
// is not over.
type FeeFree struct {
	FromAge     int    `json:"fromAge,omitempty"`
	UntilYearOf int    `json:"untilYearOf,omitempty"`
	Validity    Period `json:"validity"`
}

// Ceiling is the most that a patient pays in fees in twelve months
// (högkostnadsskydd), for twelve-month periods that begin while it is in force.
type Ceiling struct {
	Amount   Ore    `json:"amount"` // öre
	Source   string `json:"source"` // how sure it is
	Validity Period `json:"validity"`
}

// Base is a base amount for a time: how much care without FHB the region pays
// per patient and calendar year.
type Base struct {
	Specialist bool   `json:"specialist"` // of clinics with specialists
	Amount     Ore    `json:"amount"`     // öre
	Source     string `json:"source"`     // how sure it is, shown beside it
	Validity   Period `json:"validity"`
}

// Contact tells whom to call and what to have at hand (E3).
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
	Email string `json:"email"`
	Hours string `json:"hours"`
	State string `json:"state"` // where to find Vår referens; told until an invoice was looked at, since its number stands there then
}
