package domain

// Deadline is the last day to send a bill, counted from the care (B21).
type Deadline struct {
	Number int          `json:"number"` // 0: unknown
	Unit   DeadlineUnit `json:"unit"`
	From   DeadlineFrom `json:"from"`
}

// DeadlineUnit is what a deadline is counted in.
type DeadlineUnit string

// The units.
const (
	DeadlineDays   DeadlineUnit = "days"
	DeadlineMonths DeadlineUnit = "months"
)

// DeadlineFrom is the day that a deadline is counted from.
type DeadlineFrom string

// The days.
const (
	FromTreatment DeadlineFrom = "treatment" // that of the row
	FromEnd       DeadlineFrom = "end"       // the last visit of the bill
	FromMonthEnd  DeadlineFrom = "month"     // the last day of the row's month
)

// Last is the last day to send care of a date that stands on a bill whose last
// visit is on end; zero where no deadline is known.
func (d Deadline) Last(date, end Date) Date {
	if d.Number == 0 || date.IsZero() {
		return Date{}
	}
	from := date
	switch d.From {
	case FromEnd:
		if end.After(date) {
			from = end
		}
	case FromMonthEnd:
		from = Date{date.year, date.month, uint8(daysIn(date.Year(), date.Month()))}
	}
	if d.Unit == DeadlineDays {
		return from.AddDays(d.Number)
	}
	last := from.AddMonths(d.Number)
	if d.From == FromMonthEnd { // the end of a month stays one
		last.day = uint8(daysIn(last.Year(), last.Month()))
	}
	return last
}

// RefRule is how often a räkningsreferens may be used.
type RefRule string

// The rules. A profile that states none has the first.
const (
	RefOncePerProvider RefRule = "provider" // never twice by a provider (manual VGR)
	RefFree            RefRule = "invoice"  // as often as one likes; twice on one invoice is warned of (manual Värmland)
)

// FeeGround is why a patient who is older than today's age of free care pays no
// fee (SFS 2024:1099: a treatment begun, or decided free, before 2025-01-01
// keeps the age of then). The user states it on the bill.
type FeeGround struct {
	Code        string `json:"code"`
	Name        string `json:"name"`        // "behandling påbörjad före 2025-01-01"
	UntilYearOf int    `json:"untilYearOf"` // free to the end of the year of turning this age
	Source      string `json:"source"`
	Validity    Period `json:"validity"` // visits for which it may be stated
}

// Frees tells whether the ground frees one born on a day from the fee of a visit.
func (g FeeGround) Frees(born, on Date) bool {
	return g.Validity.Contains(on) && on.Year()-born.Year() <= g.UntilYearOf
}

// StateCare is the age from which care without the region's entitlement is the
// state's (tiotandvård): Försäkringskassan's, not the region's (B28).
type StateCare struct {
	FromAge  int    `json:"fromAge"`
	Source   string `json:"source"`
	Validity Period `json:"validity"`
}

// Frequency is how often something may be billed for a patient (B27).
type Frequency struct {
	Codes    []string `json:"codes"` // procedures, without suffix S, counted together
	Most     int      `json:"most"`
	Per      Span     `json:"per"`
	Tooth    bool     `json:"tooth"` // each tooth or jaw by itself
	Source   string   `json:"source"`
	Validity Period   `json:"validity"`
}

// Span is the time in which a frequency is counted.
type Span string

// The spans.
const (
	SpanVisit    Span = "visit"    // one date
	SpanMonth    Span = "month"    // calendar month
	SpanHalfYear Span = "halfYear" // January to June, July to December
	SpanYear     Span = "year"     // calendar year
)

// First is the first day of the span that a date lies in.
func (s Span) First(d Date) Date {
	switch s {
	case SpanVisit:
		return d
	case SpanMonth:
		return Date{d.year, d.month, 1}
	case SpanHalfYear:
		return Date{d.year, (d.month-1)/6*6 + 1, 1}
	}
	return Date{d.year, 1, 1}
}

// Caution is care that a region's audits ask the money back for (B27).
type Caution struct {
	Kind     CautionKind `json:"kind"`
	Codes    []string    `json:"codes"` // procedures that it is about, without suffix S
	Words    []string    `json:"words"` // of the row's comment that give it away; none: the code does
	Again    int         `json:"again"` // days within which the same tooth, treated again, gives it away; 0: not looked at
	Source   string      `json:"source"`
	Validity Period      `json:"validity"`
}

// CautionKind is what such care is.
type CautionKind string

// The kinds.
const (
	CautionProvisional CautionKind = "provisional" // a provisional filling billed as an ordinary one
	CautionSelfCare    CautionKind = "selfCare"    // what the patient or the staff of the home does
)

// Performer (behandlare) is a person who gives care at a clinic (B30).
type Performer struct {
	No         string `json:"no"` // as the bill names it
	Name       string `json:"name"`
	Profession string `json:"profession"` // "tandläkare", "tandhygienist"
	Specialist bool   `json:"specialist"`
	Validity   Period `json:"validity"`
}
