package desk

import (
	"context"
	"fmt"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// The verbs by which the desk's own log names what is told to clinics.
const (
	VerbMessageSend = "message send"
	VerbMessageEnd  = "message end"
	VerbContact     = "contact set"
)

// SendMessage tells all clinics something, or the one that m names, and gives it
// with its number and time (E8). Kind NotFound for a clinic that is not there.
func (d Desk) SendMessage(ctx context.Context, m server.SentMessage) (_ server.SentMessage, err error) {
	m.Sent = d.moment()
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		clinics, err := addressees(tx, m.Clinic)
		if err != nil {
			return err
		}
		if m.No, err = tx.NextNumbers(server.CounterMessage, 1); err != nil {
			return err
		}
		if err := tell(tx, m, clinics); err != nil {
			return err
		}
		return d.trace(tx, server.DeskAct{Verb: VerbMessageSend, About: fmt.Sprint("meddelande ", m.No), Rows: int64(len(clinics))})
	})
	return m, err
}

// EndMessage lets yesterday have been a message's last day: clinics keep it, but are
// not told it any more. Kind NotFound.
func (d Desk) EndMessage(ctx context.Context, no int64) error {
	return d.Store.Write(ctx, func(tx server.Tx) error {
		m, err := messageOf(tx, no)
		if err != nil {
			return err
		}
		clinics, err := addressees(tx, m.Clinic)
		if err != nil {
			return err
		}
		m.Ends = domain.DateOf(d.Now()).AddDays(-1)
		if err := tell(tx, m, clinics); err != nil {
			return err
		}
		return d.trace(tx, server.DeskAct{Verb: VerbMessageEnd, About: fmt.Sprint("meddelande ", no), Rows: int64(len(clinics))})
	})
}

func messageOf(tx server.Notices, no int64) (server.SentMessage, error) {
	all, err := tx.AllMessages()
	for _, m := range all {
		if m.No == no {
			return m, err
		}
	}
	if err == nil {
		err = &domain.Error{Kind: domain.NotFound, Code: "desk.message", Op: "desk.message"}
	}
	return server.SentMessage{}, err
}

// addressees are the numbers of the clinics that a message is for.
func addressees(tx server.Registry, clinic string) (nos []string, err error) {
	if clinic != "" {
		c, err := tx.Clinic(clinic)
		return []string{c.No}, err
	}
	all, err := tx.Clinics()
	for _, c := range all {
		nos = append(nos, c.No)
	}
	return nos, err
}

// tell stores a message and puts it into the clinics' feeds.
func tell(tx server.Tx, m server.SentMessage, clinics []string) error {
	if err := tx.PutMessage(m); err != nil {
		return err
	}
	for _, no := range clinics {
		if err := tx.AddChanges(no, server.Change{Kind: server.ChangeMessage, Ref: m.No}); err != nil {
			return err
		}
	}
	return nil
}

// SetContact says whom clinics are to call, instead of what the profile says (E3).
// Their programs have it at the next login.
func (d Desk) SetContact(ctx context.Context, c domain.Contact) error {
	return d.Store.Write(ctx, func(tx server.Tx) error {
		if err := tx.PutContact(c); err != nil {
			return err
		}
		about := "supportens kontaktuppgifter"
		for _, is := range []string{c.Name, c.Phone, c.Email, c.Hours} {
			if is != "" {
				about += ", " + is
			}
		}
		return d.trace(tx, server.DeskAct{Verb: VerbContact, About: about})
	})
}
