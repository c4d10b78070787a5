package card

import "example.org/tandtui/internal/app"

// choose tells which card counts: the one that was chosen or logged in with, as
// long as it stays; else the one that is valid. Of two valid ones none counts
// until the user has chosen. While one is being read for the first time nothing
// is decided. The caller holds mu.
func (r *Reader) choose() app.CardState {
	if r.chosen != nil {
		return r.chosen.state
	}
	usable := r.with(func(s app.CardState) bool { return ready(s) && !s.PIN.Blocked })
	if len(usable) == 0 {
		usable = r.with(ready)
	}
	reading := r.with(func(s app.CardState) bool { return s.Phase == app.CardReading })
	switch {
	case len(reading) > 0:
		return reading[0]
	case len(usable) == 1:
		return usable[0]
	case len(usable) > 1:
		return app.CardState{Phase: app.CardChoice, Insertion: r.count, Choices: choices(usable)}
	}
	return r.useless()
}

func ready(s app.CardState) bool { return s.Phase == app.CardReady || s.Phase == app.CardUnlocked }

// with gives the states of the cards that are so.
func (r *Reader) with(so func(app.CardState) bool) (list []app.CardState) {
	for _, s := range r.slots {
		if so(s.state) {
			list = append(list, s.state)
		}
	}
	return list
}

func choices(cards []app.CardState) (list []app.CardOption) {
	for _, c := range cards {
		list = append(list, app.CardOption{Insertion: c.Insertion, Reader: c.Reader, Holder: c.Holder})
	}
	return list
}

// telling are the faults by how likely it is that the card is the user's own.
var telling = []string{app.CodeCardBusy, app.CodeCardSilent, app.CodeCardExpired, app.CodeCardSeveral, app.CodeCardSecure, app.CodeCardFailed, app.CodeCardIssuer}

// useless tells of cards none of which can be used what is most to the point,
// and without any what is missing.
func (r *Reader) useless() app.CardState {
	for _, code := range telling {
		if found := r.with(func(s app.CardState) bool { return s.Code == code }); len(found) > 0 {
			return found[0]
		}
	}
	if len(r.slots) > 0 {
		return r.slots[0].state
	}
	none := r.empty
	none.Insertion = r.count
	return none
}
