package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/text"
)

// ProvidersCmd is the region's register of providers.
type ProvidersCmd struct {
	List ListProvidersCmd `cmd:"" help:"Lista vårdgivare, alla eller de utan tillstånd från IVO."`
	Show ShowProviderCmd  `cmd:"" help:"Visa en vårdgivare och dess kliniker."`
	Add  ProviderAddCmd   `cmd:"" help:"Lägg till en vårdgivare."`
	End  ProviderEndCmd   `cmd:"" help:"Avsluta alla kliniker hos en vårdgivare efter en dag."`
}

// ListProvidersCmd lists providers; those without a licence for the region's duty to
// report them (tandvårdslagen 15 d §; E7).
type ListProvidersCmd struct {
	Database
	Format
	WithoutLicence bool `help:"Bara kliniker som saknar tillstånd från IVO, eller där ingen vet."`
}

func (ListProvidersCmd) Help() string {
	return `Exempel:  tandserver providers list --db sqlite:/var/lib/tandserver/region.db --without-licence

Privat tandvård kräver tillstånd från IVO sedan 2026-01-01; den som var registrerad före 2025-12-31 får fortsätta till 2029-01-02. Regionen ska anmäla vårdgivare utan tillstånd.`
}

func (c ListProvidersCmd) Run(ctx context.Context, s cli.Streams) error {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	var list []clinicOf
	if err := c.reading(ctx, s, func(_ opened, tx server.Tx) (err error) {
		if list, err = clinicsOf(tx); err != nil || c.WithoutLicence {
			return err
		}
		providers, err := tx.Providers()
		for _, p := range providers {
			if !slices.ContainsFunc(list, func(k clinicOf) bool { return k.ProviderID == p.ID }) {
				list = append(list, clinicOf{domain.Clinic{ProviderID: p.ID}, p}) // without a clinic yet
			}
		}
		return err
	}); err != nil {
		return err
	}
	today := domain.DateOf(clock())
	out := []clinicOf{}
	for _, v := range list {
		if over := !v.Ends.IsZero() && v.Ends.Before(today); !c.WithoutLicence || !over && unlicensed(v.Licence, today) {
			out = append(out, v)
		}
	}
	t := newLicenceTable()
	for _, v := range out {
		t.licence(v)
	}
	return c.tell(s, out, func() error { return t.tell(s, "Inga sådana vårdgivare.", "") })
}

// unlicensed tells whether the region has to ask for, or report, a clinic.
func unlicensed(l domain.Licence, today domain.Date) bool {
	return l.State == domain.LicenceUnknown || l.Missing(today)
}

func newLicenceTable() *table {
	return newTable("Vårdgivare", "Namn", "Organisationsnummer", "Klinik", "Klinikens namn", "Tillstånd", "Omfattning", "Ärende hos IVO")
}

func (t *table) licence(c clinicOf) {
	if c.No == "" {
		t.add(c.ProviderID, c.Provider.Name, c.Provider.OrgNumber, "ingen", "", "", "", "")
		return
	}
	t.add(c.ProviderID, c.Provider.Name, c.Provider.OrgNumber, c.No, c.Name, text.LicenceState(c.Licence.State), c.Licence.Scope, c.Licence.Reference)
}

// ShowProviderCmd shows a provider with its clinics.
type ShowProviderCmd struct {
	Database
	Format
	ID string `arg:"" name:"vårdgivare" help:"Vårdgivaren."`
}

func (ShowProviderCmd) Help() string {
	return "Exempel:  tandserver providers show --db sqlite:/var/lib/tandserver/region.db V1"
}

func (c ShowProviderCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	p, list, err := clinicsOfProvider(ctx, o, c.ID)
	if err != nil {
		return err
	}
	shown := struct {
		domain.Provider
		Clinics []clinicOf `json:"clinics"`
	}{p, append([]clinicOf{}, list...)}
	return c.tell(s, shown, func() error {
		t := newLicenceTable()
		for _, v := range list {
			t.licence(v)
		}
		return t.tell(s, fmt.Sprintf("%s, %s, har inga kliniker.", text.Safe(p.ID), text.Safe(p.Name)), "")
	})
}

