package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/text"
)

// ClinicsCmd is the region's register of clinics.
type ClinicsCmd struct {
	List    ListClinicsCmd   `cmd:"" help:"Lista kliniker och deras vårdgivare."`
	Show    ShowClinicCmd    `cmd:"" help:"Visa en klinik, dess vårdgivare, konto och användare."`
	Add     ClinicAddCmd     `cmd:"" help:"Lägg till en klinik."`
	Contact ClinicContactCmd `cmd:"" help:"Ändra en kliniks namn och kontaktuppgifter."`
	Account ClinicAccountCmd `cmd:"" help:"Ändra kontot som en kliniks utbetalningar går till."`
	Licence ClinicLicenceCmd `cmd:"" help:"Ändra vad som är känt om en kliniks tillstånd från IVO."`
	End     ClinicEndCmd     `cmd:"" help:"Avsluta en klinik efter en dag."`
}

// ClinicAddCmd adds a clinic.
type ClinicAddCmd struct {
	deskAct
	No          RegisterNo `arg:"" name:"klinik" help:"Klinikens nummer."`
	Name        Filled     `required:"" placeholder:"NAMN" help:"Klinikens namn."`
	Provider    Filled     `required:"" placeholder:"ID" help:"Vårdgivaren, som tandserver providers list visar den."`
	Specialists bool       `help:"Kliniken får fakturera specialistkoder."`
	Paraply     bool       `help:"De som arbetar på vårdgivarens alla andra kliniker får samma roll här."`
}

func (ClinicAddCmd) Help() string {
	return `Exempel:  tandserver clinics add --db sqlite:/var/lib/tandserver/region.db 3101 --name Björkens --provider V1

Ingen får rätt till den nya kliniken av sig själv: de som arbetar på vårdgivarens alla andra kliniker nämns, och läggs till med --paraply.`
}

func (c ClinicAddCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, d desk.Desk) (what intent, err error) {
		p, others, err := clinicsOfProvider(ctx, o, string(c.Provider))
		if err != nil {
			return what, err
		}
		joining, err := paraplyUsers(ctx, o, others, domain.DateOf(d.Now()))
		if err != nil {
			return what, err
		}
		says := sayJoining(joining, c.Paraply)
		if !c.Paraply {
			joining = nil
		}
		clinic := domain.Clinic{No: string(c.No), Name: string(c.Name), ProviderID: p.ID, Specialists: c.Specialists}
		return intent{
			says:     append([]string{fmt.Sprintf("Klinik %s, %s, hos %s.", text.Safe(clinic.No), text.Safe(clinic.Name), text.Safe(p.Name))}, says...),
			question: "Lägga till den?", done: "Tillagd. Ange konto med tandserver clinics account, och användare med tandserver users add.",
			do: func(d desk.Desk) error { return d.AddClinic(ctx, clinic, joining...) }, result: clinic,
		}, wrong(domain.ContactChange{Name: clinic.Name}.Check())
	})
}

// changing shows what a change of a clinic's data would be, asks, and saves it; change is
// told what day it is.
func (a deskAct) changing(ctx context.Context, s cli.Streams, no, verb string, act domain.ClinicAct, question string, change func(*domain.Clinic, domain.Date) ([]string, error)) error {
	return a.carry(ctx, s, func(o opened, d desk.Desk) (what intent, err error) {
		c, err := clinicNamed(ctx, o, no)
		if err != nil {
			return what, err
		}
		after := c.Clinic
		lines, err := change(&after, domain.DateOf(d.Now()))
		if err == nil && after == c.Clinic {
			err = errors.New("inget är ändrat: allt är redan så")
		}
		says := append([]string{fmt.Sprintf("Klinik %s, %s, hos %s.", text.Safe(c.No), text.Safe(c.Name), text.Safe(c.Provider.Name))}, lines...)
		return intent{
			says: says, question: question, done: "Ändrat. Kliniken ser det inom ett par sekunder.",
			do: func(d desk.Desk) error { return d.SaveClinics(ctx, verb, act, after) }, result: after,
		}, err
	})
}

// ClinicContactCmd changes contact details; what is not named is as it was.
type ClinicContactCmd struct {
	deskAct
	No      Filled  `arg:"" name:"klinik" help:"Klinikens nummer."`
	Name    *string `placeholder:"NAMN" help:"Klinikens namn."`
	Address *string `placeholder:"ADRESS" help:"Gata eller box."`
	PostNo  *string `name:"post-no" placeholder:"NR" help:"Postnummer."`
	Town    *string `placeholder:"ORT" help:"Ort."`
	Phone   *string `placeholder:"NR" help:"Telefon."`
	Email   *string `placeholder:"ADRESS" help:"E-post."`
	Person  *string `placeholder:"NAMN" help:"Kontaktperson."`
}

