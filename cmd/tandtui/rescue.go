package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/keyring"
	"example.org/tandtui/internal/settings"
	"example.org/tandtui/internal/store"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
)

// RescueCmd reads drafts from a file that was damaged and put aside, or from an older
// copy (V4). Without a file it only tells what there is.
type RescueCmd struct {
	File       string   `arg:"" optional:"" help:"Filen att läsa ur, som tandtui rescue skriver den." placeholder:"FIL"`
	Key        string   `help:"Återställningsnyckel som öppnar FIL i stället för kortet: en fil med nyckeln, eller - för det som skrivs in." placeholder:"NYCKELFIL"`
	Data       string   `help:"Mapp för utkast och utkorg." placeholder:"MAPP" env:"TANDTUI_DATA" default:"${data}"`
	CardIssuer []string `help:"Godkänd utfärdare (CN) av kortets legitimering; kan upprepas." placeholder:"CN" env:"TANDTUI_CARD_ISSUER"`
	CardModule string   `hidden:"" env:"TANDTUI_CARD_MODULE"`
	Yes        bool     `help:"Ta in det som saknas utan fråga."`
}

func (RescueCmd) Help() string {
	return "Exempel:  tandtui rescue\n          tandtui rescue 0f3a….db.skadad-20261128T104207.000\n\nSkriver vilka skadade eller äldre filer med utkast som finns, och läser en av dem med ditt kort. Inget ändras utan ja.\n\nMed --key öppnas filen av en återställningsnyckel, till exempel när en kollega har slutat: hennes utkast tas in bland dina. Det som låg i hennes utkorg blir utkast."
}

// Run lists the files, or reads one.
func (c RescueCmd) Run(ctx context.Context, s cli.Streams, set *settings.Set) error {
	if err := sound(set); err != nil {
		return err
	}
	dir, err := atHome(c.Data)
	if err != nil {
		return err
	}
	now, err := newClock()
	if err != nil {
		return err
	}
	r := rescuer{vault: store.NewVault(dir, now), dir: dir, now: now, s: s}
	if c.File == "" {
		return said(r.list())
	}
	if c.Key != "" {
		key, err := readKey(c.Key, s.In)
		if err != nil {
			return said(err)
		}
		defer key.Wipe()
		r.of = key.StoreKey
	}
	r.login = func(ctx context.Context) (app.Session, error) {
		session, err := atCard(ctx, cards(c.CardIssuer, c.CardModule, now), s.Err)
		if err != nil {
			return nil, err
		}
		return app.WithKeyRing(session, keyring.Ring{}, func() ([]byte, error) { return askPassphrase(s.Err) }), nil
	}
	return said(r.regain(ctx, c.File, c.Yes))
}

// said makes Swedish of an error that has a code.
func said(err error) error {
	var known *domain.Error
	if errors.As(err, &known) {
		return fmt.Errorf("%s (%w)", text.Error(known.Code).String(), err)
	}
	return err
}

// rescuer is what the verb works with.
type rescuer struct {
	vault *store.Vault
	dir   string
	now   clock
	s     cli.Streams
	login func(context.Context) (app.Session, error)
	of    app.KeyFunc // what opens the file; nil: the card
}

func (r rescuer) list() error {
	files, err := r.vault.Remnants()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return say(r.s.Out, text.RescueNone(r.dir))
	}
	lines := make([]string, 0, len(files)+1)
	for _, f := range files {
		lines = append(lines, text.RescueFile(f.File, f.At.In(r.now.zone), f.Size, f.Items, f.First.In(r.now.zone), f.Last.In(r.now.zone)))
	}
	return say(r.s.Out, append(lines, text.RescueHow)...)
}

// regain reads a file with the user's card, and takes in what is missing after a yes.
func (r rescuer) regain(ctx context.Context, file string, yes bool) (err error) {
	session, err := r.login(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, session.Close()) }()
	found, err := r.vault.Regain(ctx, session.Identity().ID, file, session.StoreKey, r.of)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	if made := found.Rescued(); made != nil && made.Known.IsZero() { // the user's file itself was damaged
		if err := say(r.s.Out, labels.HomeRescued(made.File, made.Copy, made.Drafts, made.Commands)); err != nil {
			return err
		}
	}
	missing, err := found.Missing()
	if err != nil {
		return err
	}
	drafts, commands := found.Readable()
	if err := say(r.s.Out, text.RescueReadable(file, drafts, commands)); err != nil {
		return err
	}
	if missing.Drafts+missing.Commands == 0 {
		return say(r.s.Out, text.RescueNothing)
	}
	if err := say(r.s.Out, text.RescueMissing(missing.Drafts, missing.Commands)); err != nil {
		return err
	}
	if err := cli.Confirm(r.s, text.RescueQuestion, yes, "--yes"); err != nil {
		return err
	}
	taken, kept, err := found.Take(r.now.Now())
	if err != nil {
		return err
	}
	return say(r.s.Out, text.RescueDone(taken.Drafts, taken.Commands, kept))
}

func say(to io.Writer, lines ...string) error {
	for _, line := range lines {
		if _, err := fmt.Fprintln(to, line); err != nil {
			return err
		}
	}
	return nil
}
