package main

import (
	"context"
	"errors"
	"fmt"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// ContactCmd is whom clinics call (E3).
type ContactCmd struct {
	Show ContactShowCmd `cmd:"" help:"Visa vem klinikerna ska ringa."`
	Set  ContactSetCmd  `cmd:"" help:"Ändra vem klinikerna ska ringa, i stället för det som står i profilen."`
}

// ContactShowCmd shows the contact.
type ContactShowCmd struct {
	Database
	Format
}

func (ContactShowCmd) Help() string {
	return "Exempel:  tandserver contact show --db sqlite:/var/lib/tandserver/region.db"
}

func (c ContactShowCmd) Run(ctx context.Context, s cli.Streams) error {
	var now domain.Contact
	if err := c.reading(ctx, s, func(o opened, tx server.Tx) (err error) {
		now, err = server.ContactNow(tx, o.profile)
		return err
	}); err != nil {
		return err
	}
	return c.tell(s, now, func() error {
		_, err := fmt.Fprintf(s.Out, "Namn: %s\nTelefon: %s\nE-post: %s\nTider: %s\nAtt uppge: %s\n",
			text.Safe(now.Name), text.Safe(now.Phone), text.Safe(now.Email), text.Safe(now.Hours), text.Safe(now.State))
		return err
	})
}

// ContactSetCmd changes the contact; what is not named is as it was.
type ContactSetCmd struct {
	deskAct
	Name  *string `placeholder:"NAMN" help:"Vem man ringer."`
	Phone *string `placeholder:"NR" help:"Telefon."`
	Email *string `placeholder:"ADRESS" help:"E-post."`
	Hours *string `placeholder:"TIDER" help:"När man kan ringa."`
	State *string `placeholder:"VAD" help:"Vad man ska uppge."`
}

func (ContactSetCmd) Help() string {
	return `Exempel:  tandserver contact set --db sqlite:/var/lib/tandserver/region.db --hours 'vardagar 8–12'

Det som inte nämns är som det var. Klinikernas program visar det efter nästa inloggning.`
}

func (c ContactSetCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, _ desk.Desk) (what intent, err error) {
		var was domain.Contact
		if err := o.Read(ctx, func(tx server.Tx) (err error) {
			was, err = server.ContactNow(tx, o.profile)
			return err
		}); err != nil {
			return what, err
		}
		is := was
		for from, to := range map[*string]*string{c.Name: &is.Name, c.Phone: &is.Phone, c.Email: &is.Email, c.Hours: &is.Hours, c.State: &is.State} {
			if from != nil {
				*to = *from
			}
		}
		switch {
		case is == was:
			return what, errors.New("inget är ändrat: säg vad som ska ändras, t.ex. --hours")
		case is.Name == "":
			return what, errors.New("--name: är tomt: skriv vem man ringer")
		}
		if err := wrong(is.Check()); err != nil {
			return what, err
		}
		return intent{
			says: becomes(
				[3]string{"Namn", was.Name, is.Name}, [3]string{"Telefon", was.Phone, is.Phone}, [3]string{"E-post", was.Email, is.Email},
				[3]string{"Tider", was.Hours, is.Hours}, [3]string{"Att uppge", was.State, is.State},
			),
			question: "Ändra det?", done: "Ändrat. Klinikernas program visar det efter nästa inloggning.",
			do: func(d desk.Desk) error { return d.SetContact(ctx, is) }, result: is,
		}, nil
	})
}
