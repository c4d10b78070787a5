package ui

import (
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/screen/bill"
	"example.org/tandtui/internal/ui/screen/clinics"
	"example.org/tandtui/internal/ui/screen/home"
	"example.org/tandtui/internal/ui/screen/invoice"
	"example.org/tandtui/internal/ui/screen/invoices"
	"example.org/tandtui/internal/ui/screen/login"
	"example.org/tandtui/internal/ui/screen/receipt"
	"example.org/tandtui/internal/ui/screen/support"
)

// Install is what some screens show of the installation.
type Install struct {
	Login   login.Options
	Version string
}

// Routes is every screen of the program, the menu's in the menu's order. A new
// screen is one line here.
func Routes(env screen.Env, a *app.App, in Install) []Place {
	return []Place{
		{screen.Bill, text.PlaceBill, text.MenuBill, "1", "", func(arg string) screen.Screen { return bill.New(env, a, arg) }},
		{screen.Upload, text.PlaceUpload, text.MenuUpload, "2", text.NotBuilt, nil},
		{screen.Invoices, text.PlaceInvoices, text.MenuInvoices, "3", "", func(string) screen.Screen { return invoices.New(env, a) }},
		{screen.Clinic, text.PlaceClinic, text.MenuClinic, "4", text.NotBuilt, nil},
		{screen.Support, text.PlaceSupport, text.MenuSupport, "5", "", func(string) screen.Screen { return support.New(env, a, in.Version) }},
		{screen.Login, text.PlaceLogin, "", "", "", func(arg string) screen.Screen { return login.New(env, a, in.Login, arg) }},
		{screen.Clinics, text.PlaceClinics, "", "", "", func(string) screen.Screen { return clinics.New(env, a) }},
		{screen.Home, text.PlaceHome, "", "", "", func(string) screen.Screen { return home.New(env, a) }},
		{screen.Invoice, text.PlaceInvoice, "", "", "", func(arg string) screen.Screen { return invoice.New(env, a, arg) }},
		{screen.Receipt, text.PlaceReceipt, "", "", "", func(arg string) screen.Screen { return receipt.New(env, a, arg) }},
	}
}
