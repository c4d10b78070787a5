package domain

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Of the lists in force on a date the one chosen on the bill goes before that of
// the support, and of two alike the provider's own agreement before everybody's
// (tandvårdslagen 15 b §).
func TestWhichListAnswers(t *testing.T) {
	year := Period{From: MustDate("2026-01-01"), To: MustDate("2026-12-31")}
	book := PriceBook{
		{ID: "high-2026", Use: "high", Validity: year, Supports: []Support{SupportN, SupportF}},
		{ID: "high-own", Use: "high", Provider: "P1", Validity: year, Supports: []Support{SupportN, SupportF}},
		{ID: "general-2026", Use: "general", Validity: year, Supports: []Support{SupportS}},
		{ID: "general-own", Use: "general", Provider: "P2", Validity: year, Supports: []Support{SupportS}},
		{ID: "general-twice", Use: "general", Validity: year, Supports: []Support{SupportS}},
	}
	on := MustDate("2026-11-20")
	for _, c := range []struct {
		key  ListKey
		want string
	}{
		{ListKey{Support: SupportN}, "high-2026"},
		{ListKey{Support: SupportF}, "high-2026"},
		{ListKey{Support: SupportS}, "general-2026"}, // the first of two that serve alike
		{ListKey{Support: SupportN, Provider: "P1"}, "high-own"},
		{ListKey{Support: SupportS, Provider: "P1"}, "general-2026"}, // no agreement for it
		{ListKey{Support: SupportS, Provider: "P2"}, "general-own"},
		{ListKey{Support: SupportN, Use: "general"}, "general-2026"},
		{ListKey{Support: SupportN, Use: "general", Provider: "P1"}, "general-2026"}, // chosen, before the agreement on another
		{ListKey{Support: SupportN, Use: "general", Provider: "P2"}, "general-own"},
		{ListKey{Support: SupportN, Use: "gone"}, "high-2026"}, // the chosen one has ended: that of the support
		{ListKey{Support: "O"}, ""},
		{ListKey{Use: "gone"}, ""},
		{ListKey{}, ""},
	} {
		l, ok := book.List(c.key, on)
		if ok != (c.want != "") || ok && l.ID != c.want {
			t.Errorf("%+v: %+v, want %s", c.key, l, c.want)
		}
		if l, ok := book.List(c.key, year.To.AddDays(1)); ok {
			t.Errorf("%+v: %s has ended", c.key, l.ID)
		}
	}
}

// A server of before lists had a use began their id with it.
func TestListOfAnOlderServer(t *testing.T) {
	book := PriceBook{
		{ID: "high-2026", Supports: []Support{SupportN}},
		{ID: "higher-2026", Supports: []Support{SupportN}},
		{ID: "high-2026-b", Use: "other", Supports: []Support{SupportN}},
	}
	for use, want := range map[string]string{"high": "high-2026", "higher": "higher-2026", "other": "high-2026-b"} {
		if l, ok := book.List(ListKey{Use: use}, MustDate("2026-05-05")); !ok || l.ID != want {
			t.Errorf("%s: %+v, want %s", use, l, want)
		}
	}
}

// The list that answers is the best of those that may, whatever the order; what
// may and how good it is is told here once more, in words.
func TestListIsTheBest(t *testing.T) {
	one := func(of ...string) *rapid.Generator[string] { return rapid.SampledFrom(of) }
	rapid.Check(t, func(t *rapid.T) {
		var book PriceBook
		for range rapid.IntRange(0, 6).Draw(t, "n") {
			l := PriceList{Provider: one("", "P1", "P2").Draw(t, "provider"), Use: one("a", "b").Draw(t, "use")}
			for _, s := range rapid.SliceOfN(one("N", "F", "S"), 0, 2).Draw(t, "supports") {
				l.Supports = append(l.Supports, Support(s))
			}
			book = append(book, l)
		}
		key := ListKey{Provider: one("", "P1").Draw(t, "for"), Use: one("", "a").Draw(t, "chosen"), Support: Support(one("N", "S").Draw(t, "part"))}
		chosen := func(l PriceList) bool { return key.Use == l.Use }
		serves := func(l PriceList) bool { return len(l.Supports) == 0 || slices.Contains(l.Supports, key.Support) }
		own := func(l PriceList) bool { return l.Provider != "" }
		var want *PriceList
		for _, better := range []func(PriceList) bool{
			func(l PriceList) bool { return chosen(l) && own(l) },
			chosen,
			func(l PriceList) bool { return serves(l) && own(l) },
			serves,
		} {
			if i := slices.IndexFunc(book, func(l PriceList) bool { return better(l) && (l.Provider == "" || l.Provider == key.Provider) }); i >= 0 {
				want = &book[i]
				break
			}
		}
		if got, ok := book.List(key, payday); got != want || ok != (want != nil) {
			t.Fatalf("%+v of %+v: %+v, want %+v", key, book, got, want)
		}
	})
}

