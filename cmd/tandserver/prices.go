package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/server/sqlstore"
)

// PricesCmd is what can be done with imported price lists.
type PricesCmd struct {
	List   PricesListCmd   `cmd:"" help:"Visa inlästa prislistor."`
	Remove PricesRemoveCmd `cmd:"" help:"Ta bort en inläst prislista."`
}

// PricesListCmd lists the imported price lists.
type PricesListCmd struct {
	DB string `name:"db" required:"" placeholder:"sqlite:FIL" help:"Regionens databas."`
	Format
}

// priceListSummary is an imported price list as programs get it.
type priceListSummary struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	From       domain.Date `json:"from"`
	To         domain.Date `json:"to,omitzero"` // none: until further notice
	Procedures int         `json:"procedures"`
}

func (PricesListCmd) Help() string {
	return "Exempel:  tandserver prices list --db sqlite:/var/lib/tandserver/region.db"
}

func (c PricesListCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	store, err := sqlstore.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := tellOlder(s, store.Older()); err != nil {
		return err
	}
	book, err := imports.Import{Store: store}.Lists(ctx)
	if err != nil {
		return err
	}
	list := make([]priceListSummary, len(book))
	for i, l := range book {
		list[i] = priceListSummary{l.ID, l.Name, l.Validity.From, l.Validity.To, len(l.Procedures) - 1}
	}
	return c.tell(s, list, func() error { return tellPriceLists(s, book) })
}

func tellPriceLists(s cli.Streams, book domain.PriceBook) error {
	if len(book) == 0 {
		_, err := fmt.Fprintln(s.Out, "Ingen prislista är inläst: demons priser gäller.")
		return err
	}
	t := newTable("Lista", "Från", "Till", ">Åtgärder", "Namn")
	for _, l := range book {
		t.add(l.ID, l.Validity.From.String(), until(l.Validity), strconv.Itoa(len(l.Procedures)-1), l.Name)
	}
	return t.write(s.Out)
}

func until(v domain.Period) string {
	if v.To.IsZero() {
		return "tills vidare"
	}
	return v.To.String()
}

// PricesRemoveCmd removes a price list, and says which ones then hold.
type PricesRemoveCmd struct {
	Database
	Who
	Yes  bool   `help:"Ta bort utan att fråga."`
	Only bool   `help:"Ta bort fast den är den enda som gäller idag för en del av tandvårdsstödet."`
	ID   string `arg:"" name:"lista" help:"Listan, som tandserver prices list visar den."`
}

func (PricesRemoveCmd) Help() string {
	return `Exempel:  tandserver prices remove --db sqlite:/var/lib/tandserver/region.db ersattning-2026-01-01

Räkningar som redan är mottagna ändras inte. Den enda listan går inte att ta bort: utan någon gäller demons priser. Är den den enda som gäller idag för en del av tandvårdsstödet krävs --only, också med --yes.`
}

func (c PricesRemoveCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	by, err := actor(c.As)
	if err != nil {
		return err
	}
	i := imports.Import{Store: o, Profile: o.profile, Now: clock, By: by}
	r, err := i.PlanRemoval(ctx, c.ID)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(s.Out, "När %s är borttagen gäller:\n  %s\n", c.ID, strings.Join(r.Says, "\n  ")); err != nil {
		return err
	}
	if len(r.Alone) > 0 && !c.Only {
		return imports.ErrOnlyList
	}
	if err := confirm(s, "Ta bort den?", c.Yes, "--yes"); err != nil {
		return err
	}
	if err := i.RemoveList(ctx, c.ID, c.Only); err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.Out, "Borttagen.")
	return err
}