func (ClinicContactCmd) Help() string {
	return `Exempel:  tandserver clinics contact --db sqlite:/var/lib/tandserver/region.db 3101 --phone '031-123 45'

Det som inte nämns är som det var.`
}

func (c ClinicContactCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.changing(ctx, s, string(c.No), desk.VerbClinicContact, domain.ClinicContacted, "Ändra uppgifterna?", func(k *domain.Clinic, _ domain.Date) ([]string, error) {
		was := *k
		for from, to := range map[*string]*string{
			c.Name: &k.Name, c.Address: &k.Contact.Address, c.PostNo: &k.Contact.PostNo, c.Town: &k.Contact.Town,
			c.Phone: &k.Contact.Phone, c.Email: &k.Contact.Email, c.Person: &k.Contact.Person,
		} {
			if from != nil {
				*to = *from
			}
		}
		k.Contact = k.Contact.Trimmed()
		return becomes(
			[3]string{"Namn", was.Name, k.Name}, [3]string{"Adress", was.Contact.Address, k.Contact.Address},
			[3]string{"Postnummer", was.Contact.PostNo, k.Contact.PostNo}, [3]string{"Ort", was.Contact.Town, k.Contact.Town},
			[3]string{"Telefon", was.Contact.Phone, k.Contact.Phone}, [3]string{"E-post", was.Contact.Email, k.Contact.Email},
			[3]string{"Kontaktperson", was.Contact.Person, k.Contact.Person},
		), wrong(domain.ContactChange{Name: k.Name, Contact: k.Contact}.Check())
	})
}

// ClinicAccountCmd changes where a clinic's payouts go.
type ClinicAccountCmd struct {
	deskAct
	No       Filled `arg:"" name:"klinik" help:"Klinikens nummer."`
	Bankgiro Filled `xor:"giro" required:"" placeholder:"NR" help:"Bankgironummer."`
	Plusgiro Filled `xor:"giro" required:"" placeholder:"NR" help:"Plusgironummer."`
	Payee    Filled `required:"" placeholder:"NAMN" help:"Mottagarens namn, som banken vill ha det."`
	Town     Filled `required:"" placeholder:"ORT" help:"Mottagarens ort."`
	Country  string `placeholder:"SE" help:"Mottagarens land, två bokstäver; annars Sverige."`
}

func (ClinicAccountCmd) Help() string {
	return `Exempel:  tandserver clinics account --db sqlite:/var/lib/tandserver/region.db 3101 --bankgiro 5050-1055 --payee 'Björken AB' --town Göteborg

Kontrollsiffran kontrolleras. Körningar som redan är stängda betalas till det gamla kontot.`
}

func (c ClinicAccountCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.changing(ctx, s, string(c.No), desk.VerbClinicAccount, domain.ClinicAccount, "Betala dit i fortsättningen?", func(k *domain.Clinic, _ domain.Date) ([]string, error) {
		kind, number := domain.Bankgiro, string(c.Bankgiro)
		if c.Plusgiro != "" {
			kind, number = domain.Plusgiro, string(c.Plusgiro)
		}
		digits, err := domain.ParseGiro(kind, number)
		if err != nil {
			return nil, fmt.Errorf("%s är inget %snummer: kontrollsiffran eller längden stämmer inte", text.Safe(number), kind)
		}
		country, ok := domain.CountryCode(c.Country)
		switch {
		case !ok:
			return nil, errors.New("--country skrivs med två bokstäver, som SE")
		case !bank.FitsName(string(c.Payee)) || !bank.FitsTown(string(c.Town)):
			return nil, errors.New("banken kan inte skriva mottagarens namn eller ort: " + text.PayeeFits())
		}
		was := k.Payee
		k.Payee = domain.Payee{Kind: kind, Digits: digits, Name: strings.TrimSpace(string(c.Payee)), Town: strings.TrimSpace(string(c.Town)), Country: country}.Beside(was)
		return becomes(
			[3]string{"Konto", account(was), account(k.Payee)}, [3]string{"Mottagare", was.Name, k.Payee.Name},
			[3]string{"Ort", was.Town, k.Payee.Town}, [3]string{"Land", was.Land(), k.Payee.Land()},
		), nil
	})
}

// ClinicLicenceCmd changes what is known of a clinic's licence (E7).
type ClinicLicenceCmd struct {
	deskAct
	No        Filled `arg:"" name:"klinik" help:"Klinikens nummer."`
	State     Filled `required:"" placeholder:"LÄGE" enum:"licensed,transition,applied,none,exempt" help:"licensed: har tillstånd. transition: får fortsätta till 2029-01-02. applied: har sökt. none: har inget. exempt: behöver inget."`
	Scope     string `placeholder:"TEXT" help:"Vad tillståndet omfattar."`
	Reference string `placeholder:"NR" help:"IVO:s ärendenummer."`
	From      Day    `placeholder:"ÅÅÅÅ-MM-DD" help:"Första dagen."`
}

