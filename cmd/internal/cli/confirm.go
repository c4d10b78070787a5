package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
)

// ErrDeclined says that whoever was asked did not answer ja.
var ErrDeclined = errors.New("avbrutet: inget är ändrat")

// Confirm asks about what takes something away. Whoever runs a script answers
// beforehand with a flag; without one, and without an answer, nothing is done.
func Confirm(s Streams, question string, answered bool, flag string) error {
	if answered {
		return nil
	}
	if _, err := fmt.Fprint(s.Out, question+" Skriv ja: "); err != nil {
		return err
	}
	in := bufio.NewScanner(s.In)
	if !in.Scan() {
		if _, err := fmt.Fprintln(s.Out); err != nil {
			return err
		}
		if errors.Is(in.Err(), context.Canceled) {
			return ErrDeclined
		}
		return errors.New("ingen svarade, så inget är ändrat: lägg till " + flag + " om det ska göras utan fråga")
	}
	if strings.ToLower(strings.TrimSpace(in.Text())) != "ja" {
		return ErrDeclined
	}
	return nil
}
