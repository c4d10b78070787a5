package ui

import (
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/labels"
)

// The region's messages (E8) are told in the status line at the next frame: whoever
// is typing goes on typing, and no key is taken from them. Until they are read their
// number stays there, and the start page holds their words.

// tellMessages says the newest message that has not been told since the program
// began.
func (r *Root) tellMessages() {
	if !r.atWork() || r.lock != nil {
		return
	}
	for i := len(r.snap.News) - 1; i >= 0; i-- { // the newest last
		if m := r.snap.News[i]; !m.Read && !r.told[m.No] {
			r.told[m.No] = true
			r.say(labels.MessageNew(m.Text))
		}
	}
}

// unread counts the messages that are still to be read.
func unread(news []app.Posted) (n int) {
	for _, m := range news {
		if !m.Read {
			n++
		}
	}
	return n
}
