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

// UsersCmd is the region's register of users.
type UsersCmd struct {
	List ListUsersCmd `cmd:"" help:"Lista användare och var de arbetar."`
	Show ShowUserCmd  `cmd:"" help:"Visa en användare och var den arbetar."`
	Add  UserAddCmd   `cmd:"" help:"Låt någon arbeta på en klinik, eller på alla en vårdgivares kliniker."`
	Role UserRoleCmd  `cmd:"" help:"Ändra någons roll på en klinik, eller överallt."`
	End  UserEndCmd   `cmd:"" help:"Avsluta någons arbete på en klinik, eller överallt."`
}

// UserAddCmd adds a user to a clinic or, as a paraply, to all of a provider's.
type UserAddCmd struct {
	deskAct
	Clinic   Filled `xor:"where" required:"" placeholder:"NR" help:"Kliniken."`
	Provider Filled `xor:"where" required:"" placeholder:"ID" help:"Alla vårdgivarens kliniker (paraply)."`
	Role     Filled `required:"" placeholder:"ROLL" enum:"user,contact,reader" help:"user: fakturerare. contact: klinikkontakt. reader: läsare."`
	First    Filled `required:"" placeholder:"NAMN" help:"Förnamn."`
	Last     Filled `required:"" placeholder:"NAMN" help:"Efternamn."`
	HSAID    Filled `name:"hsa-id" placeholder:"HSA-ID" help:"För den som loggar in med SITHS-kort. Utan det frågas efter personnummer, för BankID."`
	Email    string `placeholder:"ADRESS" help:"E-post."`
	Phone    string `placeholder:"NR" help:"Telefon."`
	Mobile   string `placeholder:"NR" help:"Mobiltelefon."`
}

func (UserAddCmd) Help() string {
	return `Exempel:  tandserver users add --db sqlite:/var/lib/tandserver/region.db --clinic 3101 --role contact --first Cecilia --last Holm --hsa-id SE2321000131-A001

En ny klinik behöver en klinikkontakt: hon lägger sedan själv till de andra. Personnummer skrivs aldrig på kommandoraden: kommandot frågar efter det.`
}

func (c UserAddCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, d desk.Desk) (what intent, err error) {
		details := domain.UserDetails{
			First: string(c.First), Last: string(c.Last), HSAID: string(c.HSAID), Email: c.Email, Phone: c.Phone, Mobile: c.Mobile, Role: domain.Role(c.Role),
		}
		today := domain.DateOf(d.Now())
		if details.HSAID == "" {
			if details.Person, err = askPerson(s, today); err != nil {
				return what, err
			}
		}
		if err := wrong(details.Check(o.profile.Logins, false)); err != nil {
			return what, err
		}
		clinics, names, says, err := c.where(ctx, o, details, today)
		if err != nil {
			return what, err
		}
		var user int64
		return intent{
			says:     append([]string{fmt.Sprintf("%s blir %s på %s.", text.Safe(details.Name()), text.Role(details.Role), names)}, says...),
			question: "Lägga till användaren?", done: "Tillagd. Inloggningen fungerar från och med nu.",
			do: func(d desk.Desk) (err error) {
				user, err = d.AddUser(ctx, details, clinics...)
				return err
			}, result: clinics,
			more: func() string {
				if details.HSAID != "" {
					return ""
				}
				return "Användaren heter " + server.UserNo(user) + "."
			},
		}, nil
	})
}

// where gives the clinics that go on, what they are called, and what is to be known of
// the others. Somebody who works at one of a provider's clinics goes on as there.
func (c UserAddCmd) where(ctx context.Context, o opened, details domain.UserDetails, today domain.Date) (nos []string, names string, says []string, err error) {
	over := func(k clinicOf) bool { return !k.Ends.IsZero() && k.Ends.Before(today) }
	if c.Clinic != "" {
		k, err := clinicNamed(ctx, o, string(c.Clinic))
		if err == nil && over(k) {
			err = fmt.Errorf("klinik %s är avslutad sedan %s: ingen kan logga in där", text.Safe(k.No), k.Ends)
		}
		return []string{k.No}, text.Safe(k.No + " " + k.Name), nil, err
	}
	p, list, err := clinicsOfProvider(ctx, o, string(c.Provider))
	if err != nil {
		return nil, "", nil, err
	}
	there := map[string]domain.Role{} // of somebody with that HSA-id
	if details.HSAID != "" {
		u, err := userNamed(ctx, o, details.HSAID)
		if err != nil && !errors.Is(err, errNoUser) {
			return nil, "", nil, err
		}
		for _, m := range u.Memberships {
			if m.Validity.Contains(today) {
				there[m.Clinic] = m.Role
			}
		}
	}
	var called []string
	for _, k := range list {
		switch role := there[k.No]; {
		case over(k):
		case role != "":
			says = append(says, fmt.Sprintf("På %s arbetar användaren redan, som %s: det är som det var.", text.Safe(k.No+" "+k.Name), text.Role(role)))
		default:
			nos, called = append(nos, k.No), append(called, text.Safe(k.No+" "+k.Name))
		}
	}
	switch {
	case len(nos) > 0:
	case len(says) > 0:
		err = errors.New("användaren arbetar redan på alla vårdgivarens kliniker")
	default:
		err = fmt.Errorf("%s har ingen klinik: lägg till en med tandserver clinics add", text.Safe(p.Name))
	}
	return nos, strings.Join(called, ", "), says, err
}

