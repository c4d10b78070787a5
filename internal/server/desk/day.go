package desk

import (
	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/domain"
)

// PayDay is the day on which money is to move.
type PayDay struct {
	On domain.Date `json:"on"`
	// Anyway takes a day that is no bank day, or another than the one that was
	// promised to the clinic.
	Anyway bool `json:"anyway"`
}

// farthest is how many days ahead money may be planned: a later date is a
// mistyped one.
const farthest = 62

// Codes of days on which nothing is paid.
const (
	CodeDayNone   = "desk.day-none"
	CodeDayPast   = "desk.day-past"
	CodeDayFar    = "desk.day-far"
	CodeDayClosed = "desk.day-closed"   // no bank day
	CodeDayOther  = "desk.day-promised" // an invoice is approved for another day
)

// possible refuses a day that is past, far ahead or none at all.
func (d Desk) possible(on domain.Date) error {
	today := domain.DateOf(d.Now())
	switch {
	case on.IsZero():
		return wrongDay(CodeDayNone)
	case on.Before(today):
		return wrongDay(CodeDayPast)
	case on.After(today.AddDays(farthest)):
		return wrongDay(CodeDayFar)
	}
	return nil
}

// check refuses a day that is not possible, or that has to be confirmed and was
// not.
func (d Desk) check(p PayDay) error {
	if err := d.possible(p.On); err != nil {
		return err
	}
	if bankday.Closed(p.On) != "" && !p.Anyway {
		return wrongDay(CodeDayClosed)
	}
	return nil
}

func wrongDay(code string) error {
	return &domain.Error{Kind: domain.Invalid, Code: code, Op: "desk.day"}
}
