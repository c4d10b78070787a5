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

// Changed is sent to every screen when something in store, connection or card has
// changed: it reloads what it shows of that. It also comes, with What zero, when
// the screen becomes the top one again. Several changes may come as one.
type Changed struct{ What app.Change }

// Any reports whether one of the changes may have happened. If What is zero, any
// may.
func (c Changed) Any(of app.Change) bool { return c.What == 0 || c.What&of != 0 }

// Unsaved tells the lock screen that not everything behind it could be saved: it
// is only in memory until its user is back.
type Unsaved struct{}

// Tick is the clock, four times a second, to every screen on the stack; and once
// more SaveWithin after something was typed. Saving and ages on screen come from it;
// nothing else waits for time.
type Tick struct{ Now time.Time }

// TickEvery is the clock's step.
const TickEvery = 250 * time.Millisecond

// SaveWithin is how long something typed waits until its save begins: with the save
// itself it is on the disk a tenth of a second after it was typed (L7). It keeps a
// key that is held down from saving at every repetition.
const SaveWithin = 40 * time.Millisecond
