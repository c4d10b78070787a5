package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/settings"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui"
)

// SetupCmd sets the program up: which server is the region's, and that it is the
// right one (ADR 055). It asks in plain lines, so that it works in any terminal.
type SetupCmd struct {
	aFile
	File        string `arg:"" optional:"" help:"Filen som regionen har lämnat till kliniken." placeholder:"FIL"`
	Address     string `name:"server" help:"Adressen till regionens server, om det inte finns någon fil." placeholder:"URL"`
	Fingerprint string `help:"Serverns fingeravtryck (SHA-256), som regionen har lämnat det." placeholder:"AB:CD:…"`
	Computer    bool   `help:"Ställ in hela datorn, för alla användare, i stället för bara dig."`
	Yes         bool   `help:"Skriv utan fråga. Det går bara när filen, fingeravtrycket eller datorn visar att servern är regionens."`
}

func (SetupCmd) Help() string {
	return "Exempel:  tandtui setup regionen.toml\n          tandtui setup --server https://fakturaportalen.example:8443\n\nProvar servern, visar dess fingeravtryck och frågar innan något skrivs. Det som redan står i inställningsfilen, kommentarer med, är kvar.\n\nSlutkoder: 0 klart, 1 inget skrivet, 2 fel användning, 4 servern svarar inte just nu."
}

// Run asks for what is not given, tries it, and writes it.
func (c SetupCmd) Run(ctx context.Context, s cli.Streams, set *settings.Set) error {
	file := set.User
	if c.Computer {
		file = set.System
	}
	u := setup{s: s, set: set, file: file, yes: c.Yes}
	if err := u.editable(); err != nil {
		return err
	}
	if c.File == "" && c.Address == "" {
		_, err := u.interview(ctx, settings.PlainFingerprint(c.Fingerprint))
		return err
	}
	h, err := c.wanted()
	if err != nil {
		return err
	}
	_, err = u.run(ctx, h)
	return err
}

// wanted is what the arguments say.
func (c SetupCmd) wanted() (settings.Handout, error) {
	switch {
	case c.File != "" && (c.Address != "" || c.Fingerprint != ""):
		return settings.Handout{}, cli.Exit{Code: cli.Usage, Why: "filen säger redan vilken server det är: ta bort --server och --fingerprint, eller filen"}
	case c.File != "":
		return handout(c.File)
	}
	_, err := serverAddress(c.Address)
	return settings.Handout{Server: c.Address, Fingerprint: settings.PlainFingerprint(c.Fingerprint)}, err
}

// handout reads the region's file.
func handout(path string) (settings.Handout, error) {
	h, err := settings.ReadHandout(path)
	var f settings.Fault
	switch {
	case errors.As(err, &f):
		return h, errors.New(strings.Replace(faultText(f), "inställningsfilen", "regionens fil", 1))
	case errors.Is(err, fs.ErrNotExist):
		return h, fmt.Errorf("filen %s finns inte", path)
	case err != nil:
		return h, fmt.Errorf("filen %s kan inte läsas: %s", path, text.FileWhy(err))
	}
	return h, nil
}

// interview asks for an address or the region's file until there is one that can be
// used; an empty answer ends it. It gives what was written, the issuer as its file.
func (u setup) interview(ctx context.Context, fingerprint string) (h settings.Handout, err error) {
	for {
		typed, err := cli.Ask(u.s, text.SetupAsk)
		switch {
		case errors.Is(err, cli.ErrUnanswered):
			return h, cli.Exit{Code: cli.Usage, Why: "ingen svarade: skriv tandtui setup FIL, eller tandtui setup --server https://…"}
		case err != nil:
			return h, err
		case typed == "":
			return h, cli.ErrDeclined
		}
		if h, err = understood(typed); err == nil {
			if fingerprint != "" {
				h.Fingerprint = fingerprint
			}
			h.CA, err = u.run(ctx, h)
		}
		var ends cli.Exit // no other address would help: what was found could not be written
		if err == nil || errors.Is(err, cli.ErrDeclined) || ctx.Err() != nil || errors.As(err, &ends) && ends.Code == cli.Failed {
			return h, err
		}
		if err := u.say("✗ " + err.Error()); err != nil {
			return h, err
		}
	}
}

// understood reads what was answered: a file that is there, else an address, which
// may lack its https://.
func understood(typed string) (settings.Handout, error) {
	typed = strings.Trim(typed, `"'`) // as a terminal writes a file that is dropped on it
	path, err := atHome(typed)
	if err != nil {
		return settings.Handout{}, err
	}
	if _, err := os.Stat(path); err == nil {
		return handout(path)
	}
	if !strings.Contains(typed, "://") {
		if strings.HasSuffix(typed, ".toml") {
			return settings.Handout{}, fmt.Errorf("filen %s finns inte", text.Safe(typed))
		}
		typed = "https://" + typed
	}
	_, err = serverAddress(typed)
	return settings.Handout{Server: typed}, err
}

// firstStart sets the program up where it has not been: it needs a terminal to ask
// in.
func (r *RunCmd) firstStart(ctx context.Context, s cli.Streams, set *settings.Set) error {
	if r.Server != "" || r.Demo != "" || !ui.HasTerminal() {
		return nil
	}
	u := setup{s: s, set: set, file: set.User}
	if err := u.say(text.SetupFirst, text.SetupTry, ""); err != nil {
		return err
	}
	h, err := u.interview(ctx, "")
	if err != nil {
		return err
	}
	r.Server = h.Server
	if h.CA != "" {
		r.CA = h.CA
	}
	if len(h.CardIssuer) > 0 && len(r.CardIssuer) == 0 {
		r.CardIssuer = h.CardIssuer
	}
	return nil
}
