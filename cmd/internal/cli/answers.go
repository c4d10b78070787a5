package cli

import (
	"context"
	"io"
)

// answers reads what is typed until ctx ends: without it Ctrl+C would be dead
// while a verb waits for an answer.
type answers struct {
	ctx context.Context
	in  io.Reader
}

func (a answers) Read(p []byte) (int, error) {
	type read struct {
		n   int
		err error
	}
	buf, done := make([]byte, len(p)), make(chan read, 1)
	go func() { // after a stop it waits on, until the program ends
		n, err := a.in.Read(buf)
		done <- read{n, err}
	}()
	select {
	case <-a.ctx.Done():
		return 0, a.ctx.Err()
	case r := <-done:
		return copy(p, buf[:r.n]), r.err
	}
}
