package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/bankid/sim"
	"example.org/tandtui/internal/demo/data"
	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/domain"
)

// DemoCmd is what can be done with the demo: serving it where nothing else is said.
type DemoCmd struct {
	Serve  DemoServeCmd  `cmd:"" default:"withargs" help:"Gör en demoregion i en mapp och svara som den."`
	Bank   DemoBankCmd   `cmd:"" help:"Svara som banken på en betalningsfil, och skriv vad mottagarna får."`
	Refund DemoRefundCmd `cmd:"" help:"Skriv vad regionens bank säger när en klinik betalar tillbaka."`
}

func (DemoCmd) Help() string {
	return "Exempel:  tandserver demo --dir /tmp/tand-demo --region varmland"
}

// DemoServeCmd makes a demo region in a folder on the first start and serves it.
type DemoServeCmd struct {
	Dir    string `required:"" placeholder:"MAPP" help:"Demons mapp; görs om den inte finns."`
	Region string `default:"vgr" help:"Regionens profil: vgr eller varmland."`
	Listen string `default:"127.0.0.1:0" help:"Adress att lyssna på; port 0 väljer en ledig."`
	Date   string `placeholder:"ÅÅÅÅ-MM-DD" help:"Dag som demons uppgifter räknas från vid första starten; annars idag."`
}

// UntilStopped makes it a cli.Lasting verb.
func (DemoServeCmd) UntilStopped() {}

func (DemoServeCmd) Help() string {
	return `Exempel:  tandserver demo --dir /tmp/tand-demo --region varmland

Mappen får demo.json (användare, kort, PIN), cards/*.pem (ett kort var), server-ca.pem, person-ca.pem,
databasen tandserver.db och, medan servern går, filen address. Nästa start använder allt igen.`
}

func (c DemoServeCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	now := clock()
	today := domain.DateOf(now)
	if c.Date != "" {
		if today, err = domain.ParseDate(c.Date); err != nil {
			return errors.New("--date skrivs ÅÅÅÅ-MM-DD")
		}
	}
	lock, err := data.Lock(c.Dir)
	switch {
	case errors.Is(err, data.ErrRunning):
		return err
	case err != nil:
		return fmt.Errorf("mappen %s kan inte användas: välj en annan med --dir (%w)", c.Dir, err)
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	d, err := data.Prepare(ctx, c.Dir, c.Region, today, now)
	if err != nil {
		return err
	}
	if err := checkCertificate(d.Certificate, now); err != nil {
		return fmt.Errorf("mappen %s är för gammal, ta bort den: %w", c.Dir, err)
	}
	key, err := demoKey(d.Dir)
	if err != nil {
		return err
	}
	announced := false
	defer func() {
		if announced {
			err = errors.Join(err, d.Withdraw())
		}
	}()
	return serve(ctx, s, serving{
		Database: Database{DB: d.Database(), Region: d.Region}, listen: c.Listen, certificate: d.Certificate, issuers: d.Issuers, demo: true,
		bankID: BankIDFlags{BankID: d.BankID()}, files: FileFlags{AttachmentKey: key},
		ready: func(address string, l loginsByBankID) error {
			announced = true
			if l.sim != nil {
				if err := d.AnnounceBankID(manifest.Phone{Scan: l.sim.URL + sim.PathScan, Sign: l.sim.URL + sim.PathSign, CA: string(l.sim.CA)}); err != nil {
					return err
				}
			}
			return d.Announce(address)
		},
	})
}

// demoKey gives the key that the demo's attachments are sealed for, and makes it the
// first time. Both halves lie there, so that attachments can be taken out.
func demoKey(dir string) (open string, err error) {
	file := filepath.Join(dir, "bilagor.key")
	open = file + ".pub"
	if _, err := os.Stat(open); !errors.Is(err, os.ErrNotExist) {
		return open, err
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) { // half a key, of a start that was broken off
		return "", err
	}
	return makeKey(file)
}
