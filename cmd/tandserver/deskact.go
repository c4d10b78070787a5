package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// deskAct is what the verbs that change providers, clinics, users or messages have in
// common.
type deskAct struct {
	Database
	Who
	Format
	Yes bool `help:"Gör det utan att fråga."`
}

// intent is what a verb would do, to be looked at before it is done.
type intent struct {
	says     []string // what it is about
	question string
	do       func(desk.Desk) error
	done     string
	more     func() string // what is known only once it is done; nil: nothing
	result   any           // with --json
}

// carry shows what a verb would do, asks, and does it.
func (a deskAct) carry(ctx context.Context, s cli.Streams, plan func(opened, desk.Desk) (intent, error)) (err error) {
	o, err := a.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	d, err := a.desk(o)
	if err != nil {
		return err
	}
	what, err := plan(o, d)
	if err != nil {
		return err
	}
	says := s.Out
	if a.JSON {
		says = s.Err // what is asked is no part of the answer
	}
	if _, err := fmt.Fprintln(says, strings.Join(what.says, "\n")); err != nil {
		return err
	}
	if err := confirm(cli.Streams{In: s.In, Out: says, Err: s.Err}, what.question, a.Yes, "--yes"); err != nil {
		return err
	}
	if err := what.do(d); err != nil {
		return err
	}
	return a.tell(s, what.result, func() error {
		if what.more != nil {
			what.done = strings.TrimSpace(what.done + " " + what.more())
		}
		_, err := fmt.Fprintln(s.Out, what.done)
		return err
	})
}

// clinicNamed reads a clinic with its provider.
func clinicNamed(ctx context.Context, o opened, no string) (c clinicOf, err error) {
	err = o.Read(ctx, func(tx server.Tx) error {
		list, err := clinicsOf(tx)
		for _, one := range list {
			if one.No == no {
				c = one
			}
		}
		return err
	})
	if err == nil && c.No == "" {
		err = noClinic(no)
	}
	return c, err
}

func noClinic(no string) error {
	return fmt.Errorf("det finns ingen klinik %s: tandserver clinics list visar vilka som finns", text.Safe(no))
}

// clinicsOfProvider reads a provider with its clinics.
func clinicsOfProvider(ctx context.Context, o opened, id string) (p domain.Provider, list []clinicOf, err error) {
	err = o.Read(ctx, func(tx server.Tx) error {
		list = nil
		all, err := clinicsOf(tx)
		for _, c := range all {
			if c.ProviderID == id {
				list = append(list, c)
			}
		}
		if err != nil {
			return err
		}
		providers, err := tx.Providers()
		for _, one := range providers {
			if one.ID == id {
				p = one
			}
		}
		return err
	})
	if err == nil && p.ID == "" {
		err = fmt.Errorf("det finns ingen vårdgivare %s: tandserver providers list visar vilka som finns", text.Safe(id))
	}
	return p, list, err
}

// wrong gives the first fault of what was typed as a sentence.
func wrong(faults []domain.Fault) error {
	if len(faults) == 0 {
		return nil
	}
	return errors.New(text.Why(faults[0].Why).String())
}

// near refuses a day further ahead than a file for import may have it: a year that far
// off is a slip of the finger.
func near(flag string, day Day, today domain.Date, years int) error {
	if day.IsZero() || !day.After(today.AddMonths(12*years)) {
		return nil
	}
	return fmt.Errorf("%s %s ligger mer än %d år framåt: kontrollera året", flag, day, years)
}

// becomes are lines that tell what is otherwise: "Telefon: 031-1 blir 031-2".
func becomes(list ...[3]string) (lines []string) {
	for _, c := range list {
		if c[1] != c[2] {
			lines = append(lines, fmt.Sprintf("%s: %s blir %s", c[0], orDash(c[1]), orDash(c[2])))
		}
	}
	return lines
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return text.Safe(s)
}
