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

// UserRoleCmd gives somebody another role where she works.
type UserRoleCmd struct {
	deskAct
	User       string `arg:"" name:"användare" help:"HSA-id, eller ANV- och användarens nummer."`
	Role       Filled `required:"" placeholder:"ROLL" enum:"user,contact,reader" help:"user: fakturerare. contact: klinikkontakt. reader: läsare."`
	Clinic     Filled `xor:"where" required:"" placeholder:"NR" help:"Kliniken."`
	Everywhere bool   `xor:"where" required:"" help:"Alla kliniker där användaren arbetar."`
}

func (UserRoleCmd) Help() string {
	return `Exempel:  tandserver users role --db sqlite:/var/lib/tandserver/region.db SE2321000131-A001 --clinic 3101 --role contact

Gäller genast, utan att användaren loggar in igen.`
}

func (c UserRoleCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, d desk.Desk) (what intent, err error) {
		u, err := userNamed(ctx, o, c.User)
		if err != nil {
			return what, err
		}
		role, today := domain.Role(c.Role), domain.DateOf(d.Now())
		var changed []server.RollMembership
		var lowered []string // clinics with a klinikkontakt less
		there := false
		says := []string{fmt.Sprintf("%s, %s:", text.Safe(called(u)), text.Safe(u.Name))}
		for _, m := range u.Memberships {
			if over := !m.Validity.To.IsZero() && m.Validity.To.Before(today); over || !c.Everywhere && m.Clinic != string(c.Clinic) {
				continue
			}
			if there = true; m.Role == role {
				continue
			}
			if changed = append(changed, m); m.Role == domain.RoleContact {
				lowered = append(lowered, m.Clinic)
			}
			says = append(says, becomes([3]string{"Klinik " + text.Safe(m.Clinic), text.Role(m.Role), text.Role(role)})...)
		}
		switch {
		case !there:
			return what, errors.New("användaren arbetar inte där: tandserver users show visar var")
		case len(changed) == 0:
			return what, errors.New("inget är ändrat: allt är redan så")
		}
		warns, err := withoutContact(ctx, o, today, u.ID, lowered)
		return intent{
			says: append(says, warns...), question: "Ändra rollen?", done: "Ändrat. Det gäller från och med nu.",
			do: func(d desk.Desk) error { return d.SetRole(ctx, u.ID, role, changed...) }, result: changed,
		}, err
	})
}
