package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/text"
)

// LogAccessCmd reads the access log (E6). The reading is logged itself.
type LogAccessCmd struct {
	Database
	Who
	Format
	Days
	Limit
	Person bool   `help:"Bara en patient: numret frågas det efter, så att det inte blir kvar på kommandoraden."`
	User   Filled `placeholder:"HSA-ID" help:"Bara det denna användare tog del av."`
	Clinic Filled `placeholder:"NR" help:"Bara denna klinik."`
	Export Filled `placeholder:"FIL" help:"Skriv alla rader som passar i en ny fil: .xlsx eller .csv."`
}

// Validate asks each of the flags that are shared.
func (c LogAccessCmd) Validate() error {
	if _, known := exporters[filepath.Ext(string(c.Export))]; c.Export != "" && !known {
		return errors.New("--export: filens namn slutar på .xlsx eller .csv")
	}
	return errors.Join(c.Days.Validate(), c.Limit.Validate())
}

func (LogAccessCmd) Help() string {
	return `Exempel:  tandserver log access --db sqlite:/var/lib/tandserver/region.db --person --from 2026-11-01

Nyast först; med --export skrivs alla, utan gräns, till en fil som bara du kan läsa. Raderna visar personnummer: läs dem bara i ett ärende. Läsningen loggas, med vem som läste och vad som söktes, i tandserver log desk; gäller den en patient också i patientens egen logg.`
}

func (c LogAccessCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	d, err := c.desk(o)
	if err != nil {
		return err
	}
	f := server.AccessFilter{User: string(c.User), Clinic: string(c.Clinic), Limit: c.Limit.Limit}
	f.From, f.To = c.moments(d.Now().Location())
	if c.Person {
		if f.Person, err = askPerson(s, domain.DateOf(d.Now())); err != nil {
			return err
		}
	}
	f, n, err := d.ReadAccess(ctx, f)
	if err != nil {
		return err
	}
	names, err := userNames(ctx, o)
	if err != nil {
		return err
	}
	if c.Export != "" {
		return c.export(ctx, s, d, f, names)
	}
	rows := []accessRow{}
	for r, err := range d.EachAccess(ctx, f) {
		if err != nil {
			return err
		}
		rows = append(rows, rowOf(r, names, d.Now().Location()))
	}
	return c.tell(s, rows, func() error { return tellAccess(s, rows, n) })
}

// askPerson asks for a person's number. It is not taken from the command line, which
// others can see and the shell keeps.
func askPerson(s cli.Streams, today domain.Date) (id domain.PersonID, err error) {
	if _, err := fmt.Fprint(s.Err, "Personnummer: "); err != nil {
		return id, err
	}
	in := bufio.NewScanner(s.In)
	in.Scan()
	if _, err := fmt.Fprintln(s.Err); err != nil {
		return id, err
	}
	if err := in.Err(); err != nil {
		return id, err
	}
	if id, err = domain.ParsePersonID(strings.TrimSpace(in.Text()), today); err != nil {
		return id, errors.New("det är inget giltigt personnummer, samordningsnummer eller reservnummer: skriv ÅÅÅÅMMDD-NNNN")
	}
	return id, nil
}

// accessRow is a row of the log as it is shown.
type accessRow struct {
	At      time.Time           `json:"at"`
	User    string              `json:"user"` // HSA-id, or who sat at the desk
	Name    string              `json:"name,omitempty"`
	Clinic  string              `json:"clinic,omitempty"`
	Person  domain.PersonID     `json:"person"`
	Purpose string              `json:"purpose"`
	Action  server.AccessAction `json:"action"`
	From    string              `json:"from,omitempty"` // computer
}

func rowOf(r server.AccessRow, names map[string]string, zone *time.Location) accessRow {
	return accessRow{r.At.In(zone), r.HSAID, names[r.HSAID], r.Clinic, r.Person, r.Purpose, r.Action, r.From}
}

// userNames gives the names of users by their HSA-ids in upper case.
func userNames(ctx context.Context, store server.Store) (names map[string]string, err error) {
	err = store.Read(ctx, func(tx server.Tx) error {
		users, err := tx.Users()
		names = make(map[string]string, len(users))
		for _, u := range users {
			names[server.UserNo(u.ID)] = u.Name
			for _, id := range u.Identities {
				names[strings.ToUpper(id)] = u.Name
			}
		}
		return err
	})
	return names, err
}

var accessTitles = []string{"När", "Vem", "Namn", "Klinik", "Personnummer", "Varför", "Hur", "Varifrån"}

// cells are a row as people read it.
func (r accessRow) cells() []string {
	return []string{r.At.Format(time.DateTime), r.User, r.Name, r.Clinic, r.Person.Display(), r.Purpose, text.AccessAction(string(r.Action)), r.From}
}

func tellAccess(s cli.Streams, rows []accessRow, n int64) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(s.Out, "Ingen har tagit del av det.")
		return err
	}
	t := newTable(accessTitles...)
	for _, r := range rows {
		t.add(r.cells()...)
	}
	if err := t.write(s.Out); err != nil {
		return err
	}
	_, err := fmt.Fprintf(s.Out, "Visar %s av %s rader.\n", text.Number(len(rows)), text.Number(n))
	return err
}