// twice is a list with a code that was removed and used again for something
// else, and one that only N may use.
func twice() *PriceList {
	return &PriceList{Procedures: []Procedure{
		{Code: "101", Price: Kronor(900), Validity: Period{To: MustDate("2026-03-31")}},
		{Code: "102", Price: Kronor(500)},
		{Code: "101", Price: Kronor(950), Validity: Period{From: MustDate("2026-07-01")}},
		{Code: "103", Price: Kronor(100), Only: "N"},
	}}
}

func TestProcedureThatEndsWithinItsList(t *testing.T) {
	l := twice()
	for on, want := range map[string]Ore{"2026-01-01": Kronor(900), "2026-03-31": Kronor(900), "2026-04-01": 0, "2026-06-30": 0, "2026-07-01": Kronor(950), "2030-01-01": Kronor(950)} {
		var got Ore
		if p := l.Procedure("101", MustDate(on)); p != nil {
			got = p.Price
		}
		if got != want {
			t.Errorf("101 on %s: %s, want %s", on, got, want)
		}
	}
	if !l.Has("101") || !l.Has("103") || l.Has("10") || l.Has("") || l.Has("101S") {
		t.Error("which codes the list has on whatever date")
	}
	if l.Procedure("101s", payday) != nil {
		t.Error("codes are as written in the list")
	}
}

func TestWhatAListOffers(t *testing.T) {
	for _, c := range []struct {
		support Support
		on      string
		want    string
	}{
		{SupportN, "2026-01-01", "101=900 102=500 103=100"},
		{SupportN, "2026-05-01", "102=500 103=100"},
		{SupportF, "2026-07-01", "102=500 101=950"},
		{"", "2026-05-01", "102=500 103=100"}, // before a part is chosen
	} {
		l := twice()
		var got []string
		for _, p := range l.Offers(c.support, MustDate(c.on)) {
			got = append(got, p.Code+"="+strings.TrimSuffix(p.Price.String(), ",00"))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q on %s: %v, want %s", c.support, c.on, got, c.want)
		}
		if len(l.Procedures) != 4 || l.Procedures[0].Code != "101" || l.Procedures[3].Code != "103" {
			t.Errorf("the list itself is now %+v", l.Procedures)
		}
	}
	if l := (&PriceList{Procedures: []Procedure{{Code: "102"}}}); len(l.Offers(SupportS, payday)) != 1 {
		t.Error("everything may be billed, and not all is offered")
	}
}

func TestServes(t *testing.T) {
	for only, want := range map[string]string{"": "NFSO", "N": "N", "NF": "NF", "SO": "SO"} {
		p := Procedure{Only: only}
		for _, s := range "NFSO" {
			if p.Serves(Support(s)) != strings.ContainsRune(want, s) {
				t.Errorf("only %q: %c", only, s)
			}
		}
		if !p.Serves("") {
			t.Errorf("only %q: before a part is chosen every procedure may be billed", only)
		}
	}
}

// The fee's price is what the patient paid: typed, never of the list (B14).
func TestPatientFeeProcedure(t *testing.T) {
	p := PatientFee()
	if p.Code != PatientFeeCode || !p.ActualCost || p.Price != 0 || p.Position.Allowed() || p.ApprovalMust || !p.Serves(SupportS) || p.Name == "" {
		t.Errorf("%+v", p)
	}
	if !(Item{Code: p.Code}).IsFee() || (Item{Code: "101"}).IsFee() || (Item{Code: "patavg"}).IsFee() {
		t.Error("which row is the fee's")
	}
}
