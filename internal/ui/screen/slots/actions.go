package slots

import (
	"context"
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
)

var (
	makeKey   = keys.New("g", labels.SlotsMake, "g")
	addKey    = keys.New("n", labels.SlotsAdd, "n")
	removeKey = keys.New("t", labels.SlotsRemove, "t")
	printKey  = keys.New("p", labels.SlotsPrint, "p")
	yesKey    = keys.New("j", "", "j")
)

// What comes back of the actions. Its answers are no longer wanted by a screen that
// was left.
type (
	made struct {
		screen.Mark
		key app.PrintedKey
		err error
	}
	changed struct {
		screen.Mark
		said string
		err  error
	}
	printed struct {
		screen.Mark
		said string
	}
)

func (m *model) doable() (list []screen.Action) {
	if n := m.port.Snapshot().NewCard; n != nil {
		list = append(list, screen.Action{Key: addKey, Do: func() screen.Step {
			m.askAdd(*n)
			return screen.Stay(nil)
		}})
	}
	list = append(list, screen.Action{Key: makeKey, Do: m.askMake})
	if s, ok := m.list.Chosen(); ok {
		list = append(list, screen.Action{Key: removeKey, Can: func() string { return m.stays(s) }, Do: func() screen.Step { return m.askRemove(s) }})
	}
	return list
}

// stays tells why one cannot be removed.
func (m *model) stays(s app.Slot) string {
	switch {
	case len(m.list.Rows()) == 1 && m.list.Text() == "":
		return labels.SlotsIsLast
	case s.Current:
		return labels.SlotsIsNow
	}
	return ""
}

func (m *model) askAdd(n app.NewCard) {
	m.question(labels.SlotsAddYes, func() tea.Msg {
		return changed{said: labels.SlotsAdded, err: m.port.AddNewCard(context.Background())}
	}, labels.SlotsAddAsk(n.Name, n.Until), "", labels.SlotsAddKeys)
}

func (m *model) askMake() screen.Step {
	m.question(labels.SlotsMakeYes, func() tea.Msg {
		key, err := m.port.MakeRecoveryKey(context.Background())
		return made{key: key, err: err}
	}, labels.SlotsMakeAsk, labels.SlotsMakeMeans, labels.SlotsMakeKeys)
	return screen.Stay(nil)
}

func (m *model) askRemove(s app.Slot) screen.Step {
	m.question(labels.SlotsYes, func() tea.Msg {
		return changed{said: labels.SlotsRemoved, err: m.port.RemoveSlot(s.ID)}
	}, labels.SlotsRemoveAsk(kind(s)+", "+whose(s)+"."), labels.SlotsRemoveMeans, labels.SlotsRemoveKeys)
	return screen.Stay(nil)
}

// question asks what is to be done, says what it means, and does it after a yes.
func (m *model) question(word string, do tea.Cmd, asks, means, answers string) {
	m.list.Ask(list.Question{
		Text: func() (p page.Page) {
			p.Say(page.Warn, asks)
			p.SayIn(page.Plain, means, 2)
			p.SayIn(page.Plain, answers, 2)
			return p
		},
		Yes: screen.Action{Key: keys.As(yesKey, word), Do: func() screen.Step { return screen.Stay(do) }},
		No:  labels.SlotsNo,
	})
}

func (m *model) made(msg made) screen.Step {
	if msg.err != nil {
		return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(msg.err)).String())
	}
	m.key = &msg.key
	return screen.Stay(m.load())
}

// shown are what can be done with the key that is shown.
func (m *model) shown() []screen.Action {
	return []screen.Action{
		{Key: printKey, Do: func() screen.Step { return screen.Stay(m.print()) }},
		{Key: keys.As(keys.Back, labels.SlotsShut), Do: func() screen.Step {
			m.key, m.said = nil, ""
			return screen.Stay(nil)
		}},
	}
}

func (m *model) print() tea.Cmd {
	k := *m.key
	return func() tea.Msg {
		file, err := m.env.Out.Print(context.Background(), labels.SlotsFile, labels.SlotPage(k.Holder, k.Number, k.Made, k.Groups))
		switch {
		case err != nil:
			return printed{said: labels.SlotsNotPrint}
		case file != "":
			return printed{said: labels.SlotsSaved(file)}
		}
		return printed{said: labels.SlotsPrinted}
	}
}

// paper is the key as it is shown.
func (m *model) paper() (p page.Page) {
	p.Head(labels.SlotsKeyTitle(m.key.Number))
	if m.said == "" {
		p.Say(page.Warn, labels.SlotsOnce)
	} else {
		p.Say(page.Warn, m.said)
	}
	p.Space()
	for _, l := range labels.SlotLines(m.key.Groups) {
		p.SayIn(page.Strong, l, 2)
	}
	p.Space()
	p.Say(page.Plain, labels.SlotsWhen)
	return p
}

func joined(lines []string) string { return strings.Join(lines, "\n") }
