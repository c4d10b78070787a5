package clinic

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
)

// users are those who may work at the clinic, or could once.
type users struct {
	rows[domain.ClinicUser]
	m *model
}

func newUsers(m *model) part {
	type user = domain.ClinicUser
	u := &users{m: m}
	u.of = func(o app.Office) []user { return o.Users }
	u.List = list.New(m.env.Theme, list.Spec[user]{
		Title: labels.ClinicUsers, Key: func(c user) string { return strconv.FormatInt(c.ID, 10) }, Empty: labels.ClinicNobody, NoMatch: labels.ClinicNoMatch, Count: labels.ClinicCount,
		Columns: []table.Column[user]{
			{Title: labels.ClinicColName, Value: u.name, Min: 18, Max: 30},
			{Title: labels.ClinicColRole, Value: table.Plain(func(c user) string { return text.Role(c.Role) }), Min: 13, Max: 13},
			{Title: labels.ClinicColStatus, Value: u.status, Min: 14, Max: 16},
			{Title: labels.ClinicColLogin, Value: table.Plain(u.login), Less: func(a, b user) bool { return a.LastLogin.Before(b.LastLogin) }, Min: 16, Max: 16},
			{Title: labels.ClinicColID, Value: table.Plain(identity), Min: 20, Priority: 1},
		},
		Find:    func(c user) string { return identity(c) + "\n" + c.Email },
		Actions: u.doable, Foot: u.foot, FootLines: 5,
	})
	return u
}

func (u *users) name(c domain.ClinicUser) table.Cell {
	cell := table.Cell{Text: text.Safe(c.Name)}
	if len(c.Notes) > 0 {
		cell = table.Cell{Text: theme.GlyphWarn + " " + cell.Text, Style: u.m.env.Theme.Warn}
	}
	return cell
}

func (u *users) status(c domain.ClinicUser) table.Cell {
	cell := table.Cell{Text: text.UserStatus(c.Status)}
	if c.Status == domain.UserEnded {
		cell.Style = u.m.env.Theme.Faint
	}
	return cell
}

func (u *users) login(c domain.ClinicUser) string {
	if c.LastLogin.IsZero() {
		return labels.ClinicNever
	}
	return c.LastLogin.In(u.m.env.Now().Location()).Format("2006-01-02 15:04")
}

// identity is what a user logs in with: the region tells a colleague's HSA-id, but
// not the person number that BankID asks for.
func identity(c domain.ClinicUser) string {
	if c.HSAID == "" {
		return labels.ClinicBankID
	}
	return text.Safe(c.HSAID)
}

// foot is what a narrow window has no room for, the whole of a long name too, and what should be looked at.
func (u *users) foot() (p page.Page) {
	c, ok := u.Chosen()
	if !ok {
		return p
	}
	p.Space()
	var parts []string
	for _, s := range []string{text.Safe(c.Name), labels.ClinicColID + " " + identity(c), text.Safe(c.Email), text.Safe(c.Phone), text.Safe(c.Mobile)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	p.Say(page.Plain, strings.Join(parts, " · "))
	if c.Waiting > 0 {
		p.Say(page.Warn, labels.ClinicWaiting(c.Waiting))
	}
	for _, n := range c.Notes {
		p.Say(page.Warn, labels.Sentence(text.UserNote(n)))
	}
	return p
}

func (u *users) doable() (actions []screen.Action) {
	c, ok := u.Chosen()
	there := func() string {
		if why := u.m.why(); why != "" || c.Status != domain.UserEnded {
			return why
		}
		return labels.ClinicAway
	}
	if ok {
		actions = append(actions, screen.Action{Key: keys.As(keys.Enter, labels.ClinicEdit), Can: there, Do: edit("user/" + strconv.FormatInt(c.ID, 10))})
	}
	actions = append(actions, screen.Action{Key: addKey, Can: u.m.why, Do: edit("user")})
	if ok {
		actions = append(actions, screen.Action{Key: removeKey, Can: func() string {
			if why := there(); why != "" || !u.lastContact(c) {
				return why
			}
			return text.Why(domain.WhyLastContact).Reason()
		}, Do: func() screen.Step { return u.remove(c) }})
	}
	return actions
}

// lastContact tells whether the clinic would be without klinikkontakt.
func (u *users) lastContact(c domain.ClinicUser) bool {
	return c.Role == domain.RoleContact && !slices.ContainsFunc(u.m.office.Users, func(o domain.ClinicUser) bool {
		return o.ID != c.ID && o.Role == domain.RoleContact && o.Status == domain.UserActive
	})
}

// remove asks first, and says what it does.
func (u *users) remove(c domain.ClinicUser) screen.Step {
	version := u.m.office.Clinic.Version
	u.Ask(list.Question{
		Text: func() (p page.Page) {
			p.Say(page.Warn, labels.ClinicRemoveAsk(c.Name))
			p.SayIn(page.Plain, labels.ClinicRemoveMeans, 2)
			if c.Waiting > 0 {
				p.SayIn(page.Warn, labels.ClinicWaitingLost(c.Waiting), 2)
			}
			p.SayIn(page.Plain, labels.ClinicKeys, 2)
			return p
		},
		Yes: screen.Action{Key: yesKey, Can: u.m.why, Do: func() screen.Step {
			note := app.OfficeNote{About: c.Name, User: &domain.UserChanging{Act: domain.UserRemove, Version: version, User: c.ID}}
			return screen.Stay(func() tea.Msg { return removed{err: u.m.port.ChangeOffice(note, "")} })
		}},
		No: labels.ClinicNo,
	})
	return screen.Stay(nil)
}
