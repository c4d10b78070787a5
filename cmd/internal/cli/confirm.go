package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrDeclined says that whoever was asked did not answer ja.
var ErrDeclined = errors.New("avbrutet: inget är ändrat")

// ErrUnanswered says that nobody answered: there is no more input.
var ErrUnanswered = errors.New("ingen svarade")

// Ask asks a question and gives the line that was typed, without the room around
// it. It reads no further than that line, so that the next question has its own.
func Ask(s Streams, question string) (string, error) {
	if _, err := fmt.Fprint(s.Out, question+" "); err != nil {
		return "", err
	}
	var line strings.Builder
	for one := make([]byte, 1); ; {
		n, err := s.In.Read(one)
		switch {
		case n == 1 && one[0] == '\n', err != nil && line.Len() > 0 && errors.Is(err, io.EOF):
			return strings.TrimSpace(line.String()), nil
		case n == 1 && line.Len() < maxLine:
			line.WriteByte(one[0])
		}
		if err == nil {
			continue
		}
		if _, e := fmt.Fprintln(s.Out); e != nil {
			return "", e
		}
		if errors.Is(err, context.Canceled) {
			return "", ErrDeclined
		}
		return "", ErrUnanswered
	}
}

// maxLine is more than any answer, bytes.
const maxLine = 4096

// Confirm asks about what takes something away. Whoever runs a script answers
// beforehand with a flag; without one, and without an answer, nothing is done.
func Confirm(s Streams, question string, answered bool, flag string) error {
	if answered {
		return nil
	}
	answer, err := Ask(s, question+" Skriv ja:")
	switch {
	case errors.Is(err, ErrUnanswered):
		return errors.New("ingen svarade, så inget är ändrat: lägg till " + flag + " om det ska göras utan fråga")
	case err != nil:
		return err
	case !strings.EqualFold(answer, "ja"):
		return ErrDeclined
	}
	return nil
}
