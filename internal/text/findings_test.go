package text_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

func TestDeadlineInWords(t *testing.T) {
	for days, want := range map[string]string{
		"0":  "Sista dag att skicka: 2026-12-23 (idag).",
		"1":  "Sista dag att skicka: 2026-12-23 (1 dag kvar).",
		"29": "Sista dag att skicka: 2026-12-23 (29 dagar kvar).",
	} {
		f := domain.Finding{Code: rules.CodeDateSoon, Params: map[string]string{"days": days, "last": "2026-12-23"}}
		if got := text.Finding(f).What; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What was typed is repeated as it is, even if it looks like a parameter.
func TestParametersAreNotExpandedTwice(t *testing.T) {
	f := domain.Finding{Code: rules.CodePriceList, Params: map[string]string{"price": "{list}", "list": "{date}", "date": "{price}"}}
	want := "Priset {list} stämmer inte: prislistan {price} säger {date}."
	for range 50 {
		if got := text.Finding(f).What; got != want {
			t.Fatalf("%q", got)
		}
	}
}

// What to do is what can be done: the procedure's own positions, and no date of a
// visit that is not typed yet.
func TestWhatToDoFitsTheRow(t *testing.T) {
	for want, f := range map[string]domain.Finding{
		"Den står på en räkning i utkorgen.":                                                    {Code: rules.CodeBillRefUsed, Params: map[string]string{"waiting": "1"}},
		"Ange tand (11–48, mjölktand 51–85) för 401.":                                           {Code: rules.CodePositionInvalid, Params: map[string]string{"position": "49", "code": "401", "rule": string(domain.PositionTooth)}},
		"Välj tand 11–48, mjölktand 51–85, ÖK, UK eller Q1–Q4.":                                 {Code: rules.CodePositionInvalid, Params: map[string]string{"position": "49"}},
		"Välj S med FHB, eller vänta på nytt intyg.":                                            {Code: rules.CodeEntitlement, Item: domain.WholeBill, Params: map[string]string{"support": "F", "date": "2026-11-23"}},
		"Patienten har intyg för N-tandvård: välj N, eller S med FHB.":                          {Code: rules.CodeEntitlement, Params: map[string]string{"support": "F", "has": "N", "last": "1 2026-10-01"}},
		"Besöket är 2026-11-23: kontrollera datumet, välj S med FHB eller vänta på nytt intyg.": {Code: rules.CodeEntitlement, Params: map[string]string{"support": "F", "date": "2026-11-23"}},
		"Kvar 6 620,00 kr, vården kostar 8 275,00 kr: sök en ny FHB.":                           {Code: rules.CodeApprovalAmount, Params: map[string]string{"approval": "88002", "left": "6 620,00", "care": "8 275,00"}},
	} {
		if got := text.Finding(f).Do; got != want {
			t.Errorf("%s: %q, want %q", f.Code, got, want)
		}
	}
}

// The other place of what stands twice is named by its bill where it is another;
// an amount that is missing is not a wrong one.
func TestWordsFollowTheParameters(t *testing.T) {
	for want, f := range map[string]domain.Finding{
		"101 står redan på rad 1 samma dag.":                          {Code: rules.CodeDouble, Params: map[string]string{"code": "101", "row": "1"}},
		"101 står redan på räkning 2, rad 1, samma dag.":              {Code: rules.CodeDouble, Params: map[string]string{"code": "101", "row": "1", "bill": "2"}},
		"Patientavgiftens belopp saknas.":                             {Code: rules.CodeFeeSign, Params: map[string]string{"price": "0,00"}},
		"Patientavgiften ska dras av.":                                {Code: rules.CodeFeeSign, Params: map[string]string{"price": "200,00"}},
		"Besöket 2026-11-20 har två patientavgifter.":                 {Code: rules.CodeFeeTwice, Params: map[string]string{"date": "2026-11-20"}},
		"Besöket 2026-11-20 har redan en patientavgift på räkning 2.": {Code: rules.CodeFeeTwice, Params: map[string]string{"date": "2026-11-20", "bill": "2"}},
	} {
		if got := text.Finding(f).What; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A reason that only a newer server knows still gives a sentence.
func TestUnknownReason(t *testing.T) {
	s := text.Finding(domain.Finding{Code: rules.CodePersonInvalid, Params: map[string]string{"reason": "new"}})
	if s.What != "Personnumret är inte riktigt." || s.Do == "" {
		t.Fatalf("%+v", s)
	}
}

// No finding from a server puts anything on screen but plain text.
func FuzzFinding(f *testing.F) {
	f.Add(rules.CodeEntitlement, "last", "764153 \x1b[2J")
	f.Add(rules.CodeDateSoon, "days", "\u202e1")
	f.Add("R-\x1b]52", "x", "y")
	f.Fuzz(func(t *testing.T, code, name, value string) {
		s := text.Finding(domain.Finding{Code: code, Params: map[string]string{name: value}}).String()
		if text.Safe(s) != s {
			t.Fatalf("%q lets %q through", code, s)
		}
	})
}
