package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/charmbracelet/x/term"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/text"
)

// atWork logs in as the program does, for a verb that works with the user's drafts
// and outbox: it waits for the card, asks for the PIN in the terminal and chooses the
// clinic. What the verb has begun is closed in order when do returns.
func atWork(ctx context.Context, a *app.App, clinic string, to io.Writer, do func(context.Context) error) error {
	if !term.IsTerminal(os.Stdin.Fd()) {
		return errors.New(text.PINNoWindow)
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	panics.Go(func() {
		defer close(ended)
		a.Run(running)
	})
	defer func() {
		stop()
		<-ended // keys are wiped, store and card are closed
	}()
	insertion, err := ready(ctx, a, to)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(to, text.RescuePIN); err != nil {
		return err
	}
	pin, err := readPIN(os.Stdin)
	if err != nil {
		return err
	}
	if err := say(to, ""); err != nil {
		return err
	}
	_, err = a.Login(ctx, pin, app.PINTry{Insertion: insertion})
	if domain.CodeOf(err) == app.CodePassphraseNeeded {
		var words []byte
		if words, err = askPassphrase(to); err == nil {
			_, err = a.Enter(ctx, words)
		}
	}
	if err != nil {
		return said(err)
	}
	if err := choose(a, clinic); err != nil {
		return err
	}
	return said(do(ctx))
}

// ready waits for a card that can be used.
func ready(ctx context.Context, a *app.App, to io.Writer) (insertion uint64, err error) {
	before := ""
	for {
		state, words := a.Snapshot().Card, ""
		switch state.Phase {
		case app.CardReady:
			return state.Insertion, nil
		case app.CardChoice:
			words = text.RescueOne
		case app.CardUnreadable:
			words = text.CardError(state.Code, state.Library).String()
		case app.CardNoService, app.CardNoReader:
			words = text.Error(state.Code).String()
		case app.CardNone:
			words = text.RescueInsert
		case app.CardUnknown, app.CardReading, app.CardUnlocked:
		}
		if words != before && words != "" {
			if err := say(to, words); err != nil {
				return 0, err
			}
			before = words
		}
		select {
		case <-a.Updates():
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// choose chooses the clinic that was named; who has only one need not name it.
func choose(a *app.App, clinic string) error {
	state := a.Snapshot()
	if clinic == "" && state.Clinic.No != "" {
		return nil
	}
	var nos []string
	for _, c := range state.Scope.Clinics {
		if nos = append(nos, c.No); c.No == clinic {
			if state.Clinic.No == clinic {
				return nil
			}
			return said(a.ChooseClinic(clinic))
		}
	}
	return cli.Exit{Code: cli.Usage, Why: text.UploadWhichClinic(clinic, nos)}
}
