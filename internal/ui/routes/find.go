package routes

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// mostFound is how many drafts, and how many invoices, a search gives.
const mostFound = 8

// Find searches drafts and invoices by number, reference or patient, for the
// go-to list. It reads the local file and may take some milliseconds.
func Find(a *app.App) func(words string) []screen.Target {
	return func(words string) []screen.Target {
		return append(drafted(a, form.Fold(words)), invoiced(a, words)...)
	}
}

func drafted(a *app.App, want string) (found []screen.Target) {
	list, err := a.Drafts()
	if err != nil {
		return nil // the list of drafts tells why
	}
	for _, d := range list {
		if !strings.Contains(form.Fold(d.Person+"\n"+d.InvoiceNo+"\n"+d.Find), want) {
			continue
		}
		to := screen.Route{Name: screen.Bill, Arg: d.ID}
		if d.State == domain.DraftQueued {
			to.Name = screen.Receipt
		}
		if found = append(found, screen.Target{Title: labels.GotoDraft(d.Person, d.InvoiceNo), To: to}); len(found) == mostFound {
			break
		}
	}
	return found
}

func invoiced(a *app.App, words string) (found []screen.Target) {
	for tab := range app.TabVoided + 1 {
		p, err := a.Invoices(app.InvoiceQuery{Tab: tab, Text: words, Period: app.Ever})
		if err != nil {
			return nil // the list of invoices tells why
		}
		for _, v := range p.Rows {
			if len(found) == mostFound {
				return found
			}
			no := strconv.FormatInt(v.OurRef, 10)
			found = append(found, screen.Target{Title: labels.GotoInvoice(v.InvoiceNo, no), To: screen.Route{Name: screen.Invoice, Arg: no}})
		}
	}
	return found
}
