package clinicform

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
)

// sheet is what a form is about. Its fields are named as in the command's JSON.
type sheet interface {
	form() string // under which its text is kept
	title() string
	anew() bool    // it makes something new, and depends on nothing that others change
	means() string // what saving does, "" where that is plain
	specs(m *model) []form.Spec
	base(o app.Office) map[string]string
	// asks is what is asked of the region, and what is wrong with it.
	asks(m *model) (app.OfficeNote, []fault)
}

// fault is what is wrong with a field.
type fault struct {
	Field string
	Said  text.Sentence
}

func (f fault) said() string { return f.Said.String() }

// faults are those of the field's rules, at the fields of the form.
func faults(list []domain.Fault, at map[string]string) (out []fault) {
	for _, f := range list {
		name := f.Field
		if here, moved := at[name]; moved {
			name = here
		}
		out = append(out, fault{name, text.Why(f.Why)})
	}
	return out
}

// plain makes a field of text.
func plain(name, label string) form.Spec {
	return form.Spec{Key: form.Of(name), Label: label}
}

// open finds what the argument is about. A change that the region refused is opened
// with what was asked for.
func (m *model) open(o app.Office) (s sheet, typed map[string]string, no *domain.Refusal, err error) {
	kind, id, _ := strings.Cut(m.arg, "/")
	if kind != "refused" {
		s, err = sheetOf(kind, id, o)
		return s, nil, nil, err
	}
	answer, err := m.port.RefusedOffice(id)
	if err != nil {
		return nil, nil, nil, err
	}
	s, typed, err = sheetOfNote(answer.Office, o)
	return s, typed, answer.Refusal, err
}

func gone() error {
	return &domain.Error{Kind: domain.NotFound, Code: string(domain.WhyNoSuchUser), Op: "clinicform.open"}
}

func sheetOf(kind, id string, o app.Office) (sheet, error) {
	switch {
	case kind == "contact":
		return contact{}, nil
	case kind == "licence":
		return licence{}, nil
	case kind == "user" && id == "":
		return user{}, nil
	case kind == "performer" && id == "":
		return performer{}, nil
	case kind == "user":
		no, _ := strconv.ParseInt(id, 10, 64) // 0 is nobody
		if i := slices.IndexFunc(o.Users, func(u domain.ClinicUser) bool { return u.ID == no }); i >= 0 {
			return user{there: &o.Users[i]}, nil
		}
	case kind == "performer":
		if i := slices.IndexFunc(o.Performers, func(p domain.Performer) bool { return app.PerformerID(p) == id }); i >= 0 {
			return performer{there: &o.Performers[i]}, nil
		}
	}
	return nil, gone()
}

// sheetOfNote is the form of a change that was asked for, with its text.
func sheetOfNote(n app.OfficeNote, o app.Office) (s sheet, typed map[string]string, err error) {
	switch {
	case n.Contact != nil:
		return contact{}, contactText(n.Contact.Name, n.Contact.Contact), nil
	case n.Licence != nil:
		return licence{}, licenceText(n.Licence.Licence), nil
	case n.User != nil && n.User.Act == domain.UserAdd:
		return user{}, userText(n.User.Details), nil
	case n.User != nil:
		if s, err = sheetOf("user", strconv.FormatInt(n.User.User, 10), o); err != nil || n.User.Act == domain.UserRemove {
			return s, nil, err
		}
		return s, userText(n.User.Details), nil
	case n.Performer != nil && n.Performer.Version == 0:
		return performer{}, performerText(n.Performer.Performer), nil
	case n.Performer != nil:
		s, err = sheetOf("performer", app.PerformerID(n.Performer.Performer), o)
		return s, performerText(n.Performer.Performer), err
	}
	return nil, nil, gone()
}
