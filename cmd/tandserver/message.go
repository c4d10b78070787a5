package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/text"
)

// MessageCmd is what the region tells its clinics (E8).
type MessageCmd struct {
	Send MessageSendCmd `cmd:"" help:"Skicka ett meddelande till klinikerna."`
	List MessageListCmd `cmd:"" help:"Lista meddelanden, de nyaste först."`
	End  MessageEndCmd  `cmd:"" help:"Avsluta ett meddelande: det visas inte som nytt längre."`
}

// maxMessage bounds a message, characters: it is read on a small screen.
const maxMessage = 1000

// MessageSendCmd sends a message.
type MessageSendCmd struct {
	deskAct
	Text     Filled `required:"" placeholder:"TEXT" help:"Meddelandet, högst 1 000 tecken."`
	Clinic   Filled `placeholder:"NR" help:"Bara till denna klinik; annars till alla."`
	From     Day    `placeholder:"ÅÅÅÅ-MM-DD" help:"Visas från och med denna dag; annars genast."`
	Until    Day    `placeholder:"ÅÅÅÅ-MM-DD" help:"Sista dagen som det är till nytta; annars tills det avslutas."`
	Incident bool   `help:"Något fungerar inte: meddelandet står på startsidan tills det avslutas."`
}

func (MessageSendCmd) Help() string {
	return `Exempel:  tandserver message send --db sqlite:/var/lib/tandserver/region.db --text 'Servern startas om kl. 17.' --until 2026-12-01

Klinikernas program visar det inom ett par sekunder, en gång, och behåller det under Support.`
}

// Validate refuses what a clinic's screen cannot show.
func (c MessageSendCmd) Validate() error {
	switch {
	case utf8.RuneCountInString(string(c.Text)) > maxMessage:
		return fmt.Errorf("--text: meddelandet är längre än %d tecken", maxMessage)
	case strings.ContainsFunc(c.text(), func(r rune) bool { return !unicode.IsGraphic(r) && r != '\n' }) || !utf8.ValidString(string(c.Text)):
		return errors.New("--text: meddelandet har tecken som inte kan visas")
	case !c.Until.IsZero() && c.Until.Before(c.From.Date):
		return errors.New("--until är före --from")
	}
	return nil
}

// text is the message with the line ends of its own; a file of Windows has others.
func (c MessageSendCmd) text() string {
	return strings.TrimSpace(strings.ReplaceAll(string(c.Text), "\r\n", "\n"))
}

func (c MessageSendCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, d desk.Desk) (what intent, err error) {
		today := domain.DateOf(d.Now())
		if !c.Until.IsZero() && c.Until.Before(today) {
			return what, errors.New("--until har redan varit")
		}
		if err := cmp.Or(near("--from", c.From, today, imports.FarStart), near("--until", c.Until, today, imports.FarEnd)); err != nil {
			return what, err
		}
		to := "Till alla kliniker"
		if c.Clinic != "" {
			k, err := clinicNamed(ctx, o, string(c.Clinic))
			if err != nil {
				return what, err
			}
			to = "Till klinik " + text.Safe(k.No+" "+k.Name)
		}
		m := server.SentMessage{Clinic: string(c.Clinic), Message: domain.Message{
			Text: c.text(), From: c.From.Date, Ends: c.Until.Date, Incident: c.Incident,
		}}
		sent := &m
		return intent{
			says: []string{to + when(m.Message) + ":", m.Text}, question: "Skicka?", done: "Skickat. Klinikerna ser det inom ett par sekunder.",
			do: func(d desk.Desk) (err error) {
				*sent, err = d.SendMessage(ctx, m)
				return err
			}, result: sent,
		}, nil
	})
}

// safeLines are a message's lines as a terminal may get them, whoever wrote it.
func safeLines(message string) []string {
	lines := strings.Split(message, "\n")
	for i, l := range lines {
		lines[i] = text.Safe(l)
	}
	return lines
}

// when says on which days a message is told.
func when(m domain.Message) (s string) {
	if !m.From.IsZero() {
		s += ", från " + m.From.String()
	}
	if !m.Ends.IsZero() {
		s += ", till " + m.Ends.String()
	}
	if m.Incident {
		s += ", driftstörning"
	}
	return s
}

// MessageListCmd lists messages.
type MessageListCmd struct {
	Database
	Format
}

func (MessageListCmd) Help() string {
	return "Exempel:  tandserver message list --db sqlite:/var/lib/tandserver/region.db"
}

func (c MessageListCmd) Run(ctx context.Context, s cli.Streams) error {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	var list []server.SentMessage
	if err := c.reading(ctx, s, func(_ opened, tx server.Tx) (err error) {
		list, err = tx.AllMessages()
		return err
	}); err != nil {
		return err
	}
	t := newTable(">Nr", "Skickat", "Till", "Från", "Sista dag", "Driftstörning", "Text")
	for _, m := range list {
		to := m.Clinic
		if to == "" {
			to = "alla"
		}
		t.add(strconv.FormatInt(m.No, 10), m.Sent.In(clock().Location()).Format(time.DateTime), to, m.From.String(), m.Ends.String(), yesNo(m.Incident), m.Text)
	}
	return c.tell(s, list, func() error { return t.tell(s, "Inga meddelanden är skickade.", "") })
}

// MessageEndCmd ends a message.
type MessageEndCmd struct {
	deskAct
	No int64 `arg:"" name:"nr" help:"Meddelandets nummer, som tandserver message list visar det."`
}

func (MessageEndCmd) Help() string {
	return "Exempel:  tandserver message end --db sqlite:/var/lib/tandserver/region.db 4"
}

func (c MessageEndCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.carry(ctx, s, func(o opened, d desk.Desk) (what intent, err error) {
		var m *server.SentMessage
		if err := o.Read(ctx, func(tx server.Tx) error {
			all, err := tx.AllMessages()
			for _, one := range all {
				if one.No == c.No {
					m = &one
				}
			}
			return err
		}); err != nil {
			return what, err
		}
		switch {
		case m == nil:
			return what, errors.New("det finns inget sådant meddelande: tandserver message list visar vilka som finns")
		case m.Over(domain.DateOf(d.Now())):
			return what, errors.New("meddelandet är redan avslutat")
		}
		return intent{
			says: safeLines(m.Text), question: "Avsluta det?", done: "Avslutat. Klinikerna har det kvar under Support.",
			do: func(d desk.Desk) error { return d.EndMessage(ctx, c.No) }, result: m,
		}, nil
	})
}
