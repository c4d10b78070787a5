package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
)

// ImportCmd reads a file into the region's database: all of it or nothing.
type ImportCmd struct {
	DB      string `name:"db" required:"" placeholder:"sqlite:FIL" help:"Databas; görs om den inte finns."`
	Region  string `default:"vgr" help:"Regionens profil, för prices: vgr eller varmland."`
	Profile string `name:"region-profile" placeholder:"FIL" type:"existingfile" help:"Egen profil i stället (TOML)."`
	Kind    string `arg:"" enum:"clinics,users,persons,prices" help:"clinics, users, persons eller prices."`
	File    string `arg:"" type:"existingfile" help:"Excel-arbetsbok (.xlsx, första bladet) eller CSV-fil i UTF-8, med komma eller semikolon."`
}

func (ImportCmd) Help() string {
	var b strings.Builder
	b.WriteString("Exempel:  tandserver import --db sqlite:/var/lib/tandserver/region.db clinics kliniker.csv\n\n" +
		"Kolumner, i valfri ordning:\n")
	for _, kind := range []string{"clinics", "users", "persons"} {
		fmt.Fprintf(&b, "\n%s: %s\n", kind, strings.Join(desk.Kinds[kind].Columns, ", "))
	}
	fmt.Fprintf(&b, "\nprices: %s; %s om så önskas\n", strings.Join(desk.PriceColumns, ", "), strings.Join(desk.PriceMay, ", "))
	b.WriteString("\nJa/nej-kolumner skrivs ja eller nej, datum ÅÅÅÅ-MM-DD, tomt valid_to betyder tills vidare. " +
		"role är user eller contact; right är intyg, fhb eller tomt; procedures skiljs med blanksteg. " +
		"list är en av profilens prislistor; support är de delar av tandvårdsstödet som raden gäller, t.ex. N F, tomt för alla; position är tomt, tooth, teeth, jaw, jaw=OK, jaw=UK, jaw=both, quadrant, tooth|jaw eller optional. " +
		"Inlästa prislistor gäller genast, i stället för demons.")
	return b.String()
}

func (c ImportCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	store, err := sqlstore.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	done, err := c.read(ctx, desk.Desk{Store: store, Now: clock}, f)
	var faults desk.FileErrors
	if errors.As(err, &faults) {
		return fmt.Errorf("%s:\n%w\nInget är inläst: rätta filen och läs in den igen", c.File, faults)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.Out, done)
	return err
}

// read reads the file and gives the sentence that says what was read.
func (c ImportCmd) read(ctx context.Context, d desk.Desk, f io.Reader) (done string, err error) {
	if c.Kind != "prices" {
		n, err := d.Import(ctx, c.Kind, f)
		return fmt.Sprintf("%d rader inlästa.", n), err
	}
	profile, _, err := loadRegion(c.Region, c.Profile)
	if err != nil {
		return "", err
	}
	lists, err := d.ImportPrices(ctx, profile, f)
	var told []string
	for _, l := range lists {
		told = append(told, fmt.Sprintf("%s från %s är inläst (åtgärder: %d).", l.Name, l.Validity.From, len(l.Procedures)-1))
	}
	if err != nil {
		return "", err
	}
	unpriced, err := d.Unpriced(ctx)
	for _, s := range unpriced {
		told = append(told, fmt.Sprintf("Obs! För %s-tandvård gäller ingen prislista idag: inga sådana räkningar kan skickas. Läs in den också.", s))
	}
	return strings.Join(told, "\n"), err
}
