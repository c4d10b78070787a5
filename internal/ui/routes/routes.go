// Package routes is the one list of the program's screens. Menu, go-to list,
// start page and help come from it; a new screen is a line here.
package routes

import (
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/screen/bill"
	"example.org/tandtui/internal/ui/screen/clinic"
	"example.org/tandtui/internal/ui/screen/clinicform"
	"example.org/tandtui/internal/ui/screen/clinics"
	"example.org/tandtui/internal/ui/screen/credit"
	"example.org/tandtui/internal/ui/screen/drafts"
	"example.org/tandtui/internal/ui/screen/entitlement"
	"example.org/tandtui/internal/ui/screen/history"
	"example.org/tandtui/internal/ui/screen/home"
	"example.org/tandtui/internal/ui/screen/homevisit"
	"example.org/tandtui/internal/ui/screen/invoice"
	"example.org/tandtui/internal/ui/screen/invoices"
	"example.org/tandtui/internal/ui/screen/login"
	"example.org/tandtui/internal/ui/screen/manual"
	"example.org/tandtui/internal/ui/screen/messages"
	"example.org/tandtui/internal/ui/screen/outbox"
	"example.org/tandtui/internal/ui/screen/receipt"
	"example.org/tandtui/internal/ui/screen/reconcile"
	"example.org/tandtui/internal/ui/screen/slots"
	"example.org/tandtui/internal/ui/screen/sums"
	"example.org/tandtui/internal/ui/screen/support"
	"example.org/tandtui/internal/ui/screen/upload"
)

// Places lists the screens in the order of their digits, the portal's menu first
// (A4).
func Places(env screen.Env, a *app.App, options login.Options, about support.About) (places []screen.Place) {
	say := func(s string) func() string { return func() string { return s } }
	places = []screen.Place{
		{
			Name: screen.Bill, Title: labels.BillTitle, Chapter: "Registrera tandvårdsräkning", Menu: labels.MenuBill, Key: "1", Bills: true, Start: say(labels.HomeRegHelp),
			Make: func(arg string) screen.Screen { return bill.New(env, a, arg) },
		},
		{
			Name: screen.Upload, Title: labels.UploadTitle, Chapter: "Ladda upp fakturafil", Menu: labels.MenuUpload, Key: "2", Bills: true, Start: say(labels.HomeUpHelp),
			Make: func(arg string) screen.Screen { return upload.New(env, a, arg) },
		},
		{
			Name: screen.Invoices, Title: labels.InvoicesTitle, Chapter: "Era fakturor", Menu: labels.MenuInvoices, Key: "3", Start: say(labels.HomeInvHelp),
			Make: func(string) screen.Screen { return invoices.New(env, a) },
		},
		{
			Name: screen.Clinic, Title: labels.HomeClinic, Chapter: "Klinikadministration", Menu: labels.MenuClinic, Key: "4", Start: say(labels.HomeCliHelp),
			Make: func(string) screen.Screen { return clinic.New(env, a) },
		},
		{
			Name: screen.Support, Title: labels.SupportTitle, Chapter: "Support", Menu: labels.MenuSupport, Key: "5", Start: say(labels.HomeSupHelp),
			Make: func(string) screen.Screen { return support.New(env, a, about) },
		},
		{
			Name: screen.Drafts, Title: labels.DraftsTitle, Chapter: "Utkast", Menu: labels.MenuDrafts, Key: "6", Start: func() string { return labels.HomeDraftHelp(a.Snapshot().Drafts) },
			Make: func(string) screen.Screen { return drafts.New(env, a) },
		},
		{
			Name: screen.Entitlement, Title: labels.EntitlementTitle, Chapter: "Kontrollera om intyg fortfarande är giltigt", Key: "7", Start: say(labels.HomeCheckHelp),
			Make: func(string) screen.Screen { return entitlement.New(env, a) },
		},
		{
			Name: screen.HomeVisit, Title: labels.HomeVisitTitle, Chapter: "Hembesök", Key: "8", Bills: true, Start: say(labels.HomeVisitHelp),
			Make: func(arg string) screen.Screen { return homevisit.New(env, a, arg) },
		},
		{
			Name: screen.Outbox, Title: labels.OutboxTitle, Chapter: "Utkorg", Key: "9", Start: func() string { s := a.Snapshot(); return labels.HomeOutboxHelp(s.Outbox, s.Unseen) },
			Make: func(string) screen.Screen { return outbox.New(env, a) },
		},
		{Name: screen.Reconcile, Title: labels.ReconcileTitle, Chapter: "Avstämning", Make: func(string) screen.Screen { return reconcile.New(env, a) }},
		{Name: screen.Messages, Title: labels.MessagesTitle, Chapter: "Support", Make: func(string) screen.Screen { return messages.New(env, a) }},
		{Name: screen.Slots, Title: labels.SlotsTitle, Chapter: "Nytt eller borttappat kort", Make: func(string) screen.Screen { return slots.New(env, a) }},
		{Name: screen.Sums, Title: labels.SumsTitle, Chapter: "Summor", Make: func(string) screen.Screen { return sums.New(env, a) }},
		{Name: screen.Manual, Title: labels.ManualTitle, Chapter: "Manualen i programmet", Make: func(arg string) screen.Screen { return manual.New(env, arg) }},
		{Name: screen.Login, Title: labels.LoginIn, Chapter: "Logga in", Inner: true, Make: func(arg string) screen.Screen { return login.New(env, a, options, arg) }},
		{Name: screen.ClinicForm, Title: labels.HomeClinic, Chapter: "Klinikadministration", Inner: true, Make: func(arg string) screen.Screen { return clinicform.New(env, a, arg) }},
		{Name: screen.Clinics, Title: labels.ClinicsTitle, Chapter: "Logga in", Inner: true, Make: func(string) screen.Screen { return clinics.New(env, a) }},
		{Name: screen.Invoice, Title: labels.InvoicesTitle, Chapter: "Era fakturor", Inner: true, Make: func(arg string) screen.Screen { return invoice.New(env, a, arg) }},
		{Name: screen.Credit, Title: labels.CreditTitle, Chapter: "Kreditera", Inner: true, Make: func(arg string) screen.Screen { return credit.New(env, a, arg) }},
		{Name: screen.History, Title: labels.HistoryTitle, Chapter: "Era fakturor", Inner: true, Make: func(arg string) screen.Screen { return history.New(env, a, arg) }},
		{Name: screen.Receipt, Title: labels.ReceiptTitle, Chapter: "Kvittens", Inner: true, Make: func(arg string) screen.Screen { return receipt.New(env, a, arg) }},
		{Name: screen.Home, Title: labels.HomeTitle, Chapter: "Manual för tandtui", Make: func(string) screen.Screen { return home.New(env, a, places) }},
	}
	return places
}
