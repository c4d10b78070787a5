//go:build !cgo && !windows

package pcsc

import "context"

// Watch reports once that this build has no readers; the channel closes with ctx.
func Watch(ctx context.Context) <-chan State {
	states := make(chan State, 1)
	states <- State{Err: ErrUnavailable}
	context.AfterFunc(ctx, func() { close(states) })
	return states
}

// Conn is never made in this build.
type Conn struct{}

// Connect always fails with ErrUnavailable.
func Connect(context.Context, string) (*Conn, error) {
	return nil, &Error{Op: "connect", Err: ErrUnavailable}
}

func (*Conn) Transmit(context.Context, []byte) ([]byte, error) { return nil, ErrUnavailable }

func (*Conn) Begin(context.Context) error { return ErrUnavailable }

func (*Conn) End(bool) error { return ErrUnavailable }

func (*Conn) ATR() []byte { return nil }

func (*Conn) T0() bool { return false }

func (*Conn) Close() error { return nil }