// UserEndCmd ends somebody's work.
type UserEndCmd struct {
	deskAct
	User       string `arg:"" name:"användare" help:"HSA-id, eller ANV- och användarens nummer."`
	Clinic     Filled `xor:"where" required:"" placeholder:"NR" help:"Kliniken."`
	Everywhere bool   `xor:"where" required:"" help:"Alla kliniker."`
}

func (UserEndCmd) Help() string {
	return `Exempel:  tandserver users end --db sqlite:/var/lib/tandserver/region.db SE2321000131-A001 --everywhere

Gäller genast: kortet slutar fungera inom en minut. Det som användaren har registrerat behåller namnet.`
}

func (c UserEndCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, d desk.Desk) (what intent, err error) {
		u, err := userNamed(ctx, o, c.User)
		if err != nil {
			return what, err
		}
		var clinics, says []string
		today := domain.DateOf(d.Now())
		for _, m := range u.Memberships {
			over := !m.Validity.To.IsZero() && m.Validity.To.Before(today)
			if !over && (c.Everywhere || m.Clinic == string(c.Clinic)) {
				clinics, says = append(clinics, m.Clinic), append(says, m.Clinic+" ("+text.Role(m.Role)+")")
			}
		}
		if len(clinics) == 0 {
			return what, errors.New("användaren arbetar inte där: tandserver users show visar var")
		}
		lines, err := withoutContact(ctx, o, today, u.ID, clinics)
		if err != nil {
			return what, err
		}
		waits, err := waitsAt(ctx, o, u.ID, clinics)
		if err != nil {
			return what, err
		}
		lines = append(lines, waits...)
		return intent{
			says:     append([]string{fmt.Sprintf("%s arbetar inte längre på: %s.", text.Safe(u.Name), strings.Join(says, ", "))}, lines...),
			question: "Avsluta nu?", done: "Avslutat. Inloggningen slutar fungera inom en minut.",
			do: func(d desk.Desk) error { return d.EndUser(ctx, u.ID, clinics...) }, result: clinics,
		}, nil
	})
}

// waitsAt warns of what waits in a user's outbox for clinics, as her program told last.
func waitsAt(ctx context.Context, o opened, user int64, clinics []string) (says []string, err error) {
	err = o.Read(ctx, func(tx server.Tx) error {
		says = nil
		for _, no := range clinics {
			n, err := tx.Waiting(user, no)
			if err != nil {
				return err
			}
			if n > 0 {
				says = append(says, fmt.Sprintf("I användarens utkorg väntar %s för klinik %s: det skickas inte efter avslutet.", text.Count(n, "ärende", "ärenden"), text.Safe(no)))
			}
		}
		return nil
	})
	return says, err
}

// withoutContact warns of clinics that would have no klinikkontakt without a user.
func withoutContact(ctx context.Context, o opened, today domain.Date, user int64, clinics []string) (says []string, err error) {
	contacts := map[string]bool{} // by clinic: whether another stays
	err = o.Read(ctx, func(tx server.Tx) error {
		users, err := tx.Users()
		clear(contacts)
		for _, u := range users {
			for _, m := range u.Memberships {
				if m.Role == domain.RoleContact && m.Validity.Contains(today) {
					contacts[m.Clinic] = contacts[m.Clinic] || u.ID != user
				}
			}
		}
		return err
	})
	for _, no := range clinics {
		if another, had := contacts[no]; had && !another {
			says = append(says, fmt.Sprintf("Klinik %s har sedan ingen klinikkontakt: lägg till en med tandserver users add.", text.Safe(no)))
		}
	}
	return says, err
}

// userNamed finds a user by HSA-id, or by ANV- and number.
func userNamed(ctx context.Context, o opened, name string) (found server.RollUser, err error) {
	err = o.Read(ctx, func(tx server.Tx) error {
		users, err := tx.Users()
		for _, u := range users {
			if u.Is(name) {
				found = u
			}
		}
		return err
	})
	if err == nil && found.ID == 0 {
		err = errNoUser
	}
	return found, err
}

var errNoUser = errors.New("det finns ingen sådan användare: tandserver users list visar vilka som finns")

// called is what users are called in lists: their HSA-ids, or their number.
func called(u server.RollUser) string {
	if len(u.Identities) == 0 {
		return server.UserNo(u.ID)
	}
	return strings.Join(u.Identities, ", ")
}
