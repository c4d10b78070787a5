package apdu

import (
	"context"
	"fmt"
	"io"
)

// Trace gives a Transport that writes every exchange over t to w, one line each
// way, for the day when a real card behaves unlike all known ones.
//
// What must never be in a log is masked: the data and length of every command
// that carries a PIN, everything around a signature, and, under a context from
// Private, the answer's data. The rest is in clear and may hold the card's
// serial number. Errors of w are not reported: a trace must not stop a login.
func Trace(t Transport, w io.Writer) Transport { return &tracer{next: t, w: w} }

type privateKey struct{}

// Private marks ctx so that a Trace shows no answer data: for files that name
// the holder.
func Private(ctx context.Context) context.Context {
	return context.WithValue(ctx, privateKey{}, true)
}

type tracer struct {
	next Transport
	w    io.Writer
	ins  byte // of the last command other than GET RESPONSE
}

func (t *tracer) Transmit(ctx context.Context, command []byte) ([]byte, error) {
	fmt.Fprintf(t.w, "> %s\n", maskCommand(command))
	if len(command) > 1 && command[1] != InsGetResponse {
		t.ins = command[1]
	}
	answer, err := t.next.Transmit(ctx, command)
	if err != nil {
		fmt.Fprintf(t.w, "< error: %v\n", err)
		return answer, err
	}
	fmt.Fprintf(t.w, "< %s\n", t.maskAnswer(ctx, answer))
	return answer, nil
}

// readable are the instructions whose data may be shown: an allow-list, so that
// an instruction nobody thought of is masked.
func readable(ins byte) bool {
	switch ins {
	case InsSelect, InsReadBinary, InsGetResponse, InsMSE, InsGetChallenge, InsGetData, InsGetDataField:
		return true
	}
	return false
}

func maskCommand(c []byte) string {
	if len(c) <= 5 || readable(c[1]) {
		return fmt.Sprintf("%X", c)
	}
	if c[1] == InsPSO || c[1] == InsInternalAuth {
		return fmt.Sprintf("%X [%d bytes masked]", c[:4], len(c)-4)
	}
	return fmt.Sprintf("%X [masked]", c[:4]) // not even the length of a PIN
}

func (t *tracer) maskAnswer(ctx context.Context, a []byte) string {
	n := len(a) - minAnswer
	if n <= 0 || (readable(t.ins) && ctx.Value(privateKey{}) == nil) {
		return fmt.Sprintf("%X", a)
	}
	return fmt.Sprintf("[%d bytes masked] %X", n, a[n:])
}
