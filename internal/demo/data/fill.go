// Package data makes a region to try things in: three clinics, six users with
// cards, forty test persons and some history, all marked DEMO. Everything is put
// in by the same use cases as real data, with a clock that is moved along; only
// the keys differ from one demo to the next.
package data

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

// filler puts a demo's data into an empty store.
type filler struct {
	store   server.Store
	today   domain.Date
	now     time.Time // moved from event to event
	zone    *time.Location
	profile *domain.Profile
	prices  domain.PriceBook
	service *server.Service
	desk    desk.Desk
	refs    int
}

// Fill puts the demo's data, relative to a date, into an empty store.
func Fill(ctx context.Context, store server.Store, profile *domain.Profile, prices domain.PriceBook, today domain.Date, zone *time.Location) error {
	f := &filler{store: store, today: today, zone: zone, profile: profile, prices: prices}
	if first := today.AddDays(history[0].sent - longestStay); !inForce(prices, first) {
		return fmt.Errorf("demo: %v is too early: the demo's history begins on %v, and no price list is in force then", today, first)
	}
	clock := func() time.Time { return f.now }
	f.at(0)
	var err error
	f.service, err = server.NewService(server.Config{Store: store, Profile: profile, Prices: prices, Now: clock, Demo: true})
	if err != nil {
		return err
	}
	f.desk = desk.Desk{Store: store, Now: clock, By: domain.Actor{ID: "DEMO", Name: "Regionen (DEMO)", Via: domain.ViaDesk}}
	if err := store.Write(ctx, f.registry); err != nil {
		return fmt.Errorf("demo: registry: %w", err)
	}
	return f.history(ctx)
}

// longestStay is the most days between an invoice's first visit and its sending.
const longestStay = 2

func inForce(prices domain.PriceBook, on domain.Date) bool {
	_, ok := prices.List(domain.ListKey{Support: domain.SupportN}, on)
	return ok
}

// at moves the clock to office hours some days from the demo's date.
func (f *filler) at(days int) {
	d := f.today.AddDays(days)
	f.now = time.Date(d.Year(), d.Month(), d.Day(), 9, 30, 0, 0, f.zone)
}

func (f *filler) period(from, to int) domain.Period {
	p := domain.Period{From: f.today.AddDays(from)}
	if to != openEnd {
		p.To = f.today.AddDays(to)
	}
	return p
}

// membershipFrom is the day on which all users began, in days from the demo's
// date.
const membershipFrom = -1000