// ProviderAddCmd adds a provider.
type ProviderAddCmd struct {
	deskAct
	ID        RegisterNo `arg:"" name:"vårdgivare" help:"Vårdgivarens namn i registret."`
	Name      Filled     `required:"" placeholder:"NAMN" help:"Vårdgivarens namn."`
	OrgNumber Filled     `required:"" placeholder:"NR" help:"Organisationsnummer."`
}

func (ProviderAddCmd) Help() string {
	return "Exempel:  tandserver providers add --db sqlite:/var/lib/tandserver/region.db V1 --name 'Björken AB' --org-number 556016-0680"
}

func (c ProviderAddCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, _ desk.Desk) (what intent, err error) {
		no, err := domain.ParseOrgNumber(string(c.OrgNumber))
		if err != nil {
			return what, errors.New("--org-number är inget organisationsnummer: kontrollera siffrorna")
		}
		p := domain.Provider{ID: string(c.ID), Name: strings.TrimSpace(string(c.Name)), OrgNumber: no}
		says := []string{fmt.Sprintf("Vårdgivare %s, %s, %s.", text.Safe(p.ID), text.Safe(p.Name), no)}
		err = o.Read(ctx, func(tx server.Tx) error {
			all, err := tx.Providers()
			for _, other := range all {
				if other.OrgNumber == no && other.ID != p.ID {
					says = append(says, fmt.Sprintf("Samma organisationsnummer har redan %s, %s: kontrollera att det inte är samma vårdgivare.", text.Safe(other.ID), text.Safe(other.Name)))
				}
			}
			return err
		})
		if err == nil {
			err = wrong(domain.ContactChange{Name: p.Name}.Check())
		}
		return intent{
			says:     says,
			question: "Lägga till den?", done: "Tillagd. Lägg till kliniker med tandserver clinics add.",
			do: func(d desk.Desk) error { return d.AddProvider(ctx, p) }, result: p,
		}, err
	})
}

// ProviderEndCmd ends all clinics of a provider.
type ProviderEndCmd struct {
	deskAct
	ID   Filled `arg:"" name:"vårdgivare" help:"Vårdgivaren."`
	Last Day    `xor:"last" required:"" placeholder:"ÅÅÅÅ-MM-DD" help:"Sista dagen: efter den kan ingen logga in på klinikerna."`
	Undo bool   `xor:"last" required:"" help:"Ta bort klinikernas sista dag: de fortsätter tills vidare."`
}

func (ProviderEndCmd) Help() string {
	return `Exempel:  tandserver providers end --db sqlite:/var/lib/tandserver/region.db V1 --last 2026-12-31

Blev det fel tar --undo bort den sista dagen igen, på alla vårdgivarens kliniker.`
}

func (c ProviderEndCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, d desk.Desk) (what intent, err error) {
		if err := near("--last", c.Last, domain.DateOf(d.Now()), imports.FarEnd); err != nil {
			return what, err
		}
		p, list, err := clinicsOfProvider(ctx, o, string(c.ID))
		var ended []domain.Clinic
		says := []string{fmt.Sprintf("Vårdgivare %s, %s.", text.Safe(p.ID), text.Safe(p.Name))}
		for _, k := range list {
			if was := k.Ends; c.Undo && !was.IsZero() || !c.Undo && (was.IsZero() || was.After(c.Last.Date)) {
				k.Ends = c.Last.Date
				ended = append(ended, k.Clinic)
				says = append(says, becomes([3]string{"Sista dag för " + text.Safe(k.No+" "+k.Name), was.String(), k.Ends.String()})...)
			}
		}
		switch {
		case err != nil:
		case len(ended) == 0 && c.Undo:
			err = errors.New("inget är ändrat: ingen av vårdgivarens kliniker har en sista dag")
		case len(ended) == 0:
			err = errors.New("inget är ändrat: alla vårdgivarens kliniker är redan avslutade till dess")
		}
		if err != nil {
			return what, err
		}
		means, err := endMeans(ctx, o, domain.DateOf(d.Now()), ended...)
		question, done := "Avsluta klinikerna?", "Avslutade. Det som är skickat betalas."
		if c.Undo {
			question, done = "Låta klinikerna fortsätta?", "Ändrat. Klinikerna fortsätter tills vidare."
		}
		return intent{
			says: append(says, means), question: question, done: done,
			do: func(d desk.Desk) error {
				return d.SaveClinics(ctx, desk.VerbProviderEnd, domain.ClinicEnded, ended...)
			}, result: ended,
		}, err
	})
}
