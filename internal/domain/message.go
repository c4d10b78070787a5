package domain

import "time"

// Message is a notice from the region to its clinics (E8).
type Message struct {
	No       int64     `json:"no"`
	Sent     time.Time `json:"sent"`
	Text     string    `json:"text"`
	From     Date      `json:"from,omitzero"`      // the first day on which it is shown; none: at once
	Ends     Date      `json:"ends,omitzero"`      // the last day on which it is of use; none: until it is ended
	Incident bool      `json:"incident,omitempty"` // something does not work now: it stands on the start page while it is of use
}

// Over reports whether a message is of no use any more on a day.
func (m Message) Over(today Date) bool { return !m.Ends.IsZero() && m.Ends.Before(today) }
