package imports_test

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

const payeeHead = "provider_id;provider_name;org_number;clinic_no;clinic_name;specialists;giro;giro_number;payee_name;payee_town;payee_country\n"

// Where payouts go is read with the clinic, and stays where a file says nothing.
func TestWhereAClinicsPayoutsGo(t *testing.T) {
	i := empty(t)
	payee := func() (p domain.Payee) {
		t.Helper()
		inside(t, i, func(tx server.Tx) error {
			c, err := tx.Clinic("700")
			p = c.Payee
			return err
		})
		return p
	}
	take(t, i, "clinics", payeeHead+"V7;Vården AB;;700;Kliniken;nej;Bankgiro;991-2346;Vården AB;Borås;\n")
	want := domain.Payee{Kind: domain.Bankgiro, Digits: "9912346", Name: "Vården AB", Town: "Borås"}
	if got := payee(); got != want || got.Number() != "991-2346" {
		t.Errorf("%+v", got)
	}
	take(t, i, "clinics", "provider_id;provider_name;org_number;clinic_no;clinic_name;specialists\nV7;Vården AB;;700;Kliniken;nej\n")
	if got := payee(); got != want {
		t.Errorf("a file without it took it away: %+v", got)
	}
	asks(t, take(t, i, "clinics", payeeHead+"V7;Vården AB;;700;Kliniken;nej;plusgiro;12 34 56-6;Vården AB;Oslo;no\n"), "en annan mottagare")
	if got := payee(); got.Kind != domain.Plusgiro || got.Digits != "1234566" || got.Number() != "123456-6" || got.Country != "NO" {
		t.Errorf("%+v", got)
	}
}

// Money that begins to go somewhere is asked about, as when it goes elsewhere.
func TestAFirstAccountOfAClinicThatIsThere(t *testing.T) {
	i := empty(t)
	row := "V7;Vården AB;;700;Kliniken;nej;bankgiro;991-2346;Vården AB;Borås;\n"
	asks(t, planned(t, i, "clinics", payeeHead+row), "") // new with all that it is
	take(t, i, "clinics", clinicHead+"V7;Vården AB;;700;Kliniken;nej\n")
	asks(t, take(t, i, "clinics", payeeHead+row), "Kliniker som finns sedan förut och får ett konto för sina utbetalningar: 1.")
	asks(t, planned(t, i, "clinics", payeeHead+row), "")
	asks(t, planned(t, i, "clinics", payeeHead+strings.TrimSuffix(row, "\n")+"SE\n"), "") // Sweden with and without its letters
}

// Half of an account, or a number that no bank has, is a fault of the file.
func TestAnAccountThatIsNone(t *testing.T) {
	i := empty(t)
	for row, says := range map[string]string{
		"bankgiro;5591-0914;Vården AB;Borås;":  "giro_number",
		"plusgiro;991-2347;Vården AB;Borås;":   "giro_number",
		"postgiro;991-2346;Vården AB;Borås;":   "giro",
		"bankgiro;;Vården AB;Borås;":           "giro_number",
		"bankgiro;991-2346;;Borås;":            "payee_name",
		"bankgiro;991-2346;Vården AB;;":        "payee_town",
		"bankgiro;991-2346;Vården AB;Borås;S1": "payee_country",
		";991-2346;Vården AB;Borås;":           "giro",
		"bankgiro;991-2346;☺;Borås;":           "payee_name: banken kan inte skriva namnet",
		"bankgiro;991-2346;Vården AB;☺;":       "payee_town: banken kan inte skriva orten",

		"bankgiro;991-2346;" + strings.Repeat("å", 141) + ";Borås;":    "payee_name: banken kan inte skriva namnet",
		"bankgiro;991-2346;Vården AB;" + strings.Repeat("å", 36) + ";": "payee_town: banken kan inte skriva orten",
	} {
		if got := refused(t, i, "clinics", payeeHead+"V7;Vården AB;;700;Kliniken;nej;"+row+"\n"); !strings.Contains(got, says) {
			t.Errorf("%s: %s, want a fault in %s", row, got, says)
		}
	}
}
