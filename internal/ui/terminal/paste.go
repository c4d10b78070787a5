package terminal

import (
	"bytes"
	"time"
)

// The marks of bracketed paste.
var (
	pasteStart = []byte("\x1b[200~")
	pasteEnd   = []byte("\x1b[201~")
)

const (
	// pastePatience is how long a paste goes on without pasteBytes coming.
	pastePatience = time.Second
	// pasteBytes is more than anybody types in pastePatience, also with a key held
	// down, and less than the slowest line brings.
	pasteBytes = 256
)

// paste is whether pasted text is being read, and how it gets on. The end mark may
// be lost: then what is typed afterwards would be taken for pasted for ever.
type paste struct {
	open  bool
	since time.Time // the last time that pasteBytes were full
	got   int       // since then
}

// take notes a character or key and reports whether it belongs to a paste, its
// marks included.
func (p *paste) take(one []byte, now time.Time) bool {
	switch {
	case bytes.Equal(one, pasteStart) && !p.open:
		*p = paste{open: true, since: now}
		return true
	case bytes.Equal(one, pasteEnd):
		p.open = false
		return true
	case p.open:
		if p.got += len(one); p.got >= pasteBytes {
			p.since, p.got = now, 0
		}
		return true
	}
	return false
}

// openAfter reports whether b leaves a paste open.
func (p *paste) openAfter(b []byte) bool {
	started, ended := bytes.LastIndex(b, pasteStart), bytes.LastIndex(b, pasteEnd)
	return started > ended || p.open && ended < 0
}

// stalled reports whether what comes now was typed after the paste.
func (p *paste) stalled(now time.Time) bool { return p.patience(now) <= 0 }

// patience is how long to wait for more.
func (p *paste) patience(now time.Time) time.Duration { return pastePatience - now.Sub(p.since) }

// urgentKeys must work always: Ctrl+C; Ctrl+L, and F2 as terminals send it, to lock.
// Pasted text neither comes as one of them alone nor ends in one.
var urgentKeys = []string{"\x03", "\x0c", "\x1bOQ", "\x1b[Q", "\x1b[12~", "\x1b[[B", "\x1b[99;5u", "\x1b[108;5u"}

// urgentTail is the length of the urgent key that b ends with, 0 for none.
func urgentTail(b []byte) int {
	for _, key := range urgentKeys {
		if bytes.HasSuffix(b, []byte(key)) {
			return len(key)
		}
	}
	return 0
}
