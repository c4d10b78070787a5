package text

import (
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/outlook"
)

// forTheClinic are the states in which the clinic has something to do or to ask about.
var forTheClinic = []outlook.State{outlook.Late, outlook.Overdue, outlook.Voided, outlook.ToPayBack, outlook.Unknown}

// Every state has its own sentence, and what the clinic must act on says how.
func TestD15EveryStateHasItsSentence(t *testing.T) {
	unknown := Outlook(outlook.Outlook{State: "disputed"})
	seen := map[string]outlook.State{}
	for _, s := range outlook.States() {
		o := outlook.Outlook{State: s, On: domain.MustDate("2026-12-01"), By: domain.MustDate("2026-12-08"), Within: 10, OnHold: 1}
		got := Outlook(o)
		if (s != outlook.Unknown) != (got != unknown) {
			t.Errorf("%s: %s", s, got)
		}
		if other, twice := seen[got.String()]; twice {
			t.Errorf("%s and %s say the same: %s", s, other, got)
		}
		seen[got.String()] = s
		if slices.Contains(forTheClinic, s) && got.Do == "" {
			t.Errorf("%s: what to do is not said: %s", s, got)
		}
	}
}

func TestD15SentencesNameReasonAndDay(t *testing.T) {
	for want, o := range map[string]outlook.Outlook{
		"Regionen betalar som regel inom 10 bankdagar: senast 2026-12-11.":    {State: outlook.Waiting, Within: 10, By: domain.MustDate("2026-12-11")},
		"Du behöver inte göra något.":                                         {State: outlook.Waiting},
		"2 räkningar är under granskning: intyg saknas.":                      {State: outlook.OnHold, OnHold: 2, Reason: "intyg saknas"},
		"1 räkning är under granskning.":                                      {State: outlook.OnHold, OnHold: 1},
		"Regionen har makulerat den: fel[31m patient.":                        {State: outlook.Voided, Reason: "fel\x1b[31m patient"},
		"betalas ut 2026-12-01. Pengarna är på kontot senast 2026-12-08.":     {State: outlook.Approved, On: domain.MustDate("2026-12-01"), By: domain.MustDate("2026-12-08")},
		"Banken betalar ut pengarna 2026-12-01. Pengarna är på kontot senast": {State: outlook.Ahead, On: domain.MustDate("2026-12-01"), By: domain.MustDate("2026-12-08")},
		"Fakturan är utbetald 2026-12-01. Finns inte pengarna på kontot":      {State: outlook.Arrived, On: domain.MustDate("2026-12-01")},
		"Det kan ta några bankdagar innan pengarna är på kontot. Kommer de i": {State: outlook.Paid, On: domain.MustDate("2026-12-01")},
		"skulle ha betalats ut 2026-12-01, men regionen har inte meddelat":    {State: outlook.Overdue, On: domain.MustDate("2026-12-01")},
		"fast regionen som regel betalar inom 10 bankdagar (2026-12-11). Rin": {State: outlook.Late, Within: 10, By: domain.MustDate("2026-12-11")},
	} {
		if got := Outlook(o).String(); !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
}
