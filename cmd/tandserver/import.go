package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/internal/text"
)

// ImportCmd reads a file into the region's database. What it would take away is
// said and asked about first; a file with a fault is not read in at all.
type ImportCmd struct {
	Database
	Who
	List     string `placeholder:"LISTA" help:"Prislistan som TLV:s arbetsbok gäller, om regionen har flera."`
	Encoding string `placeholder:"KODNING" help:"Textfilens teckenkodning, om den inte känns igen: ${encodings}."`
	Yes      bool   `help:"Läs in utan att fråga om det som ändras eller tas bort."`
	Replace  bool   `help:"Läs in prislistan fast åtgärder försvinner ur den."`
	Kind     string `arg:"" name:"slag" enum:"clinics,users,performers,persons,prices" help:"clinics, users, performers, persons eller prices."`
	File     string `arg:"" name:"fil" type:"existingfile" help:"Excel-arbetsbok (.xlsx) eller textfil (CSV)."`
}

func (ImportCmd) Help() string {
	var b strings.Builder
	b.WriteString("Exempel:  tandserver import --db sqlite:/var/lib/tandserver/region.db clinics kliniker.csv\n\n" +
		"Kolumner, i valfri ordning, också med svenska rubriker:\n")
	for _, kind := range []string{"clinics", "users", "performers", "persons", "prices"} {
		columns := imports.Kinds[kind].Columns
		fmt.Fprintf(&b, "\n%s: %s\n\npå svenska: %s\n", kind, sheet.Names(columns), sheet.Swedish(columns))
	}
	b.WriteString(`
Filen: en arbetsbok läses från sitt första synliga blad, så som den visas. Dolda rader och kolumner, formler utan uträknat värde, avrundade tal och felvärden (#N/A) läses inte in utan pekas ut. ` +
		`En textfil får vara UTF-8, UTF-16 eller Windows-1252, åtskild med semikolon, komma eller tabb. Tomma rader och kolumner hoppas över, likaså rader ovanför rubrikraden (högst tio). Ett enda fel, och inget läses in.

Värden: ja eller nej (också SANT och FALSKT), datum ÅÅÅÅ-MM-DD. Tomt valid_to, eller 9999-12-31, betyder tills vidare; återkallat i valid_to betyder att rättigheten eller behörigheten aldrig har gällt. ` +
		`role är user, contact eller reader. valid_to i clinics är klinikens sista dag.

performers: behandlare, så som räkningens rader namnger dem (no), där regionens profil frågar efter dem. profession är yrket, t.ex. tandläkare. En åtgärd med specialistpris kräver en specialist.

persons: tomt protected ändrar inget, bara nej tar bort ett skydd. right är intyg, fhb eller tomt. procedures skiljs med blanksteg, komma eller semikolon, tomt betyder alla. ` +
		`En fhb har sista dag och beviljat belopp i kronor, eller obegränsat.

prices: list är en av profilens prislistor; support är de delar av tandvårdsstödet som raden gäller, t.ex. N F, tomt för alla; provider är vårdgivaren vars avtal listan är, tomt för alla; position är tomt, tooth, teeth, jaw, jaw=OK, jaw=UK, jaw=both, quadrant, tooth|jaw eller optional. ` +
		`TLV:s arbetsbok med referenspriser läses också som den är. Rader med samma list och valid_from är en lista, som tar den förras plats från den dagen: åtgärder som inte står i den går sedan inte att fakturera. ` +
		`Vad som ändras mot listan före sägs och frågas om; försvinner åtgärder krävs --replace om ingen kan svara. Inlästa prislistor gäller genast, i stället för demons; tandserver prices visar och tar bort dem.`)
	return b.String()
}

// turn is how long others may write between two batches of a large file.
const turn = 120 * time.Millisecond

func (c ImportCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	by, err := actor(c.As)
	if err != nil {
		return err
	}
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	i := imports.Import{Store: o, Profile: o.profile, Demo: o.prices, Now: clock, By: by, List: c.List, Pause: turn}
	plan, err := i.Plan(ctx, c.Kind, f, sheet.Options{Encoding: c.Encoding})
	var faults sheet.Faults
	if errors.As(err, &faults) {
		return fmt.Errorf("%s:\n%w\nInget är inläst: rätta filen och läs in den igen", c.File, faults)
	}
	if err != nil {
		return err
	}
	return c.apply(ctx, s, i, plan)
}

// apply says what the plan does, asks where it takes something away, and does it.
func (c ImportCmd) apply(ctx context.Context, s cli.Streams, i imports.Import, p *imports.Plan) error {
	said := []string{fmt.Sprintf("Läst: %s. Rader: %s.", p.Source, text.Number(p.Rows))}
	said = append(said, p.Does...)
	for _, note := range p.Notes {
		said = append(said, "Obs! "+note)
	}
	if len(p.Takes) > 0 {
		said = append(said, "Det här ändras för någon som finns i registret:")
		for _, takes := range p.Takes {
			said = append(said, "  "+takes)
		}
	}
	if _, err := fmt.Fprintln(s.Out, strings.Join(said, "\n")); err != nil {
		return err
	}
	if len(p.Takes) > 0 {
		answered, flag := c.Yes, "--yes"
		if p.Replaces {
			answered, flag = c.Replace, "--replace"
		}
		if err := confirm(s, "Läsa in?", answered, flag); err != nil {
			return err
		}
	}
	if err := i.Apply(ctx, p); err != nil {
		return stopped(err)
	}
	_, err := fmt.Fprintln(s.Out, "Inläst.")
	return err
}

// stopped says what a stop from outside left: the batches that were done stay.
func stopped(err error) error {
	var part *imports.Interrupted
	switch {
	case !errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &part):
		return &imports.Interrupted{Done: part.Done, Rows: part.Rows, Err: errors.New("avbrutet innan det var klart")}
	}
	return errDeclined
}
