package app

// Change says what has changed, as bits, so that a screen only reloads what it
// shows.
type Change uint8

// The changes.
const (
	ChangedDrafts     Change = 1 << iota // a draft was saved, or has another state
	ChangedOutbox                        // something was queued, answered or taken out
	ChangedMirror                        // the clinic's invoices
	ChangedRegion                        // profile or prices
	ChangedConnection                    // the way to the region
	ChangedSession                       // card, login, lock or clinic

	changedAll Change = 1<<iota - 1
)

// Updates rings when something that Snapshot or a list shows has changed. The
// bell has one slot: changes before it is heard ring once, with all their bits.
func (a *App) Updates() <-chan Change { return a.bell }

func (a *App) ring(c Change) {
	a.ringing.Lock()
	defer a.ringing.Unlock()
	select {
	case before := <-a.bell:
		c |= before
	default:
	}
	a.bell <- c // there is room: only ring fills the slot
}
