package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/text"
)

// CheckCmd checks invoice files on this computer (C5, C11). It sends nothing.
type CheckCmd struct {
	Files     []string `arg:"" name:"fil" help:"Fakturafil."`
	Region    string   `required:"" enum:"vgr,varmland" help:"Vems regler och priser som gäller: vgr eller varmland." env:"TANDTUI_REGION"`
	JSON      bool     `name:"json" help:"Skriv ett JSON-objekt per fil, ett på varje rad."`
	Day       string   `help:"Granska som om det vore en annan dag, ÅÅÅÅ-MM-DD." placeholder:"DAG"`
	ReturnDir string   `help:"Mapp för två returfiler: räkningar som kan skickas, och de andra med felen som kommentarer." placeholder:"MAPP"`
}

func (CheckCmd) Help() string {
	return `Exempel:  tandtui check --region vgr fakturor.xml

Granskar utan att logga in och utan att skicka något. Vad bara regionen vet (intyg, FHB, använda räkningsreferenser) prövas först när filen skickas.

Slutkoder: 0 allt kan skickas, 1 programmet kunde inte göra sitt, 2 fel användning, 3 filen har fel, 4 filen skrivs just nu: försök igen.

Formatet: tandtui format --help`
}

// Run checks each file and says the worst of what it found by the exit code.
func (c CheckCmd) Run(ctx context.Context, s cli.Streams) error {
	profile, prices, err := region.Load(c.Region)
	if err != nil {
		return err
	}
	today, err := c.today()
	if err != nil {
		return err
	}
	facts := invoicefile.LocalFacts(profile, prices, today)
	faulty := false
	for _, name := range c.Files {
		answer, err := c.check(ctx, name, facts)
		if err != nil {
			return err
		}
		answer.Today = today
		if err := answer.write(s.Out, c.JSON); err != nil {
			return err
		}
		faulty = faulty || answer.Report.FileFault || answer.Report.Faulty > 0
	}
	if faulty {
		return cli.Exit{Code: cli.Findings}
	}
	return nil
}

// today is the day to check as of: fees, prices and deadlines follow it.
func (c CheckCmd) today() (domain.Date, error) {
	if c.Day != "" {
		day, err := domain.ParseDate(c.Day)
		if err != nil {
			return day, cli.Exit{Code: cli.Usage, Why: fmt.Sprintf("--day %q är ingen dag: skriv ÅÅÅÅ-MM-DD", c.Day)}
		}
		return day, nil
	}
	zone, err := time.LoadLocation("Europe/Stockholm")
	return domain.DateOf(time.Now().In(zone)), err
}

// check checks one file, which must not change meanwhile.
func (c CheckCmd) check(ctx context.Context, name string, facts invoicefile.Facts) (*checked, error) {
	answer := &checked{File: name}
	err := steady(name, func(f *os.File) (err error) {
		file, err := invoicefile.Open(f, invoicefile.Limits{})
		if err != nil {
			return err
		}
		if answer.Report, err = file.Check(ctx, facts, invoicefile.Options{}); err != nil || c.ReturnDir == "" || answer.Report.FileFault {
			return err
		}
		return giveBack(c.ReturnDir, f, answer)
	})
	return answer, err
}

// steady reads a file, and tells if it was written to in the meantime.
func steady(name string, read func(*os.File) error) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("filen går inte att öppna: %w", err)
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return err
	}
	if before.IsDir() {
		return fmt.Errorf("%s är en mapp: skriv en fils namn", name)
	}
	if err := read(f); err != nil {
		return err
	}
	after, err := os.Stat(name)
	if err != nil || !os.SameFile(before, after) || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		return cli.Exit{Code: cli.Later, Why: name + " ändrades medan den lästes: försök igen när den är färdig"}
	}
	return nil
}

// giveBack writes the return files beside each other. One that would be empty is
// not written, and none takes the place of an older file, which may be mended
// half.
func giveBack(dir string, in io.ReadSeeker, answer *checked) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	stem := filepath.Join(dir, trimExt(filepath.Base(answer.File)))
	to := invoicefile.Return{
		NewID: uuid.NewString,
		Say:   func(f invoicefile.Finding) string { return text.Finding(f.Finding).String() },
	}
	var made []*os.File
	create := func(wanted bool, end string, path *string) (io.Writer, error) {
		if !wanted {
			return nil, nil
		}
		f, err := os.OpenFile(stem+end, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, os.ErrExist) {
			return nil, fmt.Errorf("%s finns redan: flytta den, eller välj en annan mapp", stem+end)
		}
		if err != nil {
			return nil, err
		}
		made, *path = append(made, f), f.Name()
		return f, nil
	}
	err := func() (err error) {
		if to.Accepted, err = create(answer.Report.Sendables() > 0, "-godkända.xml", &answer.Accepted); err != nil {
			return err
		}
		if to.Rejected, err = create(answer.Report.Faulty > 0, "-avvisade.xml", &answer.Rejected); err != nil {
			return err
		}
		return invoicefile.Split(in, answer.Report, to)
	}()
	for _, f := range made {
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err != nil { // half a return file must not be sent
		for _, f := range made {
			_ = os.Remove(f.Name())
		}
	}
	return err
}

func trimExt(name string) string { return name[:len(name)-len(filepath.Ext(name))] }
