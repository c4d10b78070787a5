package main

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/server"
)

// BankIDCmd is the evidence of logins by BankID.
type BankIDCmd struct {
	Key      BankIDKeyCmd      `cmd:"" help:"Gör nyckeln som inloggningarnas bevis förseglas med."`
	Evidence BankIDEvidenceCmd `cmd:"" help:"Visa BankID:s bevis för en användares inloggningar."`
}

func (BankIDCmd) Help() string { return "Exempel:  tandserver bankid key bevis.key" }

// BankIDKeyCmd makes the region's key for evidence.
type BankIDKeyCmd struct {
	File string `arg:"" name:"fil" help:"Den hemliga halvan; den öppna blir FIL.pub. Ingen av dem får finnas."`
}

func (BankIDKeyCmd) Help() string {
	return `Exempel:  tandserver bankid key bevis.key

Servern får bara bevis.key.pub (--bankid-evidence): den kan försegla bevis och inte läsa dem. Förvara bevis.key på annan plats än servern, med en kopia: utan den kan inget bevis visas.`
}

func (c BankIDKeyCmd) Run(s cli.Streams) error {
	open, err := makeKey(c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "Nyckeln är gjord. Ge servern %s, och flytta %s till en säker plats utanför servern.\n", open, c.File)
	return err
}

// makeKey makes a key in two files, and gives the name of the half that a server has.
func makeKey(file string) (open string, err error) {
	secret, err := server.NewEvidenceSecret()
	if err != nil {
		return "", err
	}
	raw, err := secret.Bytes()
	if err != nil {
		return "", err
	}
	defer clear(raw)
	if err := writeKey(file, evidenceSecret, raw); err != nil {
		return "", err
	}
	open = file + ".pub"
	return open, writeKey(open, evidencePublic, secret.Public().Bytes())
}

// writeKey writes half of a key, and never over another: the old one is needed for
// what it has sealed.
func writeKey(path, kind string, raw []byte) error {
	err := writeNew(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw}))
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s finns redan: välj ett annat namn, den gamla nyckeln behövs för sina bevis", path)
	}
	return err
}

// BankIDEvidenceCmd shows what BankID has signed.
type BankIDEvidenceCmd struct {
	Database
	Format
	Key  string `required:"" placeholder:"FIL" type:"existingfile" help:"Den hemliga halvan av nyckeln."`
	User string `arg:"" name:"användare" help:"Användarens nummer: 17 eller ANV-17."`
	Who
}

func (BankIDEvidenceCmd) Help() string {
	return `Exempel:  tandserver bankid evidence --db sqlite:region.db --key bevis.key ANV-17

Visar när användaren har loggat in med BankID, och med --json BankID:s underskrift och svaret om certifikatet. Bevis som är förseglade med en annan nyckel visas utan innehåll, och räknas på sista raden.`
}

// shownProof is a login as it is shown. The person's number stands in BankID's
// signature, where it belongs to the evidence, and nowhere else.
type shownProof struct {
	At        time.Time `json:"at"`
	Order     string    `json:"order"`
	Risk      string    `json:"risk,omitempty"`
	Signature string    `json:"signature"`
	OCSP      string    `json:"ocspResponse"`
	Closed    bool      `json:"closed,omitempty"` // sealed with another key: nothing but when it was is known
}

func (c BankIDEvidenceCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	user, err := strconv.ParseInt(trimUserNo(c.User), 10, 64)
	if err != nil {
		return fmt.Errorf("%s är inget användarnummer: skriv det som står i loggen, till exempel ANV-17", c.User)
	}
	secret, err := readEvidenceSecret(c.Key)
	if err != nil {
		return err
	}
	by, err := actor(c.As)
	if err != nil {
		return err
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	if _, err := userNamed(ctx, o, server.UserNo(user)); err != nil {
		return err
	}
	var list []server.Evidence
	if err := o.Read(ctx, func(tx server.Tx) (err error) {
		list, err = tx.Evidence(user)
		return err
	}); err != nil {
		return err
	}
	out, closed := openProofs(secret.Open, list)
	if err := note(ctx, o, by, server.DeskAct{Verb: "bankid evidence", About: server.UserNo(user), Rows: int64(len(out) - closed)}); err != nil {
		return err
	}
	if err := c.tell(s, out, func() error { return tellProofs(s, out, clock().Location()) }); err != nil {
		return err
	}
	if closed > 0 {
		return fmt.Errorf("%d av %d bevis kan inte öppnas med %s: de är förseglade med en annan nyckel, eller skadade. Visa dem med den nyckel som servern hade då (--key)", closed, len(out), c.Key)
	}
	return nil
}

// openProofs opens what the key opens. A region that has changed its key has older
// proofs of another: those are named, and hide no others.
func openProofs(open func(server.Evidence) (server.Proof, error), list []server.Evidence) (out []shownProof, closed int) {
	out = make([]shownProof, len(list))
	for i, e := range list {
		out[i] = shownProof{At: e.At, Order: e.Order}
		p, err := open(e)
		if err != nil {
			out[i].Closed = true
			closed++
			continue
		}
		out[i].Risk, out[i].Signature, out[i].OCSP = p.Risk, p.Signature, p.OCSP
	}
	return out, closed
}

func trimUserNo(typed string) string { return strings.TrimPrefix(strings.ToUpper(typed), "ANV-") }

func tellProofs(s cli.Streams, list []shownProof, zone *time.Location) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(s.Out, "Användaren har inte loggat in med BankID.")
		return err
	}
	t := newTable("När", "Inloggning", "Risk", ">Underskrift, tecken", ">Certifikatsvar, tecken")
	for _, p := range list {
		if p.Closed {
			t.add(p.At.In(zone).Format(time.DateTime), p.Order, "–", "annan nyckel", "–")
			continue
		}
		t.add(p.At.In(zone).Format(time.DateTime), p.Order, p.Risk, strconv.Itoa(len(p.Signature)), strconv.Itoa(len(p.OCSP)))
	}
	return t.write(s.Out)
}
