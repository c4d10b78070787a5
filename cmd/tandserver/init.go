package main

import (
	"context"
	"errors"
	"fmt"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/sqlstore"
)

// InitCmd makes a region's database. No other verb makes one, so that a mistyped
// name is heard of.
type InitCmd struct {
	Database
	Who
}

func (InitCmd) Help() string {
	return "Exempel:  tandserver init --db sqlite:/var/lib/tandserver/region.db --region vgr"
}

func (c InitCmd) Run(ctx context.Context, s cli.Streams) error {
	profile, _, err := c.given()
	if err != nil {
		return err
	}
	if profile == nil {
		return errors.New("säg vilken region databasen är för: --region vgr, --region varmland eller --region-profile FIL")
	}
	by, err := actor(c.As)
	if err != nil {
		return err
	}
	store, err := sqlstore.Create(ctx, c.DB, profile.ID)
	if err != nil {
		return err
	}
	err = note(ctx, store, by, server.DeskAct{Verb: "init", About: profile.ID})
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "Databasen är gjord, för %s. Läs in kliniker, användare och patienter med tandserver import.\n", profile.Name)
	return err
}
