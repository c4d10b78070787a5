// Package terminal is what stands between the terminal and Bubble Tea: keys are
// put together before Bubble Tea sees them, and what another program has left
// behind in the terminal is taken away.
package terminal

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// Reader is standard input as Bubble Tea gets it. Bubble Tea reads 256 bytes and
// takes a character or key that ends in the next read for two; it waits for the
// end of a paste for ever; and it does not heed the end of input. Here
//   - a read ends where a character or key ends,
//   - a paste whose end mark was lost ends by itself,
//   - keys in newer encodings, which another program may have left switched on,
//     become the ones that Bubble Tea knows,
//   - the end of input is reported: without its window the program would live on
//     unseen, with card and store open.
//
// It still is a file, so that Bubble Tea can poll it.
type Reader struct {
	*os.File
	gone   func()
	secret *atomic.Bool
	Reads  atomic.Int64 // how many pieces have come: the keys of one were typed together
	held   []byte       // the beginning of a character or key
	paste  paste
	now    func() time.Time
	more   func(time.Duration) bool // whether something comes within a time
}

// NewReader reads a terminal. gone is called at the end of input. While secret is
// set, one character at a time is read, however fast they come: Bubble Tea keeps
// what was read last in its buffer, and would gather the characters of one read
// in slices that nobody wipes.
func NewReader(f *os.File, gone func(), secret *atomic.Bool) *Reader {
	more := func(d time.Duration) bool { return waiting(f, d) }
	return &Reader{File: f, gone: gone, secret: secret, now: time.Now, more: more}
}

const (
	escape = 0x1b
	// keyPatience is how long the rest of a key may take that is sent as several
	// bytes. Esc alone is such a beginning too.
	keyPatience = 25 * time.Millisecond
	// spare is kept free in the buffer: for two marks that end a paste, and since
	// a read that fills its buffer makes Bubble Tea wait for more.
	spare    = 16
	smallest = 2 * spare
)

// Read gives whole characters and keys. It may give none without an error: then
// only the beginning of a character has come.
func (r *Reader) Read(p []byte) (n int, err error) {
	clear(p)
	if len(p) < smallest {
		return 0, io.ErrShortBuffer
	}
	room := p[:len(p)-spare]
	n = copy(room, r.held)
	clear(r.held)
	r.held = r.held[:0]
	for {
		var more int
		more, err = r.File.Read(r.next(room, n))
		n += more
		r.Reads.Add(1)
		if err != nil {
			if errors.Is(err, io.EOF) {
				r.gone()
			}
			return n, err
		}
		whole := complete(room[:n])
		if whole == n {
			break
		}
		tail := room[whole:n]
		switch full := n == len(room); {
		case tail[0] != escape, full && whole > 0, r.paste.openAfter(room[:whole]): // there is a rest to come
			r.held = append(r.held, tail...)
			clear(tail)
			n = whole
		case !full && r.more(keyPatience):
			continue
		}
		break
	}
	return r.deliver(p, n), nil
}

// next is where the next bytes go: all that is free, or one byte of a secret.
func (r *Reader) next(room []byte, n int) []byte {
	if r.secret.Load() {
		return room[n:min(n+1, len(room))]
	}
	return room[n:]
}

// deliver makes of n whole bytes in p what Bubble Tea understands, and gives its
// length, which is n at most but for the mark of a paste's end.
func (r *Reader) deliver(p []byte, n int) int {
	out := p[:0]
	raw := p[:n]
	if r.paste.open && (urgentTail(raw) == n || r.paste.stalled(r.now())) {
		raw = bytes.Clone(raw) // the mark goes before it
		out = append(out, pasteEnd...)
		r.paste.open = false
		defer clear(raw)
	}
	for len(raw) > 0 {
		size, _ := unit(raw)
		one := raw[:size]
		raw = raw[size:]
		if r.paste.take(one, r.now()) {
			out = append(out, one...)
		} else {
			out = appendKey(out, one)
		}
	}
	if r.paste.open && !r.more(r.paste.patience(r.now())) {
		r.paste.open = false
		r.held = r.held[:0] // of a mark, at most
		key := bytes.Clone(out[len(out)-urgentTail(out):])
		out = append(append(out[:len(out)-len(key)], pasteEnd...), key...)
	}
	if len(out) < n {
		clear(p[len(out):n])
	}
	return len(out)
}

// complete is how much of b is whole characters and keys.
func complete(b []byte) (n int) {
	for n < len(b) {
		size, whole := unit(b[n:])
		if !whole {
			return n
		}
		n += size
	}
	return n
}

// unit is the length of the character or key that b begins with. whole is false
// if it may go on after the end of b.
func unit(b []byte) (size int, whole bool) {
	if b[0] != escape {
		_, size = utf8.DecodeRune(b)
		return size, utf8.FullRune(b)
	}
	if len(b) == 1 {
		return 1, false
	}
	switch b[1] {
	case '[':
		return control(b)
	case 'O': // a key of the keypad or F1 to F4
		return min(3, len(b)), len(b) >= 3
	default: // Alt and a key
		size, whole = unit(b[1:])
		return 1 + size, whole
	}
}

// control is unit for a control sequence (ECMA-48 §5.4): parameters, then a final
// byte. Anything else breaks it off.
func control(b []byte) (size int, whole bool) {
	i := 2
	if len(b) > i && b[i] == '[' { // F1 to F5 of the Linux console
		i++
	}
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c >= 0x40 && c <= 0x7e:
			return i + 1, true
		case c < 0x20 || c > 0x7e:
			return i, true
		}
	}
	return len(b), false
}
