package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/internal/text"
)

// BackupCmd makes a backup while a server serves the database.
type BackupCmd struct {
	DB   string `name:"db" required:"" placeholder:"sqlite:FIL" help:"Regionens databas."`
	File string `arg:"" name:"fil" help:"Säkerhetskopian; den får inte finnas."`
}

func (BackupCmd) Help() string {
	return `Exempel:  tandserver backup --db sqlite:/var/lib/tandserver/region.db /backup/region-2026-12-01.db

Kopian är databasen som den var i ett ögonblick, och läses igenom innan den får sitt namn. Servern behöver inte stoppas. ` +
		`Kopiera inte databasen på annat sätt: det senaste ligger i filer bredvid. Kopian innehåller personuppgifter.`
}

func (c BackupCmd) Run(ctx context.Context, s cli.Streams) error {
	r, err := sqlstore.Backup(ctx, c.DB, c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "Säkerhetskopian %s är klar och hel: %s.\n", c.File, holds(r))
	return err
}

// scheme begins the name of a database on the command line.
const scheme = "sqlite:"

// VerifyCmd reads a database or a backup through.
type VerifyCmd struct {
	File string `arg:"" name:"fil" help:"Databas eller säkerhetskopia; sqlite:FIL går också."`
}

func (VerifyCmd) Help() string {
	return `Exempel:  tandserver verify /backup/region-2026-12-01.db

Läser igenom hela filen och ändrar inget. Det går också medan servern är igång.`
}

func (c VerifyCmd) Run(ctx context.Context, s cli.Streams) error {
	name := strings.TrimPrefix(c.File, scheme)
	r, err := sqlstore.Inspect(ctx, name)
	if domain.CodeOf(err) == sqlstore.CodeMissing {
		return fmt.Errorf("filen %s finns inte: kontrollera namnet", text.Safe(name))
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "%s är hel: %s.\n", text.Safe(name), holds(r))
	return err
}

// RestoreCmd puts a backup in the database's place.
type RestoreCmd struct {
	DB   string `name:"db" required:"" placeholder:"sqlite:FIL" help:"Regionens databas; den får saknas eller vara skadad."`
	File string `arg:"" optional:"" name:"fil" type:"existingfile" help:"Säkerhetskopian som ska läggas tillbaka."`
	Here bool   `help:"Databasen är redan återställd tillsammans med sin vittnesfil, som när hela datorn lagts tillbaka."`
	Yes  bool   `help:"Lägg tillbaka utan att fråga."`
	Who
}

func (RestoreCmd) Help() string {
	return `Exempel:  tandserver restore --db sqlite:/var/lib/tandserver/region.db /backup/region-2026-12-01.db

Stoppa servern först. Det som låg där sparas under ett annat namn. Efteråt börjar numren om ovanför alla som har getts, klinikernas program hämtar allt på nytt, ` +
		`och det som saknas i kopian kan de sända igen. Läggs en kopia tillbaka på annat sätt märker programmet det nästa gång det öppnar databasen, så länge vittnesfilen bredvid (.witness) är kvar.`
}

// Validate asks for one of the two: an empty argument is not a wish.
func (c RestoreCmd) Validate() error {
	if (c.File == "") != c.Here {
		return errors.New("säg antingen vilken säkerhetskopia som ska läggas tillbaka, eller --here")
	}
	return nil
}

func (c RestoreCmd) Run(ctx context.Context, s cli.Streams) error {
	by, err := actor(c.As)
	if err != nil {
		return err
	}
	act := server.DeskAct{Verb: "restore", About: "--here"}
	if !c.Here {
		act.About = ""
		if act.Digest, err = digest(c.File); err != nil {
			return err
		}
	}
	question := "Räkna databasen som en äldre kopia?"
	if !c.Here {
		if err := c.preview(ctx, s); err != nil {
			return err
		}
		question = "Lägga tillbaka säkerhetskopian?"
	}
	if err := confirm(s, question, c.Yes, "--yes"); err != nil {
		return err
	}
	if err := c.do(ctx, s); err != nil {
		return err
	}
	store, err := sqlstore.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	err = errors.Join(note(ctx, store, by, act), tellOlder(s, store.Older()), store.Close())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(s.Out, "Databasen är återställd. Starta servern.")
	return err
}

func (c RestoreCmd) do(ctx context.Context, s cli.Streams) error {
	if c.Here {
		return sqlstore.Renew(ctx, c.DB)
	}
	kept, err := sqlstore.Restore(ctx, c.DB, c.File, time.Now())
	if err == nil && kept != "" {
		_, err = fmt.Fprintf(s.Out, "Det som låg där är sparat som %s.\n", kept)
	}
	return err
}

// preview says what the backup holds, and what is there now.
func (c RestoreCmd) preview(ctx context.Context, s cli.Streams) error {
	r, err := sqlstore.Inspect(ctx, c.File)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(s.Out, "Säkerhetskopian: %s.\n", holds(r)); err != nil {
		return err
	}
	now, err := sqlstore.Inspect(ctx, strings.TrimPrefix(c.DB, scheme))
	says := "Databasen i dag: " + holds(now) + "."
	switch {
	case domain.CodeOf(err) == sqlstore.CodeMissing:
		says = "Någon databas finns inte i dag."
	case err != nil:
		says = "Databasen i dag kan inte läsas: " + explain(err)
	case now.Region != "" && r.Region != "" && now.Region != r.Region:
		return fmt.Errorf("säkerhetskopian hör till regionen %s, databasen till %s: inget är ändrat", r.Region, now.Region)
	}
	_, err = fmt.Fprintln(s.Out, says)
	return err
}

// holds is what a report says, in words.
func holds(r sqlstore.Report) string {
	if r.Invoices == 0 {
		return "inga fakturor"
	}
	came := r.LastCame
	if clock, err := swedishClock(); err == nil {
		came = came.In(clock().Location())
	}
	says := fmt.Sprintf("%s, högsta Vår referens %d, den senaste inkom %s", text.Count(int(r.Invoices), "faktura", "fakturor"), r.LastRef, came.Format("2006-01-02 15:04"))
	if r.Payouts == 0 {
		return says + ", inga utbetalningar"
	}
	return says + fmt.Sprintf(", %s, den senaste %s", text.Count(int(r.Payouts), "utbetalning", "utbetalningar"), r.LastPaid)
}
