package screen

import (
	"time"

	"example.org/tandtui/internal/app"
)

// Reply marks the answer to a screen's own work. The root stamps it with the
// instance that asked and drops it when that instance is gone. There are two
// kinds of work. Where each answer counts (a save, a deletion) a message gets
// the mark by embedding Mark:
//
//	type saved struct { screen.Mark; at time.Time; err error }
//
// Where only the newest counts (a look-up while typing, a list) an Ask makes
// the reply and leaves out the answers to older questions.
type Reply interface{ reply() }

// Mark makes a struct a Reply.
type Mark struct{}

func (Mark) reply() {}

// Changed tells every screen that something in store, connection or card has
// changed: load again what is shown of it. It also comes, with What zero, when
// the screen becomes the top one again. Several changes may ring once.
type Changed struct{ What app.Change }

// Any tells whether one of the changes may have come: of an unknown one every
// change may.
func (c Changed) Any(of app.Change) bool { return c.What == 0 || c.What&of != 0 }

// Unsaved tells the lock screen that what stands behind it could not all be
// saved: it is in memory alone until its user is back.
type Unsaved struct{}

// Tick is the clock, four times a second, to every screen on the stack. Saving
// after a pause and ages on screen come from it; nothing else waits for time.
type Tick struct{ Now time.Time }

// TickEvery is the clock's step: something typed is saved within half a second.
const TickEvery = 250 * time.Millisecond