func (f *filler) registry(tx server.Tx) error {
	for _, p := range providers {
		if err := tx.PutProvider(p); err != nil {
			return err
		}
	}
	for _, c := range clinics {
		if err := tx.PutClinic(c); err != nil {
			return err
		}
	}
	for _, u := range users {
		id, err := tx.PutUser(server.HSAID(u.hsaID), u.name)
		if err != nil {
			return err
		}
		if slices.Contains(f.profile.Logins, domain.LoginBankID) {
			if err := tx.AddIdentity(id, server.Identity{Kind: server.IdentityPersonnummer, Value: u.person}); err != nil {
				return err
			}
		}
		for _, c := range u.clinics {
			if err := tx.PutMembership(id, c, u.role, f.period(membershipFrom, openEnd)); err != nil {
				return err
			}
		}
	}
	entitlement, approval := 764001, 88001
	for _, p := range people(f.profile.ID) {
		id, err := domain.ParsePersonID(p.id, f.today)
		if err != nil {
			return err
		}
		if err := tx.PutPersons(server.Person{ID: id, Protected: p.protected, Given: true}); err != nil {
			return err
		}
		for _, r := range p.rights {
			if r.amount == 0 {
				err = tx.PutRights(server.RightOfEntitlement(id, domain.Entitlement{
					No: fmt.Sprint(entitlement), Support: r.support, Category: r.category, Validity: f.period(r.from, r.to),
				}))
				entitlement++
			} else {
				err = tx.PutRights(server.RightOfApproval(id, domain.PriorApproval{
					No: fmt.Sprint(approval), Support: r.support, Validity: f.period(r.from, r.to), Procedures: r.procedures, Amount: r.amount,
				}))
				approval++
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// event is something that the region's desk does on a day.
type event struct {
	day int
	do  func(ctx context.Context) error
}

// history sends all invoices and carries out what happens to them, day by day.
func (f *filler) history(ctx context.Context) error {
	var later []event
	first := history[0].sent
	for day, next := first, 0; day <= 0; day++ {
		f.at(day)
		for ; next < len(history) && history[next].sent == day; next++ {
			ourRef, err := f.send(ctx, next, history[next])
			if err != nil {
				return fmt.Errorf("demo: invoice %d: %w", next, err)
			}
			later = append(later, f.events(history[next], ourRef)...)
		}
		for _, e := range later {
			if e.day != day {
				continue
			}
			f.now = f.now.Add(time.Minute)
			if err := e.do(ctx); err != nil {
				return fmt.Errorf("demo: day %d: %w", day, err)
			}
		}
	}
	return nil
}

// payDay is some days from the demo's date: on whatever weekday that is.
func (f *filler) payDay(days int) desk.PayDay {
	return desk.PayDay{On: f.today.AddDays(days), Anyway: true}
}

// decided is how many days after its arrival an invoice is held or voided.
const decided = 1

func (f *filler) events(v invoice, ourRef int64) (list []event) {
	add := func(day int, do func(context.Context) error) { list = append(list, event{day, do}) }
	pay := func(ref *int64, day int) func(context.Context) error {
		return func(ctx context.Context) error {
			plan, err := f.desk.PlanPay(ctx, desk.PayOrder{Day: f.payDay(day), OurRef: *ref})
			if err == nil {
				_, err = f.desk.Pay(ctx, plan)
			}
			return err
		}
	}
	if v.hold {
		add(v.sent+decided, func(ctx context.Context) error { return f.hold(ctx, ourRef) })
	}
	if v.void != "" {
		add(v.sent+decided, func(ctx context.Context) error { return f.desk.Void(ctx, ourRef, domain.WholeInvoice, v.void) })
	}
	if v.approve != 0 {
		add(v.approve, func(ctx context.Context) error { return f.desk.Approve(ctx, ourRef, f.payDay(v.approveOn)) })
	}
	if v.pay != 0 {
		add(v.pay, pay(&ourRef, v.pay))
	}
	if v.credit != 0 {
		credit := new(int64)
		add(v.credit, func(ctx context.Context) error {
			c, err := f.desk.Credit(ctx, ourRef, domain.CreditAll)
			*credit = c.OurRef
			return err
		})
		if v.payCredit != 0 {
			add(v.payCredit, pay(credit, v.payCredit))
		}
	}
	return list
}

// hold puts the first bill of an invoice under granskning.
func (f *filler) hold(ctx context.Context, ourRef int64) error {
	var v domain.Invoice
	err := f.store.Read(ctx, func(tx server.Tx) (err error) {
		v, err = tx.AnyInvoice(ourRef)
		return err
	})
	if err != nil {
		return err
	}
	return f.desk.Hold(ctx, ourRef, domain.Part{Bills: []int64{v.Bills[0].BillNo}})
}

// send submits an invoice as a clinic would: typed text, read by the rules.
func (f *filler) send(ctx context.Context, n int, v invoice) (ourRef int64, err error) {
	draft := domain.Draft{InvoiceNo: fmt.Sprintf("%d-%s-%02d", f.now.Year(), v.clinic, n+1)}
	for _, b := range v.bills {
		typed, err := f.typed(b, f.today.AddDays(v.sent))
		if err != nil {
			return 0, err
		}
		draft.Bills = append(draft.Bills, typed)
	}
	clinic := clinics[0]
	for _, c := range clinics {
		if c.No == v.clinic {
			clinic = c
		}
	}
	read := rules.ReadDraft(draft, rules.Facts{Today: f.today.AddDays(v.sent), Profile: f.profile, Prices: f.prices, Clinic: clinic})
	body, err := json.Marshal(domain.Submission{InvoiceNo: read.InvoiceNo, Bills: read.Bills})
	if err != nil {
		return 0, err
	}
	caller := server.Caller{Identity: server.HSAID(users[v.user].hsaID), Via: domain.ViaCard, Clinic: v.clinic, Roles: server.AnyRole}
	answer, err := f.service.Do(ctx, caller, domain.CommandSubmit, fmt.Sprintf("demo-%04d", n+1), body)
	return answer.OurRef, err
}

// unknownFee is what the demo's patients pay where the region's fee is not
// known, kronor.
const unknownFee = "200"

// typed is a bill as typed in the form; its last visit was the day before.
func (f *filler) typed(b bill, sent domain.Date) (domain.DraftBill, error) {
	f.refs++
	d := domain.DraftBill{Person: patients[b.patient].id, Support: string(b.support), BillRef: fmt.Sprintf("D%05d", f.refs)}
	for _, l := range f.profile.PriceLists {
		if len(f.profile.PriceLists) > 1 && slices.Contains(l.Supports, b.support) { // the clinic chooses (B4)
			d.PriceList = l.ID
		}
	}
	switch b.support {
	case domain.SupportN:
		d.CareModel = f.profile.CareModels[f.refs%len(f.profile.CareModels)].Code
	case domain.SupportS:
		d.Category = b.category
		d.Approval = fmt.Sprint(88001 + approvalsBefore(b.patient))
	}
	id, err := domain.ParsePersonID(d.Person, f.today)
	if err != nil {
		return d, err
	}
	for i, v := range b.visits {
		on := sent.AddDays(i - len(b.visits))
		for _, row := range v {
			code, position, _ := strings.Cut(row, "@")
			d.Items = append(d.Items, domain.DraftItem{Date: on.String(), Code: code, Position: position})
		}
		due := rules.FeeDue(domain.Bill{Person: id}, on, rules.Facts{Profile: f.profile})
		if due.Reason == rules.FeeIsDue {
			fee := domain.DraftItem{Date: on.String(), Code: domain.PatientFeeCode}
			if due.Amount == 0 {
				fee.Price = unknownFee
			}
			d.Items = append(d.Items, fee)
		}
	}
	return d, nil
}

// approvalsBefore counts the approvals of the patients listed before one;
// approvals are numbered in that order.
func approvalsBefore(patient int) (n int) {
	for _, p := range patients[:patient] {
		for _, r := range p.rights {
			if r.amount != 0 {
				n++
			}
		}
	}
	return n
}
