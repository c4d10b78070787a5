package main

import (
	"context"
	"errors"
	"io"
	"os"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/text"
)

// maxPIN is more than any card's PIN has, maxWords what the login screen takes of a
// passphrase, bytes.
const (
	maxPIN   = 16
	maxWords = 256
)

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

// readPIN reads digits up to Enter.
func readPIN(in *os.File) ([]byte, error) { return unseen(in, digits) }

// askPassphrase asks for what opens the drafts of somebody whose card gives no key.
func askPassphrase(to io.Writer) ([]byte, error) {
	if _, err := io.WriteString(to, text.RescueWords); err != nil {
		return nil, err
	}
	words, err := unseen(os.Stdin, characters)
	if err != nil {
		return nil, err
	}
	return words, say(to, "")
}

// unseen reads up to Enter, without showing what is typed and without a copy: the caller
// wipes what it gives. Esc, Ctrl+C and Ctrl+D take it back.
func unseen(in *os.File, read func(io.Reader) ([]byte, error)) (_ []byte, err error) {
	before, err := term.MakeRaw(in.Fd())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, term.Restore(in.Fd(), before)) }()
	return read(in)
}

func digits(in io.Reader) ([]byte, error) {
	return typed(in, maxPIN, func(k byte) bool { return k >= '0' && k <= '9' })
}

func characters(in io.Reader) ([]byte, error) {
	return typed(in, maxWords, func(k byte) bool { return k >= ' ' })
}

func typed(in io.Reader, most int, takes func(byte) bool) ([]byte, error) {
	line := make([]byte, 0, most)
	key := make([]byte, 1)
	defer clear(key)
	for {
		if _, err := in.Read(key); err != nil {
			clear(line)
			return nil, err
		}
		switch k := key[0]; {
		case k == '\r' || k == '\n':
			return line, nil
		case k == 3 || k == 4 || k == 27:
			clear(line)
			return nil, cli.ErrDeclined
		case (k == 8 || k == 127) && len(line) > 0:
			_, size := utf8.DecodeLastRune(line)
			clear(line[len(line)-size:])
			line = line[:len(line)-size]
		case k != 8 && k != 127 && takes(k) && len(line) < most:
			line = append(line, k)
		}
	}
}
