package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/charmbracelet/x/term"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/text"
)

// maxPIN is more than any card's PIN has.
const maxPIN = 16

// atCard waits for a card, asks for its PIN in the terminal and logs in. The card's
// last try is never used here: the program asks before it.
func atCard(ctx context.Context, auth app.Authenticator, to io.Writer) (app.Session, error) {
	if !term.IsTerminal(os.Stdin.Fd()) {
		return nil, errors.New(text.RescueNoWindow)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	before := ""
	for state := range auth.Watch(ctx) {
		words := text.RescueInsert
		switch state.Phase {
		case app.CardReady:
			if _, err := io.WriteString(to, text.RescuePIN); err != nil {
				return nil, err
			}
			pin, err := readPIN(os.Stdin)
			if err != nil {
				return nil, err
			}
			if err := say(to, ""); err != nil {
				return nil, err
			}
			return auth.Login(ctx, pin, app.PINTry{Insertion: state.Insertion})
		case app.CardChoice:
			words = text.RescueOne
		case app.CardUnreadable:
			words = text.CardError(state.Code, state.Library).String()
		case app.CardUnknown, app.CardReading, app.CardUnlocked:
			continue
		case app.CardNoService, app.CardNoReader:
			words = text.Error(state.Code).String()
		case app.CardNone:
		}
		if words != before {
			if err := say(to, words); err != nil {
				return nil, err
			}
			before = words
		}
	}
	return nil, ctx.Err()
}

// readPIN reads digits up to Enter, without showing them and without a copy: the caller
// wipes what it gives. Esc, Ctrl+C and Ctrl+D take it back.
func readPIN(in *os.File) (_ []byte, err error) {
	before, err := term.MakeRaw(in.Fd())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, term.Restore(in.Fd(), before)) }()
	return digits(in)
}

func digits(in io.Reader) ([]byte, error) {
	pin := make([]byte, 0, maxPIN)
	key := make([]byte, 1)
	defer clear(key)
	for {
		if _, err := in.Read(key); err != nil {
			clear(pin)
			return nil, err
		}
		switch k := key[0]; {
		case k == '\r' || k == '\n':
			return pin, nil
		case k == 3 || k == 4 || k == 27:
			clear(pin)
			return nil, cli.ErrDeclined
		case (k == 8 || k == 127) && len(pin) > 0:
			pin[len(pin)-1] = 0
			pin = pin[:len(pin)-1]
		case k >= '0' && k <= '9' && len(pin) < maxPIN:
			pin = append(pin, k)
		}
	}
}
