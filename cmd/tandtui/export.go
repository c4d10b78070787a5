package main

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"github.com/google/uuid"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/version"
)

// ExportCmd writes the drafts, or an invoice, as an invoice file: a clinic is never
// locked in.
type ExportCmd struct {
	Settings
	File      string `arg:"" name:"fil" help:"Filen att skriva; den får inte finnas."`
	Invoice   int64  `help:"Vår referens på en mottagen faktura; utan den skrivs utkasten." placeholder:"NR"`
	OrgNumber string `required:"" help:"Vårdgivarens organisationsnummer, som ska stå i filen." placeholder:"NNNNNN-NNNN"`
	Clinic    string `help:"Kliniknummer, för den som har flera." placeholder:"NR"`
}

func (ExportCmd) Help() string {
	return `Exempel:  tandtui export --org-number 857209-0606 utkast.xml
          tandtui export --org-number 857209-0606 --invoice 518148 faktura.xml

Skriver klinikens utkast, eller en mottagen faktura, i fakturafilens format. Frågar efter kortets PIN i terminalen; inget skickas och inget ändras.`
}

// Run writes it.
func (c ExportCmd) Run(ctx context.Context, s cli.Streams) error {
	if _, err := domain.ParseOrgNumber(c.OrgNumber); err != nil {
		return cli.Exit{Code: cli.Usage, Why: "--org-number " + text.Safe(c.OrgNumber) + " är inget organisationsnummer"}
	}
	a, err := RunCmd{c.Settings}.wire()
	if err != nil {
		return err
	}
	return atWork(ctx, a, c.Clinic, s.Err, func(context.Context) error {
		n, err := c.export(a)
		if err != nil {
			return err
		}
		return say(s.Out, text.ExportDone(c.File, n))
	})
}

// filed is what the verb needs of the program. *app.App is one.
type filed interface {
	Drafts() ([]app.DraftSummary, error)
	Draft(id string) (domain.Draft, error)
	Invoice(ourRef int64) (domain.Invoice, error)
	Today() domain.Date
}

func (c ExportCmd) export(from filed) (bills int, err error) {
	entries, err := c.entries(from)
	if err != nil {
		return 0, err
	}
	if len(entries) == 0 {
		return 0, errors.New(text.ExportNone)
	}
	h := invoicefile.Header{
		FileID: uuid.NewString(), Created: time.Now().Format(time.RFC3339), System: "tandtui", SystemVersion: version.Version, OrgNumber: c.OrgNumber,
	}
	return len(entries), newFile(c.File, func(out io.Writer) error { return invoicefile.Write(out, h, entries, from.Today()) })
}

func (c ExportCmd) entries(from filed) ([]*invoicefile.Entry, error) {
	if c.Invoice != 0 {
		v, err := from.Invoice(c.Invoice)
		return invoicefile.FromInvoice(v, uuid.NewString), err
	}
	rows, err := from.Drafts()
	if err != nil {
		return nil, err
	}
	var drafts []domain.Draft
	for _, row := range rows {
		d, err := from.Draft(row.ID)
		if err != nil {
			return nil, err
		}
		if d.State == domain.DraftOpen || d.State == domain.DraftRefused {
			drafts = append(drafts, d)
		}
	}
	return invoicefile.FromDrafts(drafts, uuid.NewString), nil
}

// newFile writes a file that only the user can read, and leaves no half one.
func newFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err = errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		_ = os.Remove(path) // half a file must not be sent
	}
	return err
}