func (ClinicLicenceCmd) Help() string {
	return `Exempel:  tandserver clinics licence --db sqlite:/var/lib/tandserver/region.db 3101 --state licensed --scope allmäntandvård --from 2026-03-01

Saknas tillståndet varnas kliniken. Ingen betalning stoppas för det. tandserver providers list --without-licence visar vilka regionen ska anmäla.`
}

func (c ClinicLicenceCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.changing(ctx, s, string(c.No), desk.VerbClinicLicence, domain.ClinicLicence, "Ändra tillståndet?", func(k *domain.Clinic, today domain.Date) ([]string, error) {
		if err := near("--from", c.From, today, imports.FarStart); err != nil {
			return nil, err
		}
		was := k.Licence
		k.Licence = domain.Licence{State: domain.LicenceState(c.State), Scope: c.Scope, Reference: c.Reference, From: c.From.Date}
		return becomes(
			[3]string{"Tillstånd", text.LicenceState(was.State), text.LicenceState(k.Licence.State)}, [3]string{"Omfattning", was.Scope, k.Licence.Scope},
			[3]string{"Ärende hos IVO", was.Reference, k.Licence.Reference}, [3]string{"Från", was.From.String(), k.Licence.From.String()},
		), wrong(domain.LicenceChange{Licence: k.Licence}.Check())
	})
}

// ClinicEndCmd ends a clinic.
type ClinicEndCmd struct {
	deskAct
	No   Filled `arg:"" name:"klinik" help:"Klinikens nummer."`
	Last Day    `xor:"last" required:"" placeholder:"ÅÅÅÅ-MM-DD" help:"Sista dagen: efter den kan ingen logga in där."`
	Undo bool   `xor:"last" required:"" help:"Ta bort den sista dagen: kliniken fortsätter tills vidare."`
}

func (ClinicEndCmd) Help() string {
	return `Exempel:  tandserver clinics end --db sqlite:/var/lib/tandserver/region.db 3101 --last 2026-12-31

Blev det fel tar --undo bort den sista dagen igen.`
}

func (c ClinicEndCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, d desk.Desk) (what intent, err error) {
		if err := near("--last", c.Last, domain.DateOf(d.Now()), imports.FarEnd); err != nil {
			return what, err
		}
		k, err := clinicNamed(ctx, o, string(c.No))
		if err != nil {
			return what, err
		}
		switch {
		case k.Ends == c.Last.Date && c.Undo:
			return what, errors.New("inget är ändrat: kliniken har ingen sista dag")
		case k.Ends == c.Last.Date:
			return what, errors.New("inget är ändrat: allt är redan så")
		}
		after := k.Clinic
		after.Ends = c.Last.Date
		says := append([]string{fmt.Sprintf("Klinik %s, %s, hos %s.", text.Safe(k.No), text.Safe(k.Name), text.Safe(k.Provider.Name))},
			becomes([3]string{"Sista dag", k.Ends.String(), after.Ends.String()})...)
		means, err := endMeans(ctx, o, domain.DateOf(d.Now()), after)
		question := "Avsluta den?"
		if c.Undo {
			question = "Låta den fortsätta?"
		}
		return intent{
			says: append(says, means), question: question, done: "Ändrat. Kliniken ser det inom ett par sekunder.",
			do: func(d desk.Desk) error {
				return d.SaveClinics(ctx, desk.VerbClinicEnd, domain.ClinicEnded, after)
			}, result: after,
		}, err
	})
}

// endMeans says what it means that clinics end, or do not: who is shut out, and when,
// or let in.
func endMeans(ctx context.Context, o opened, today domain.Date, clinics ...domain.Clinic) (says string, err error) {
	working := 0
	err = o.Read(ctx, func(tx server.Tx) error {
		users, err := tx.Users()
		working = 0
		for _, u := range users {
			at := func(m server.RollMembership) bool {
				return m.Validity.Contains(today) && slices.ContainsFunc(clinics, func(c domain.Clinic) bool { return c.No == m.Clinic })
			}
			if slices.ContainsFunc(u.Memberships, at) {
				working++
			}
		}
		return err
	})
	who := text.Count(working, "användare", "användare")
	switch end := clinics[0].Ends; {
	case end.IsZero():
		return "Den som arbetar där kan logga in tills vidare: " + who + ".", err
	case end.Before(today):
		says = "Den dagen har varit: ingen kan logga in där från och med nu"
	default:
		says = "Efter den dagen kan ingen logga in där"
	}
	return says + "; där arbetar " + who + ". Det som är skickat betalas.", err
}
