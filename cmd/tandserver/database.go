package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/sqlstore"
)

// Database is the flags that name a region's database and its profile.
type Database struct {
	DB      string `name:"db" required:"" placeholder:"sqlite:FIL" help:"Regionens databas; tandserver init gör en ny."`
	Region  string `placeholder:"ID" help:"Regionens profil, vgr eller varmland. Databasen minns den: den behöver inte skrivas."`
	Profile string `name:"region-profile" placeholder:"FIL" type:"existingfile" help:"Egen profil (TOML)."`
}

// opened is a database with the profile of the region that it belongs to, and the
// prices of before any were imported.
type opened struct {
	*sqlstore.Store
	profile *domain.Profile
	prices  domain.PriceBook
}

// open opens the database. Which region it belongs to stands in it; flags that say
// another are refused.
func (d Database) open(ctx context.Context, s cli.Streams) (o opened, err error) {
	if o.profile, o.prices, err = d.given(); err != nil {
		return o, err
	}
	opened := sayWaiting(s)
	if o.Store, err = sqlstore.Open(ctx, d.DB); err != nil {
		opened()
		return o, err
	}
	if err = server.OpenBooks(ctx, o.Store, time.Now()); err == nil {
		err = d.settle(ctx, &o)
	}
	opened()
	if err == nil {
		err = tellOlder(s, o.Older())
	}
	if err != nil {
		return o, errors.Join(err, o.Close())
	}
	return o, nil
}

// silence is how long a verb waits for a database before it says so.
const silence = 3 * time.Second

// sayWaiting says, while a database is waited for, that it is; call what it gives
// when the wait is over.
func sayWaiting(s cli.Streams) (over func()) {
	done, said := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(said)
		select {
		case <-done:
		case <-time.After(silence):
			_, _ = fmt.Fprintln(s.Err, "Väntar på databasen: den används av ett annat program, eller är stor.")
		}
	}()
	return func() {
		close(done)
		<-said
	}
}

// given loads the profile that the flags name, nil if they name none.
func (d Database) given() (*domain.Profile, domain.PriceBook, error) {
	switch {
	case d.Profile != "":
		return region.LoadFile(d.Profile)
	case d.Region != "":
		return region.Load(d.Region)
	}
	return nil, nil, nil
}

func (d Database) settle(ctx context.Context, o *opened) (err error) {
	kept := o.Store.Region()
	switch {
	case o.profile != nil && kept != "" && kept != o.profile.ID:
		return fmt.Errorf("databasen hör till regionen %s, men här står %s: kontrollera --db och --region; inget är ändrat", kept, o.profile.ID)
	case o.profile != nil:
		return o.KeepRegion(ctx, o.profile.ID)
	case kept == "":
		return errors.New("databasen säger inte vilken region den hör till: skriv --region vgr eller --region varmland (eller --region-profile FIL) en gång, sedan minns den det")
	case !slices.Contains(region.IDs(), kept):
		return fmt.Errorf("databasen hör till regionen %s, vars profil är en egen fil: skriv --region-profile FIL", kept)
	}
	o.profile, o.prices, err = region.Load(kept)
	return err
}

// tellOlder says what an older copy of the database that was put back means.
func tellOlder(s cli.Streams, o *sqlstore.Older) error {
	if o == nil {
		return nil
	}
	why := "Databasen är äldre än sin vittnesfil: en äldre kopia har lagts tillbaka."
	if o.Unknown {
		why = "Databasens vittnesfil saknas eller är skadad: databasen räknas som en äldre kopia."
	}
	_, err := fmt.Fprintf(s.Err, "%s\nDet som kom in efter kopian saknas här. Klinikernas program hämtar allt på nytt och kan sända det igen.\n"+
		"Utbetalningar efter kopian saknas också: jämför med banken innan något betalas, annars betalas det två gånger.\n"+
		"Användare, roller och konton är som de var i kopian: den som har avslutats sedan dess kan logga in igen. Gör om ändringarna innan servern startas.\n"+
		"Nästa Vår referens är %d och nästa räkningsnummer %d, så att inget nummer ges två gånger.\n", why, o.NextOur, o.NextBill)
	return err
}
