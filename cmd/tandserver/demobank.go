package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/demo/demobank"
	"example.org/tandtui/internal/domain"
)

// DemoBankCmd plays the bank for a pay run: it writes the bank's answer, and what
// the receivers' banks notify. It touches no database.
type DemoBankCmd struct {
	File   string            `arg:"" name:"fil" type:"existingfile" help:"Betalningsfilen till banken (pain.001)."`
	Dir    string            `default:"." placeholder:"MAPP" help:"Mapp för bankens filer."`
	Refuse map[string]string `placeholder:"NR=KOD" help:"Nekad betalning: Vår referens för en faktura i den, betalningens id eller alla, och skälets kod, som AC04 för ett avslutat konto. Kan anges flera gånger."`
}

func (DemoBankCmd) Help() string {
	return `Exempel:  tandserver demo bank --dir /tmp/bank --refuse 518148=AC04 /tmp/bank/utbetalning.xml

Skriver svar-….xml (pain.002), som regionen läser in, och för varje konto som fick pengar insattning-….xml (camt.054) ` +
		`och kontoutdrag-….xml (camt.053), som kliniken stämmer av mot. Samma betalningsfil och samma nekade betalningar ger samma filer.`
}

func (c DemoBankCmd) Run(s cli.Streams) error {
	raw, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	in, err := bank.ReadPain001(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	refused, err := refusals(in.Order, c.Refuse)
	if err != nil {
		return err
	}
	w := bankFiles{dir: c.Dir, out: s.Out}
	w.file("svar-"+in.Order.MessageID, func(f io.Writer) error { return demobank.Answer(f, in, refused) })
	evening := eveningOf(in.Order.Execution)
	for _, paid := range demobank.Paid(in, refused) {
		one, name := []bank.Statement{paid}, in.Order.MessageID+"-"+paid.Account.Digits
		w.file("insattning-"+name, func(f io.Writer) error { return demobank.WriteNotification(f, paid.ID, one, evening) })
		w.file("kontoutdrag-"+name, func(f io.Writer) error { return demobank.WriteStatement(f, "K"+paid.ID, one, evening) })
	}
	return w.err
}

// refusals gives the payments that are refused by their ids.
func refusals(o bank.Order, asked map[string]string) (map[string]string, error) {
	refused := map[string]string{}
	for what, reason := range asked {
		if len(reason) != 4 || strings.ToUpper(reason) != reason {
			return nil, errors.New("--refuse: skälet skrivs med bankens kod på fyra tecken, som AC04")
		}
		before := len(refused)
		for _, p := range o.Payments {
			if what == "alla" || what == p.EndToEndID || pays(p, what) {
				refused[p.EndToEndID] = reason
			}
		}
		if len(refused) == before {
			return nil, fmt.Errorf("--refuse: ingen betalning i filen har %s", what)
		}
	}
	return refused, nil
}

// pays tells whether a payment is of an invoice, by its Vår referens.
func pays(p bank.Payment, ourRef string) bool {
	for _, r := range p.Remittances {
		if r.OurRef != 0 && strconv.FormatInt(r.OurRef, 10) == ourRef {
			return true
		}
	}
	return false
}

// DemoRefundCmd plays the region's bank when a clinic pays a credit back.
type DemoRefundCmd struct {
	Dir     string `default:"." placeholder:"MAPP" help:"Mapp för bankens fil."`
	OurRef  int64  `required:"" placeholder:"NR" help:"Kreditfakturans Vår referens."`
	Amount  string `required:"" placeholder:"KRONOR" help:"Vad kliniken betalar."`
	Date    string `required:"" placeholder:"ÅÅÅÅ-MM-DD" help:"Dagen som pengarna kommer."`
	Payer   string `default:"Kliniken" placeholder:"NAMN" help:"Vem som betalar."`
	Account string `default:"5591-09140" placeholder:"BANKGIRO" help:"Regionens bankgiro, som det är tryckt."`
}

func (DemoRefundCmd) Help() string {
	return `Exempel:  tandserver demo refund --dir /tmp/bank --our-ref 646542 --amount 123,45 --date 2026-12-01

Skriver aterbetalning-….xml (camt.054): kliniken har betalat tillbaka en kredit till regionens bankgiro och angett Vår referens.`
}

func (c DemoRefundCmd) Run(s cli.Streams) error {
	amount, err := domain.ParseOre(c.Amount)
	if err != nil || amount <= 0 {
		return errors.New("--amount skrivs i kronor, som 123,45")
	}
	on, err := domain.ParseDate(c.Date)
	if err != nil {
		return errors.New("--date skrivs ÅÅÅÅ-MM-DD")
	}
	if c.OurRef <= 0 {
		return fmt.Errorf("--our-ref: %d är ingen faktura", c.OurRef)
	}
	account := bank.Account{Kind: bank.Bankgiro, Digits: strings.ReplaceAll(c.Account, "-", "")}
	paid := demobank.Refund(account, bank.Party{Name: c.Payer}, bank.Account{}, c.OurRef, amount, on)
	w := bankFiles{dir: c.Dir, out: s.Out}
	w.file(fmt.Sprintf("aterbetalning-%d-%s", c.OurRef, on), func(f io.Writer) error {
		return demobank.WriteNotification(f, paid.ID, []bank.Statement{paid}, eveningOf(on))
	})
	return w.err
}

// bankFiles writes files into a folder and names them. The first error ends it.
type bankFiles struct {
	dir string
	out io.Writer
	err error
}

// file writes a file. One that is there already is left if it is the same, and
// never written over.
func (w *bankFiles) file(name string, content func(io.Writer) error) {
	if w.err != nil {
		return
	}
	var b bytes.Buffer
	if w.err = content(&b); w.err != nil {
		return
	}
	path := filepath.Join(w.dir, name+".xml")
	if there, err := os.ReadFile(path); err == nil { // #nosec G304 -- the operator's own folder
		if !bytes.Equal(there, b.Bytes()) {
			w.err = fmt.Errorf("%s finns redan med annat innehåll och skrivs inte över: flytta den eller välj en annan mapp med --dir", path)
			return
		}
	} else if w.err = writeNew(path, b.Bytes()); w.err != nil {
		return
	}
	_, w.err = fmt.Fprintln(w.out, path)
}

func writeNew(path string, content []byte) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // #nosec G304 -- the operator's own folder
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = f.Write(content)
	return err
}

// eveningOf is when banks send a day's files.
func eveningOf(d domain.Date) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 18, 0, 0, 0, time.UTC)
}
