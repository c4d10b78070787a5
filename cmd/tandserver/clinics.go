package main

import (
	"context"
	"errors"
	"fmt"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/text"
)

// clinicOf is a clinic with its provider.
type clinicOf struct {
	domain.Clinic
	Provider domain.Provider `json:"provider"`
}

// clinicsOf gives all clinics with their providers.
func clinicsOf(tx server.Registry) (list []clinicOf, err error) {
	clinics, err := tx.Clinics()
	if err != nil {
		return nil, err
	}
	all, err := tx.Providers()
	providers := make(map[string]domain.Provider, len(all))
	for _, p := range all {
		providers[p.ID] = p
	}
	for _, c := range clinics {
		list = append(list, clinicOf{c, providers[c.ProviderID]})
	}
	return list, err
}

// account is where a clinic's money goes, as printed.
func account(p domain.Payee) string {
	if p.Number() == "" {
		return "saknas"
	}
	return string(p.Kind) + " " + p.Number()
}

func newClinicTable() *table {
	return newTable("Klinik", "Namn", "Vårdgivare", "Vårdgivarens namn", "Organisationsnummer", "Konto", "Sista dag")
}

func (t *table) clinic(c clinicOf) {
	t.add(c.No, c.Name, c.ProviderID, c.Provider.Name, c.Provider.OrgNumber, account(c.Payee), c.Ends.String())
}

// ListClinicsCmd lists clinics with their providers and accounts.
type ListClinicsCmd struct {
	Database
	Format
}

func (ListClinicsCmd) Help() string {
	return "Exempel:  tandserver list clinics --db sqlite:/var/lib/tandserver/region.db"
}

func (c ListClinicsCmd) Run(ctx context.Context, s cli.Streams) error {
	var list []clinicOf
	if err := c.reading(ctx, s, func(_ opened, tx server.Tx) (err error) {
		list, err = clinicsOf(tx)
		return err
	}); err != nil {
		return err
	}
	t := newClinicTable()
	for _, v := range list {
		t.clinic(v)
	}
	return c.tell(s, list, func() error { return t.tell(s, "Inga kliniker är inlästa.", "") })
}

// ShowClinicCmd shows a clinic with who works there.
type ShowClinicCmd struct {
	Database
	Format
	No string `arg:"" name:"klinik" help:"Klinikens nummer."`
}

func (ShowClinicCmd) Help() string {
	return "Exempel:  tandserver show clinic --db sqlite:/var/lib/tandserver/region.db 3101"
}

// clinicWithUsers is a clinic as show clinic gives it to programs.
type clinicWithUsers struct {
	clinicOf
	Users []server.RollUser `json:"users"`
}

func (c ShowClinicCmd) Run(ctx context.Context, s cli.Streams) error {
	var found *clinicWithUsers
	if err := c.reading(ctx, s, func(_ opened, tx server.Tx) error {
		list, err := clinicsOf(tx)
		if err != nil {
			return err
		}
		users, err := tx.Users()
		found = nil
		for _, v := range list {
			if v.No == c.No {
				found = &clinicWithUsers{v, belonging(users, v.No)}
			}
		}
		return err
	}); err != nil {
		return err
	}
	if found == nil {
		return fmt.Errorf("det finns ingen klinik %s: tandserver list clinics visar vilka som finns", text.Safe(c.No))
	}
	return c.tell(s, found, func() error {
		t, users := newClinicTable(), newUserTable()
		t.clinic(found.clinicOf)
		for _, u := range found.Users {
			users.user(u)
		}
		return errors.Join(t.tell(s, "", "\n"), users.tell(s, "Inga användare.", ""))
	})
}

// belonging are the users of a clinic, present and past.
func belonging(users []server.RollUser, clinic string) []server.RollUser {
	list := []server.RollUser{} // none is an empty list in JSON, not null
	for _, u := range users {
		if u.WorksAt(clinic) {
			list = append(list, u)
		}
	}
	return list
}

// ListUsersCmd lists users with all that they are or were members of.
type ListUsersCmd struct {
	Database
	Format
	Clinic Filled `placeholder:"NR" help:"Bara de som arbetar eller har arbetat på denna klinik."`
}

func (ListUsersCmd) Help() string {
	return "Exempel:  tandserver list users --db sqlite:/var/lib/tandserver/region.db --clinic 3101"
}

func (c ListUsersCmd) Run(ctx context.Context, s cli.Streams) error {
	var users []server.RollUser
	if err := c.reading(ctx, s, func(_ opened, tx server.Tx) (err error) {
		users, err = tx.Users()
		return err
	}); err != nil {
		return err
	}
	if c.Clinic != "" {
		users = belonging(users, string(c.Clinic))
	}
	t := newUserTable()
	for _, u := range users {
		t.user(u)
	}
	return c.tell(s, users, func() error { return t.tell(s, "Inga sådana användare är inlästa.", "") })
}

func newUserTable() *table { return newTable("Användare", "Namn", "Klinik", "Roll", "Från", "Till") }

// user adds a row for each clinic that a user belongs to.
func (t *table) user(u server.RollUser) {
	ids := called(u)
	if len(u.Memberships) == 0 {
		t.add(ids, u.Name, "-", "-", "-", "-")
	}
	for _, m := range u.Memberships {
		t.add(ids, u.Name, m.Clinic, text.Role(m.Role), m.Validity.From.String(), until(m.Validity))
	}
}
