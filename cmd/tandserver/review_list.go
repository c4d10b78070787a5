package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// ReviewListCmd lists what waits to be paid, warnings first (L12).
type ReviewListCmd struct {
	Database
	Format
	Clinic Filled `placeholder:"NR" help:"Bara denna klinik."`
	Warned bool   `help:"Bara fakturor med något som är värt att titta på."`
	Held   bool   `help:"Bara fakturor med räkningar under granskning."`
}

func (ReviewListCmd) Help() string {
	return `Exempel:  tandserver review list --db sqlite:/var/lib/tandserver/region.db --warned

Först står fakturor med dubbla åtgärder eller åtgärder som fakturerats för ofta, räknat över alla fakturor och vårdgivare, sedan övriga med något värt att titta på, sist resten. Inget ändras.`
}

func (c ReviewListCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	list, err := desk.Desk{Store: o, Now: clock}.Waiting(ctx, o.profile, o.prices, string(c.Clinic))
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(w desk.Waiting) bool {
		return c.Warned && len(w.Warnings) == 0 || c.Held && !w.OnHold()
	})
	all := make([]invoiceSummary, len(list))
	for i, w := range list {
		all[i] = summary(w.Invoice, w.Warnings)
	}
	return c.tell(s, all, func() error { return tellWaiting(s, list, clock().Location()) })
}

// mostWarnings is how many warnings of an invoice people are told.
const mostWarnings = 5

func tellWaiting(s cli.Streams, list []desk.Waiting, zone *time.Location) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(s.Out, "Inget väntar.")
		return err
	}
	t := newInvoiceTable(zone, ">Varningar")
	var notes []string
	for _, w := range list {
		t.invoice(w.Invoice, strconv.Itoa(len(w.Warnings)))
		for i, f := range w.Warnings {
			if i == mostWarnings {
				notes = append(notes, fmt.Sprintf("vår referens %d: och %d till, se --json", w.OurRef, len(w.Warnings)-i))
				break
			}
			notes = append(notes, fmt.Sprintf("vår referens %d, räkning %d: %s", w.OurRef, w.Bills[f.Bill].BillNo, text.Finding(f)))
		}
	}
	if err := t.write(s.Out); err != nil || len(notes) == 0 {
		return err
	}
	_, err := fmt.Fprintln(s.Out, "\nVärt att titta på:\n"+strings.Join(notes, "\n"))
	return err
}

// invoiceTable is a table of invoices, the same wherever they are listed.
type invoiceTable struct {
	*table
	zone *time.Location
}

func newInvoiceTable(zone *time.Location, more ...string) invoiceTable {
	return invoiceTable{newTable(append([]string{
		">Vår referens", "Klinik", "Fakturanummer", "Inkom", ">Belopp kr", ">Räkningar", "Status", "Räkningsstatus",
	}, more...)...), zone}
}

func (t invoiceTable) invoice(v domain.Invoice, more ...string) {
	count := map[domain.BillState]int{}
	for _, b := range v.Bills {
		count[b.State]++
	}
	t.add(append([]string{
		strconv.FormatInt(v.OurRef, 10), v.Clinic, v.InvoiceNo, v.Received.In(t.zone).Format(time.DateOnly), v.Sum().String(),
		strconv.Itoa(v.Standing()), text.ListStatus(v.Status, v.StatusOn),
		text.BillCounts(count[domain.BillOnHold], count[domain.BillCredited], count[domain.BillVoided]),
	}, more...)...)
}

// invoiceSummary is an invoice as the desk's lists give it to programs: no patient
// is shown.
type invoiceSummary struct {
	OurRef    int64         `json:"ourRef"`
	Version   int64         `json:"version"`
	Clinic    string        `json:"clinic"`
	InvoiceNo string        `json:"invoiceNo"`
	Received  time.Time     `json:"received"`
	Status    domain.Status `json:"status"`
	StatusOn  domain.Date   `json:"statusOn,omitzero"`
	CreditOf  int64         `json:"creditOf,omitempty"`
	Sum       domain.Ore    `json:"sum"` // öre
	Bills     []billSummary `json:"bills"`
	Warnings  []warning     `json:"warnings,omitempty"`
}

type billSummary struct {
	BillNo  int64            `json:"billNo"`
	BillRef string           `json:"billRef"`
	State   domain.BillState `json:"state,omitempty"`
	Reason  string           `json:"reason,omitempty"`
	Sum     domain.Ore       `json:"sum"` // öre
}

type warning struct {
	BillNo int64  `json:"billNo"`
	Code   string `json:"code"`
	Text   string `json:"text"`
}

func summary(v domain.Invoice, found []domain.Finding) invoiceSummary {
	out := invoiceSummary{
		OurRef: v.OurRef, Version: v.Version, Clinic: v.Clinic, InvoiceNo: v.InvoiceNo, Received: v.Received,
		Status: v.Status, StatusOn: v.StatusOn, CreditOf: v.CreditOf, Sum: v.Sum(), Warnings: warnings(v, found),
	}
	for _, b := range v.Bills {
		out.Bills = append(out.Bills, billSummary{b.BillNo, b.BillRef, b.State, b.Reason, b.Sum()})
	}
	return out
}

func warnings(v domain.Invoice, found []domain.Finding) (list []warning) {
	for _, f := range found {
		list = append(list, warning{v.Bills[f.Bill].BillNo, f.Code, text.Finding(f).String()})
	}
	return list
}
