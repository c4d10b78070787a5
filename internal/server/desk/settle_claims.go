package desk

import (
	"context"
	"fmt"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Settling is what an account statement would settle of the claims, to be looked at
// before it is done.
type Settling struct {
	Paid    []Repayment `json:"paid"`    // for one claim each
	Known   int         `json:"known"`   // payments that were read before
	Strange []bank.Row  `json:"strange"` // payments that fit no claim, more than is left of one, or were taken back: to be looked into by hand
	Open    int         `json:"open"`    // claims of which something is left afterwards
	Digest  string      `json:"-"`       // SHA-256 of the bank's file, hex, for the desk's log
}

// Repayment is what a clinic has paid for a claim.
type Repayment struct {
	Claim  domain.Claim `json:"claim"` // as it is afterwards
	Amount domain.Ore   `json:"amount"`
	On     domain.Date  `json:"on"`

	ref string // the bank's
}

// PlanSettle looks what has come for the claims, by Vår referens in the order of
// bank.How; nothing is matched by its amount alone. A part of a claim may come,
// never more than is left of it.
func (d Desk) PlanSettle(ctx context.Context, file []bank.Statement) (p Settling, err error) {
	lines := bank.Name(file)
	err = d.Store.Read(ctx, func(tx server.Tx) error {
		p = Settling{}
		open, err := openClaims(tx)
		if err != nil {
			return err
		}
		known, err := tx.Repayments(refsOf(lines))
		if err != nil {
			return err
		}
		for _, l := range lines {
			p.line(l, open, known)
		}
		for _, c := range open.claims {
			if c.Left() > 0 {
				p.Open++
			}
		}
		return nil
	})
	return p, err
}

// owing is the claims that are open, with the payers that they are known by.
type owing struct {
	claims []domain.Claim
	payers map[string]bank.Account
}

func openClaims(tx server.Tx) (o owing, err error) {
	all, err := tx.Claims()
	if err != nil {
		return o, err
	}
	for _, c := range all {
		if c.State == domain.ClaimOpen {
			o.claims = append(o.claims, c)
		}
	}
	payees, err := payees(tx)
	o.payers = map[string]bank.Account{}
	for clinic, p := range payees {
		o.payers[clinic] = bank.Account{Kind: bank.AccountKind(p.Kind), Digits: p.Digits}
	}
	return o, err
}

// dues are what is left of the claims.
func (o owing) dues() []bank.Due {
	list := make([]bank.Due, len(o.claims))
	for i, c := range o.claims {
		if c.Left() > 0 {
			list[i] = bank.Due{Ref: c.OurRef, Amount: c.Left(), Payer: o.payers[c.Clinic]}
		}
	}
	return list
}

// repaymentRef is the name under which a payment of an entry is noted.
func repaymentRef(id string, detail int) string { return fmt.Sprintf("%s %d", id, detail) }

// refsOf are the names of all payments of lines.
func refsOf(lines []bank.Named) (refs []string) {
	for _, l := range lines {
		for i := -1; i < len(l.Entry.Details); i++ {
			refs = append(refs, repaymentRef(l.ID, i))
		}
	}
	return refs
}

// line takes the payments of one entry. The claims are lowered by what has come, for
// those that follow.
func (p *Settling) line(l bank.Named, open owing, known map[string]bool) {
	for _, row := range bank.Match(open.dues(), []bank.Line{l.Line}) {
		if row.State == bank.Missing || row.Got == 0 {
			continue
		}
		ref := repaymentRef(l.ID, row.Detail)
		if known[ref] {
			p.Known++
			continue
		}
		fits := (row.State == bank.Matched || row.State == bank.WrongAmount) && len(row.Dues) == 1
		if !fits || row.Got <= 0 || row.Currency != "" || row.Got > open.claims[row.Dues[0]].Left() {
			p.Strange = append(p.Strange, row)
			continue
		}
		c := &open.claims[row.Dues[0]]
		if c.Paid += row.Got; c.Left() == 0 {
			c.State, c.Settled = domain.ClaimSettled, row.On
		}
		p.Paid = append(p.Paid, Repayment{Claim: *c, Amount: row.Got, On: row.On, ref: ref})
	}
}

// Settle notes what has come, in one transaction. A claim that has changed since it
// was looked at stops it (Conflict).
func (d Desk) Settle(ctx context.Context, p Settling) error {
	return d.Store.Write(ctx, func(tx server.Tx) error {
		for _, r := range p.Paid {
			if err := d.repaid(tx, r); err != nil {
				return about(r.Claim.OurRef, err)
			}
		}
		if len(p.Paid) == 0 {
			return nil
		}
		return d.trace(tx, server.DeskAct{Verb: VerbSettle, Rows: int64(len(p.Paid)), Digest: p.Digest})
	})
}

func (d Desk) repaid(tx server.Tx, r Repayment) error {
	found, err := tx.ClinicClaims(r.Claim.Clinic, []int64{r.Claim.No})
	if err != nil {
		return err
	}
	before := found[r.Claim.No]
	if before.State != domain.ClaimOpen || before.Amount != r.Claim.Amount || before.Paid+r.Amount != r.Claim.Paid {
		return &domain.Error{Kind: domain.Conflict, Code: CodePayChanged, Op: "desk.settle"}
	}
	if err := tx.AddRepayment(server.Repayment{Ref: r.ref, Claim: before.No, Amount: r.Amount, At: d.moment()}); err != nil {
		return err
	}
	if err := server.PutClaim(tx, d.moment(), before, r.Claim); err != nil || r.Claim.State != domain.ClaimSettled {
		return err
	}
	return d.settled(tx, r.Claim)
}
