package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
)

// ImportCmd reads a file into the region's database: all of it or nothing.
type ImportCmd struct {
	DB   string `name:"db" required:"" placeholder:"sqlite:FIL" help:"Databas; görs om den inte finns."`
	Kind string `arg:"" enum:"clinics,users,persons" help:"clinics, users eller persons."`
	File string `arg:"" type:"existingfile" help:"CSV-fil i UTF-8, med komma eller semikolon."`
}

// Help leads with an example and lists the columns.
func (ImportCmd) Help() string {
	var b strings.Builder
	b.WriteString("Exempel:  tandserver import --db sqlite:/var/lib/tandserver/region.db clinics kliniker.csv\n\n" +
		"Kolumner, i valfri ordning:\n")
	for _, kind := range []string{"clinics", "users", "persons"} {
		fmt.Fprintf(&b, "\n%s: %s\n", kind, strings.Join(desk.Kinds[kind].Columns, ", "))
	}
	b.WriteString("\nJa/nej-kolumner skrivs ja eller nej, datum ÅÅÅÅ-MM-DD, tomt valid_to betyder tills vidare. " +
		"role är user eller contact; right är intyg, fhb eller tomt; procedures skiljs med blanksteg.")
	return b.String()
}

// Run imports.
func (c ImportCmd) Run(ctx context.Context, s streams) (err error) {
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
	n, err := desk.Desk{Store: store, Now: clock}.Import(ctx, c.Kind, f)
	var faults desk.FileErrors
	if errors.As(err, &faults) {
		return fmt.Errorf("%s:\n%w\nInget är inläst: rätta filen och läs in den igen", c.File, faults)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%d rader inlästa.\n", n)
	return err
}
