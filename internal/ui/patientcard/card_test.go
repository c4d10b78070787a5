package patientcard

import (
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

func card(t *testing.T) Card {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	today := domain.MustDate("2026-11-23")
	id, err := domain.ParsePersonID("196009172336", today)
	if err != nil {
		t.Fatal(err)
	}
	year := domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-12-31")}
	return Card{
		Result: app.PersonResult{At: time.Date(2026, 11, 20, 8, 15, 0, 0, time.UTC), Online: true, Facts: domain.PersonFacts{
			Person: id, BaseYear: 2026, BaseUsed: domain.Kronor(4310),
			Entitlements: []domain.Entitlement{{No: "764153", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-16")}}},
			Approvals:    []domain.PriorApproval{{No: "FHB-7", Support: domain.SupportS, Validity: year, Procedures: []string{"101", "301"}, Amount: domain.Kronor(18000), Used: domain.Kronor(1100)}},
		}},
		History: app.History{
			Bills:     []app.PastBill{{BillRef: "45600", Support: domain.SupportN, Last: domain.MustDate("2026-10-02"), Sum: domain.Kronor(1100)}},
			Exemption: &domain.FeeExemption{No: "F-1", Validity: year},
			Approved:  map[string]map[string]int{"FHB-7": {"101": 2}},
		},
		Region: app.RegionData{Profile: *profile, Prices: prices}, Today: today, Zone: time.UTC, Theme: theme.Plain(),
	}
}

// No line is wider than its room and the compact card never taller, whatever the
// region says; the age of the facts is always there.
func TestCardKeepsToItsRoom(t *testing.T) {
	const evil = "x\x1b]52;c;eA==\a\u202e\u009b2J\x00 mycket långt namn på något som inte ryms"
	hostile := card(t)
	f := &hostile.Result.Facts
	f.Entitlements = append(f.Entitlements, domain.Entitlement{No: evil, Support: domain.SupportF, Category: evil})
	f.Approvals = append(f.Approvals, domain.PriorApproval{No: evil, Support: evil, Procedures: []string{evil}})
	hostile.History.Bills[0].BillRef, hostile.History.Exemption.No = evil, evil
	for name, c := range map[string]Card{"ordinary": card(t), "hostile": hostile, "nothing known": {Result: app.PersonResult{At: card(t).Result.At, Online: true}, Today: card(t).Today, Zone: time.UTC, Theme: theme.Plain()}} {
		for w := 20; w <= 160; w += 7 {
			for _, l := range slices.Concat(c.Whole(w), c.Columns(w)) {
				if layout.Width(l) > w || strings.ContainsAny(l, "\x1b\a\x00\u202e\u009b") {
					t.Fatalf("%s at %d: %q", name, w, l)
				}
			}
			for h := 1; h < 14; h++ {
				lines := c.Compact(w, h)
				if len(lines) > h || !strings.Contains(strings.Join(lines, "\n"), "uppgifter från") {
					t.Fatalf("%s, %d high: %q", name, h, lines)
				}
			}
		}
	}
}

// What differs is told in words, not by colour: valid or ended, asked now or
// kept, a frikort on the bill or remembered.
func TestStatesDifferInWords(t *testing.T) {
	said := func(change func(*Card)) string {
		c := card(t)
		change(&c)
		return strings.Join(append(c.Whole(60), c.Age(60)), "\n")
	}
	base := said(func(*Card) {})
	for name, change := range map[string]func(*Card){
		"ended":       func(c *Card) { c.Result.Facts.Entitlements[0].Validity.To = domain.MustDate("2026-11-22") },
		"FHB ended":   func(c *Card) { c.Result.Facts.Approvals[0].Validity.To = domain.MustDate("2026-11-22") },
		"kept":        func(c *Card) { c.Result.Online = false },
		"used":        func(c *Card) { c.History.Approved = nil },
		"on the bill": func(c *Card) { c.Bill.Exemption = c.History.Exemption },
		"credited":    func(c *Card) { c.History.Bills[0].State = domain.BillCredited },
		"base passed": func(c *Card) { c.Result.Facts.BaseUsed = domain.Kronor(20001) },
	} {
		if said(change) == base {
			t.Errorf("%s looks as before", name)
		}
	}
	for _, words := range []string{"✓ giltigt", "16 900 av 18 000 kr kvar", "fakturerad 2 gånger", "från patientens senaste räkning", "kvar 15 690 av 20 000 kr", "200 kr per besök"} {
		if !strings.Contains(strings.ReplaceAll(base, "\u00a0", " "), words) {
			t.Errorf("%q is not said:\n%s", words, base)
		}
	}
}

// The compact card too says that an FHB was, and until when.
func TestCompactTellsOfAnEndedApproval(t *testing.T) {
	c := card(t)
	older := c.Result.Facts.Approvals[0]
	c.Result.Facts.Approvals[0].Validity.To = domain.MustDate("2026-10-19")
	older.No, older.Validity.To = "FHB-1", domain.MustDate("2025-10-19")
	c.Result.Facts.Approvals = append(c.Result.Facts.Approvals, older)
	if said := strings.Join(c.Compact(40, 14), "\n"); !strings.Contains(said, "FHB-7 gällde till 2026-10-19") || strings.Contains(said, "FHB-1") {
		t.Fatal(said)
	}
}

// A patient is found by the number as people write it; the entitlement and the
// time of the look-up stand beside it.
func TestRecent(t *testing.T) {
	c := card(t)
	list := Recent([]app.PersonResult{c.Result}, c.Today, time.UTC)
	it, ok := list.Item("19600917-2336")
	if !ok || it.Words != "N1 tills vidare" || it.Right != "2026-11-20" {
		t.Fatalf("%+v", it)
	}
	for _, spelling := range []string{"196009172336", "6009172336", "600917-2336"} {
		if !strings.Contains(it.Find, spelling) {
			t.Errorf("not found as %s", spelling)
		}
	}
}

// S3: an entitlement that has ended is told as that everywhere, and never as none.
func TestS3(t *testing.T) {
	c := card(t)
	c.Result.Facts.Entitlements[0].Validity.To = domain.MustDate("2026-10-29")
	list := Recent([]app.PersonResult{c.Result}, c.Today, time.UTC)
	recent, _ := list.Item("19600917-2336")
	for where, said := range map[string]string{
		"whole": strings.Join(c.Whole(200), "\n"), "compact": strings.Join(c.Compact(60, 14), "\n"), "recent": recent.Words,
	} {
		if !strings.Contains(said, "gällde till 2026-10-29") || strings.Contains(said, "inget intyg") {
			t.Errorf("%s:\n%s", where, said)
		}
	}
	c.Result.Facts.Entitlements = nil
	if said := strings.Join(c.Whole(200), "\n"); !strings.Contains(said, "Patienten har inget intyg") || strings.Contains(said, "gällde till") {
		t.Errorf("none ever:\n%s", said)
	}
}

// B28: who is old enough for tiotandvård and has no right here is sent to
// Försäkringskassan, in the portal's words.
func TestB28(t *testing.T) {
	const words = "Ingen rätt hos regionen hittad. Tiotandvård och annat statligt tandvårdsstöd gäller Försäkringskassan, inte regionen."
	for name, c := range map[string]struct {
		born   string
		change func(*domain.PersonFacts)
		want   bool
	}{
		"an entitlement": {"195105112584", func(*domain.PersonFacts) {}, false},
		"an FHB":         {"195105112584", func(f *domain.PersonFacts) { f.Entitlements = nil }, false},
		"neither":        {"195105112584", func(f *domain.PersonFacts) { f.Entitlements, f.Approvals = nil, nil }, true},
		"66 years old":   {"196009172336", func(f *domain.PersonFacts) { f.Entitlements, f.Approvals = nil, nil }, false},
	} {
		k := card(t)
		id, err := domain.ParsePersonID(c.born, k.Today)
		if err != nil {
			t.Fatal(err)
		}
		k.Result.Facts.Person = id
		c.change(&k.Result.Facts)
		if got := strings.Contains(strings.Join(k.Whole(200), "\n"), words); got != c.want {
			t.Errorf("%s: whole card says it: %v", name, got)
		}
		if got := strings.Contains(strings.Join(k.Compact(60, 14), "\n"), "tiotandvård gäller hos Försäkringskassan"); got != c.want {
			t.Errorf("%s: compact card says it: %v", name, got)
		}
	}
}

// N2 is named as it is called on the day.
func TestCategoryIsNamedByDate(t *testing.T) {
	c := card(t)
	c.Result.Facts.Entitlements[0].Category = "N2"
	for today, want := range map[string]string{"2026-06-30": "eget boende med hemsjukvård", "2026-07-01": "hälso- och sjukvård i hemmet"} {
		c.Today = domain.MustDate(today)
		if said := strings.Join(c.Whole(200), "\n"); !strings.Contains(said, "N2 "+want) {
			t.Errorf("%s:\n%s", today, said)
		}
	}
}
