package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/version"
)

// ServeCmd answers clinics until it is stopped (SIGTERM, Ctrl+C).
type ServeCmd struct {
	Database
	Listen   string `default:"127.0.0.1:8443" help:"Adress att lyssna på; port 0 väljer en ledig."`
	Cert     string `required:"" placeholder:"FIL" type:"existingfile" help:"Serverns certifikat med kedja (PEM)."`
	Key      string `required:"" placeholder:"FIL" type:"existingfile" help:"Certifikatets nyckel (PEM)."`
	ClientCA string `name:"client-ca" required:"" placeholder:"FIL" type:"existingfile" help:"Utfärdare av korten som släpps in (PEM)."`
	BankIDFlags
	FileFlags
}

// FileFlags are the region's settings for invoice files.
type FileFlags struct {
	FileMegabytes int64  `default:"200" placeholder:"MB" help:"Största fakturafil som tas emot."`
	FileBills     int    `default:"100000" placeholder:"ANTAL" help:"Flest räkningar och krediteringar i en fakturafil."`
	AttachmentKey string `placeholder:"FIL" type:"existingfile" help:"Nyckeln som räkningarnas bilagor förseglas med: FIL.pub av tandserver bankid key. Utan den tas inga bilagor emot."`
	FileTemp      string `placeholder:"MAPP" type:"existingdir" help:"Mapp där fakturafiler ligger, krypterade, medan de granskas; annars systemets."`
}

// limits are those of the format with the region's own.
func (f FileFlags) limits() invoicefile.Limits {
	l := invoicefile.DefaultLimits()
	l.Bytes, l.Entries = cmp.Or(f.FileMegabytes<<20, l.Bytes), cmp.Or(f.FileBills, l.Entries)
	return l
}

// sealed is the key for attachments; nil: none are taken.
func (f FileFlags) sealed() (*server.EvidenceKey, error) {
	if f.AttachmentKey == "" {
		return nil, nil //nolint:nilnil // none are taken
	}
	return readEvidenceKey(f.AttachmentKey)
}

// UntilStopped makes it a cli.Lasting verb.
func (ServeCmd) UntilStopped() {}

func (ServeCmd) Help() string {
	return `Exempel:  tandserver serve --db sqlite:/var/lib/tandserver/region.db --cert server.pem --key server.key --client-ca siths.pem

När servern är redo skriver den en rad, "ready https://ADRESS REGION", på standard ut. Loggen går till standard fel.`
}

func (c ServeCmd) Run(ctx context.Context, s cli.Streams) error {
	certificate, err := readCertificate(c.Cert, c.Key, time.Now())
	if err != nil {
		return err
	}
	issuers, err := readIssuers(c.ClientCA)
	if err != nil {
		return err
	}
	return serve(ctx, s, serving{
		Database: c.Database, listen: c.Listen, certificate: certificate, issuers: issuers, bankID: c.BankIDFlags, files: c.FileFlags,
		ready: func(_ string, l loginsByBankID) error {
			if l.sim == nil {
				return nil
			}
			_, err := fmt.Fprintf(s.Err, "Låtsad BankID på %s: den som vill kan logga in som vem som helst.\n", l.sim.URL)
			return err
		},
	})
}

// serving is what both serve and demo need to run a server.
type serving struct {
	Database
	listen      string
	certificate tls.Certificate
	issuers     []*x509.Certificate
	demo        bool
	bankID      BankIDFlags
	files       FileFlags
	ready       func(address string, l loginsByBankID) error
}

// serve runs until ctx ends. When it returns, requests under way are finished and
// the database is closed.
func serve(ctx context.Context, s cli.Streams, c serving) (err error) {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	logins, err := c.bankID.open(ctx, clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, logins.Close()) }()
	if err := logins.warn(s, clock()); err != nil {
		return err
	}
	attachments, err := c.files.sealed()
	if err != nil {
		return err
	}
	service, err := server.NewService(server.Config{
		Store: o, Profile: o.profile, Prices: o.prices, Now: clock, Demo: c.demo, Version: version.Version,
		BankID: logins.party, Evidence: logins.evidence, Attachments: attachments, Files: c.files.limits(), Temp: c.files.FileTemp,
	})
	if err != nil {
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.listen)
	if err != nil {
		return fmt.Errorf("det går inte att lyssna på %s: välj en annan adress med --listen (%w)", c.listen, err)
	}
	address := "https://" + l.Addr().String()
	if err := c.ready(address, logins); err != nil {
		return errors.Join(err, l.Close())
	}
	if _, err := fmt.Fprintln(s.Out, "ready", address, o.profile.ID); err != nil {
		return errors.Join(err, l.Close())
	}
	log := slog.New(slog.NewJSONHandler(s.Err, nil))
	return server.NewHandler(service, c.issuers, log).Run(ctx, l, server.TLSConfig(c.certificate, c.issuers))
}

// zone decides which day it is at the region.
const zone = "Europe/Stockholm"

func swedishClock() (func() time.Time, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil, err
	}
	return func() time.Time { return time.Now().In(loc) }, nil
}
