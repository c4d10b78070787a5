package imports

import (
	"strings"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/internal/text"
)

// payeeColumns say where a clinic's payouts go. They may be left out; what is left
// empty in all of them is as it was.
var payeeColumns = []sheet.Column{
	{Name: "giro", Also: []string{"bankgiro eller plusgiro", "kontoslag"}, May: true},
	{Name: "giro_number", Also: []string{"gironummer", "bankgironummer", "plusgironummer", "kontonummer"}, May: true},
	{Name: "payee_name", Also: []string{"betalningsmottagare", "mottagare"}, May: true},
	{Name: "payee_town", Also: []string{"mottagarens ort", "ort"}, May: true},
	{Name: "payee_country", Also: []string{"mottagarens land", "land"}, May: true},
}

// readPayee reads where a clinic's payouts go; given is false where the row says
// nothing of it. Half of it is a fault: the bank would not pay.
func readPayee(l sheet.Line) (p domain.Payee, given bool) {
	for _, c := range payeeColumns {
		given = given || l.Filled(c.Name)
	}
	if !given {
		return p, false
	}
	p.Kind = domain.GiroKind(strings.ToLower(l.Must("giro")))
	p.Name, p.Town = l.Must("payee_name"), l.Must("payee_town")
	if p.Name != "" && !bank.FitsName(p.Name) {
		l.Fail("payee_name", "banken kan inte skriva namnet: "+text.PayeeFits())
	}
	if p.Town != "" && !bank.FitsTown(p.Town) {
		l.Fail("payee_town", "banken kan inte skriva orten: "+text.PayeeFits())
	}
	var ok bool
	if p.Country, ok = domain.CountryCode(l.Text("payee_country")); !ok {
		l.Fail("payee_country", "landet skrivs med två bokstäver, som SE")
	}
	number := l.Must("giro_number")
	switch p.Kind {
	case "":
	case domain.Bankgiro, domain.Plusgiro:
		var err error
		if p.Digits, err = domain.ParseGiro(p.Kind, number); err != nil && number != "" {
			l.Fail("giro_number", "inget "+string(p.Kind)+"nummer: kontrollsiffran eller längden stämmer inte")
		}
	default:
		l.Fail("giro", "ska vara bankgiro eller plusgiro")
	}
	return p, true
}
