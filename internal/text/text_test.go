package text_test

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

func TestEveryFindingHasItsSentence(t *testing.T) {
	for _, d := range rules.Docs() {
		s := text.Finding(domain.Finding{Code: d.Code})
		if s.What == "" && d.Code != rules.CodePersonInvalid || strings.Contains(s.What, "inte känner till") {
			t.Errorf("%s: %+v", d.Code, s)
		}
	}
}

// The manual's own sentences, word for word.
func TestManualsSentences(t *testing.T) {
	for want, f := range map[string]domain.Finding{
		"Patienten saknar giltigt intyg för N-tandvård.":              {Code: rules.CodeEntitlement, Params: map[string]string{"support": "N"}},
		"Räkningens förhandsbedömningsnummer 123 är ogiltigt.":        {Code: rules.CodeApprovalInvalid, Params: map[string]string{"approval": "123"}},
		"Räkningsreferensen har redan använts, använd ett annat.":     {Code: rules.CodeBillRefUsed},
		"Personnumrets kontrollsiffra stämmer inte.":                  {Code: rules.CodePersonInvalid, Params: map[string]string{"reason": "check"}},
		"Förhandsbedömd vård kan inte faktureras i samma räkning som": {Code: rules.CodeApprovalMixed},
	} {
		if got := text.Finding(f).What; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q", f.Code, got)
		}
	}
}

func TestFindingParametersAreFiltered(t *testing.T) {
	s := text.Finding(domain.Finding{Code: rules.CodeCodeUnknown, Params: map[string]string{"code": "1\x1b[2J", "date": "2026-01-01"}})
	if strings.Contains(s.String(), "\x1b") || !strings.Contains(s.What, "1[2J") {
		t.Fatalf("%q", s)
	}
}

func TestStatusWords(t *testing.T) {
	day := domain.MustDate("2025-12-01")
	for want, got := range map[string]string{
		"Under behandling":                                   text.Status(domain.StatusReceived, domain.Date{}),
		"Godkänd för utbetalning 2025-12-01":                 text.Status(domain.StatusApproved, day),
		"Utbetalningsdatum 2025-12-01":                       text.Status(domain.StatusPaid, day),
		"Faktura makulerad":                                  text.Status(domain.StatusVoided, domain.Date{}),
		"2 räkningar krediterade":                            text.BillCounts(0, 2, 0),
		"1 räkning under granskning":                         text.BillCounts(1, 0, 0),
		"1 räkning makulerad":                                text.BillCounts(0, 0, 1),
		"1 räkning krediterad, 2 räkningar under granskning": text.BillCounts(2, 1, 0),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := text.Status("x\x1b7", domain.Date{}); got != "Okänd status (x7)" {
		t.Errorf("%q", got)
	}
}

func TestAFindingOnOldFactsSaysSo(t *testing.T) {
	f := domain.Finding{Code: rules.CodeEntitlement, Params: map[string]string{"support": "F", "date": "2026-11-20", "asked": "2026-11-20 14:05"}}
	if s := text.Finding(f); !strings.HasPrefix(s.Do, "Uppgifter från 2026-11-20 14:05. ") {
		t.Errorf("%+v", s)
	}
}

// An older client meets a newer server: its sentence is shown, made harmless.
func TestUnknownFindingIsToldInTheServersWords(t *testing.T) {
	f := domain.Finding{Code: "R-NEWER", Text: "Intyget är spärrat.\x1b[2J Ring regionen."}
	if s := text.Finding(f); s.String() != text.Safe(f.Text) || strings.Contains(s.What, "\x1b") {
		t.Errorf("%+v", s)
	}
	if s := text.Finding(domain.Finding{Code: "R-NEWER"}); !strings.Contains(s.What, "R-NEWER") {
		t.Errorf("%+v", s)
	}
	known := domain.Finding{Code: rules.CodeItemsNone, Text: "något annat"}
	if s := text.Finding(known); strings.Contains(s.String(), "något annat") {
		t.Error("a code known here has its own sentence, in the words of this version's manual")
	}
}
