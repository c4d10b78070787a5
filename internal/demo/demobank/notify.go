package demobank

import (
	"io"
	"strings"
	"time"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
)

// WriteNotification writes camt.054.001.08: each account's credits, soon after
// they are booked. The same statements and time give the same bytes.
func WriteNotification(w io.Writer, id string, statements []bank.Statement, at time.Time) error {
	m := &message{ID: id, Created: stamp(at)}
	for _, s := range statements {
		m.Notifications = append(m.Notifications, statementOf(s, at))
	}
	return write(w, document{Namespace: namespace + "camt.054.001.08", Notification: m})
}

// WriteStatement writes camt.053.001.08: each account's day, with balances that
// its entries lead to. Accounts begin the day with 10 000 kronor here.
func WriteStatement(w io.Writer, id string, statements []bank.Statement, at time.Time) error {
	m := &message{ID: id, Created: stamp(at)}
	for _, s := range statements {
		on := domain.DateOf(at)
		closing := opening
		for _, e := range s.Entries {
			closing.Minor += e.Amount.Minor
			on = e.BookedOn
		}
		one := statementOf(s, at)
		one.Balances = []balance{balanceOf("OPBD", opening, on), balanceOf("CLBD", closing, on)}
		m.Statements = append(m.Statements, one)
	}
	return write(w, document{Namespace: namespace + "camt.053.001.08", Statement: m})
}

var opening = bank.Amount{Minor: domain.Kronor(10_000), Currency: sek}

func balanceOf(kind string, a bank.Amount, on domain.Date) balance {
	b := balance{Type: kind, Date: on.String()}
	b.Amount, b.Direction = moneyOf(a)
	return b
}

func statementOf(s bank.Statement, at time.Time) statement {
	out := statement{ID: s.ID, Sequence: s.Sequence, Created: stamp(at), Account: accountOf(s.Account), Currency: optional(s.Currency), Owner: optional(s.Owner)}
	for _, e := range s.Entries {
		r := record{
			Ref: e.Ref, Reversal: e.Reversal, Status: e.Status, Booked: e.BookedOn.String(), Value: e.ValueOn.String(),
			ServicerRef: e.ServicerRef, Code: codeOf(e.Code), Info: e.Info,
		}
		r.Amount, r.Direction = moneyOf(e.Amount)
		for _, d := range e.Details {
			r.Details = append(r.Details, detailOf(d))
		}
		out.Entries = append(out.Entries, r)
	}
	return out
}

func codeOf(s string) code {
	parts := append(strings.Split(s, "/"), "", "")
	return code{optional(parts[0]), optional(parts[1]), optional(parts[2])}
}

func detailOf(d bank.Detail) detail {
	out := detail{
		EndToEnd: optional(d.Refs.EndToEnd), Debtor: optional(d.Debtor), DebtorAcct: accountOf(d.DebtorAcct), Creditor: optional(d.Creditor), CreditAcct: accountOf(d.CreditAcct), Text: d.Text,
	}
	out.Amount, out.Direction = moneyOf(d.Amount)
	for _, p := range d.Parts {
		r := reference{Kind: optional(p.Kind), Document: optional(p.Document), Ref: optional(p.Reference), Notes: p.Notes}
		amount, direction := moneyOf(p.Amount)
		switch {
		case p.Amount.Currency == "":
		case direction == "DBIT":
			r.Credit = &amount
		default:
			r.Paid = &amount
		}
		out.Parts = append(out.Parts, r)
	}
	return out
}
