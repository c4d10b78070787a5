package ui

import (
	"errors"
	"io"
	"os"
	"sync/atomic"
	"unicode/utf8"
)

// keyboard is standard input that reports its end. Bubble Tea ignores that: after
// its window was closed the program would live on, unseen, with card and store
// open.
//
// While a secret is typed it reads one character at a time, however fast they
// come: Bubble Tea keeps what was read last in its buffer, and would gather the
// characters of one read in slices that nobody wipes.
type keyboard struct {
	*os.File
	gone   func()
	secret *atomic.Bool
}

func (k keyboard) Read(p []byte) (n int, err error) {
	if clear(p); k.secret.Load() && len(p) > 0 {
		n, err = k.one(p)
	} else {
		n, err = k.File.Read(p)
	}
	if errors.Is(err, io.EOF) {
		k.gone()
	}
	return n, err
}

// one reads a single character, or a key that is sent as several bytes.
func (k keyboard) one(p []byte) (n int, err error) {
	n, err = k.File.Read(p[:1])
	if n == 1 && (p[0] == escape || p[0] >= utf8.RuneSelf) && waiting(k.File) {
		var more int
		more, err = k.File.Read(p[1:])
		n += more
	}
	return n, err
}

const escape = 0x1b
