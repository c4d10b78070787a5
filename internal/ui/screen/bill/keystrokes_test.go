package bill

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// A practised user's bill of two visits, five procedures and two fees takes
// fewer keys than this, besides the references.
const mostKeys = 60

// typist plays a bill as somebody who knows the keys and the codes by heart,
// and counts: each key press is one, references are not counted.
type typist struct {
	*uitest.Player
	keys   int
	played []string
}

// keysByName are the names that the document has for keys.
var keysByName = map[string]string{
	"enter": "Enter", "tab": "Tab", "shift+tab": "Shift+Tab", " ": "Space", "alt+a": "Alt+A", "ctrl+w": "Ctrl+W", "f6": "F6", "f8": "F8", "down": "↓",
}

// do types words and presses the keys named in angle brackets.
func (p *typist) do(words ...string) {
	for _, w := range words {
		if name, ok := strings.CutPrefix(w, "<"); ok {
			name = strings.TrimSuffix(name, ">")
			p.Press(name)
			p.keys++
			p.played = append(p.played, keysByName[name])
			continue
		}
		p.Type(w)
		p.keys += len([]rune(w))
		p.played = append(p.played, "`"+w+"`")
	}
}

// reference types a reference, which is as long as the clinic likes it.
func (p *typist) reference(s string) {
	p.Type(s)
	p.played = append(p.played, "*reference*")
}

// typical is a bill as the document shows it.
type typical struct {
	title, about string
	region       func(t *testing.T, p *port)
	play         func(p *typist)
	items        int // of all bills that must have been sent
}

var typicals = []typical{
	{
		"N, two visits, five procedures, two fees", "The patient's entitlement chooses N; one denture needs a jaw; Alt+A adds both fees.", nil,
		func(p *typist) {
			p.do("6009172336", "<enter>", "<tab>", "k1", "<enter>", "<tab>")
			p.reference("2026-11-014")
			p.do("<enter>")
			p.reference("45678")
			p.do("<enter>", "<enter>", "-3", "<enter>")
			p.do("101", "<enter>", "301", "<enter>", "825", "<enter>", "uk", "<enter>")
			p.do("<shift+tab>", "ig", "<enter>", "302", "<enter>", "845", "<enter>")
			p.do("<alt+a>", "<f8>", "<enter>")
		}, 7,
	},
	{
		"F, one visit, three procedures, one fee", "F is chosen by the entitlement; two fillings on a tooth each.",
		func(t *testing.T, p *port) {
			p.know(t, "19520516-2331", domain.Entitlement{No: "700001", Support: domain.SupportF, Category: "F2", Validity: domain.Period{From: domain.MustDate("2024-01-16")}})
		},
		func(p *typist) {
			p.do("5205162331", "<enter>", "<tab>", "<tab>")
			p.reference("2026-11-015")
			p.do("<enter>")
			p.reference("45679")
			p.do("<enter>", "<enter>", "<enter>")
			p.do("101", "<enter>", "704", "<enter>", "16", "<enter>", "705", "<enter>", "26", "<enter>")
			p.do("<alt+a>", "<f8>", "<enter>")
		}, 4,
	},
	{
		"S with prior approval (FHB), one visit", "Without entitlement S is assumed; the group of diseases is chosen; the only valid approval is filled in.",
		func(t *testing.T, p *port) {
			p.know(t, "19520516-2331")
			id := p.person(t, "19520516-2331")
			facts := p.persons[id.Canonical()]
			facts.Approvals = []domain.PriorApproval{{No: "FHB77", Support: domain.SupportS, Validity: domain.Period{From: domain.MustDate("2026-10-01"), To: domain.MustDate("2027-09-30")}, Amount: domain.Kronor(20_000)}}
			p.persons[id.Canonical()] = facts
		},
		func(p *typist) {
			p.do("5205162331", "<enter>", "<tab>", "s4", "<enter>", "<tab>", "<tab>")
			p.reference("2026-11-016")
			p.do("<enter>")
			p.reference("45680")
			p.do("<enter>", "<enter>", "<enter>")
			p.do("401", "<enter>", "36", "<enter>", "301", "<enter>")
			p.do("<alt+a>", "<f8>", "<enter>")
		}, 3,
	},
	{
		"N with frikort, one visit, no fee", "Frikort with its number and its days; the fee is not asked for.", nil,
		func(p *typist) {
			p.do("6009172336", "<enter>", "<tab>", "k1", "<enter>", "< >", "<tab>")
			p.reference("F-1234")
			p.do("<enter>", "260301", "<enter>", "270228", "<enter>")
			p.reference("2026-11-017")
			p.do("<enter>")
			p.reference("45681")
			p.do("<enter>", "<enter>", "<enter>")
			p.do("103", "<enter>", "301", "<enter>", "<f8>", "<enter>")
		}, 2,
	},
	{
		"Two patients of a round, the second bill copied", "F6 begins the next patient's bill on the same invoice; Ctrl+W takes the rows of the bill before.",
		func(t *testing.T, p *port) {
			p.know(t, "19520516-2331", domain.Entitlement{No: "700002", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-16")}})
		},
		func(p *typist) {
			p.do("6009172336", "<enter>", "<tab>", "k1", "<enter>", "<tab>")
			p.reference("2026-11-018")
			p.do("<enter>")
			p.reference("45682")
			p.do("<enter>", "<enter>", "<enter>")
			p.do("111", "<enter>", "301", "<enter>", "<alt+a>")
			p.do("<f6>", "5205162331", "<enter>", "<ctrl+w>", "<enter>")
			p.reference("45683")
			p.do("<f8>", "<enter>")
		}, 6,
	},
}

// TestKeystrokes plays five typical bills through the real screen and the real
// rules until they are sent, and holds docs/keystrokes.md to what was counted.
func TestKeystrokes(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Keystrokes of five typical bills\n\n" +
		"Written by `go test ./internal/ui/screen/bill -run Keystrokes -update`, which plays the keys on the screen, with the region's rules, until the bill is sent. " +
		"Each key press counts one; references (invoice number, bill reference, number of a frikort) are as long as the clinic makes them and do not count.\n\n" +
		"| bill | keys |\n|---|---|\n")
	var how strings.Builder
	for i, bill := range typicals {
		keys, played := bill.count(t)
		if i == 0 && keys >= mostKeys {
			t.Errorf("%s: %d keys, the promise is fewer than %d", bill.title, keys, mostKeys)
		}
		fmt.Fprintf(&b, "| %s | %d |\n", bill.title, keys)
		fmt.Fprintf(&how, "\n## %s\n\n%s\n\n%s\n", bill.title, bill.about, played)
	}
	b.WriteString(how.String())
	const file = "../../../../docs/keystrokes.md"
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != b.String() {
		t.Errorf("%s is not what was counted now (%v); run with -update and look at it:\n%s", file, err, b.String())
	}
}

// count plays the bill and fails unless the whole of it was sent.
func (b typical) count(t *testing.T) (keys int, played string) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	if b.region != nil {
		b.region(t, p)
	}
	ty := &typist{Player: uitest.Open(t, clock, New(clock.Env(), p, ""))}
	b.play(ty)
	ty.Wait(time.Second)
	items := 0
	for _, bill := range last(p).Bills {
		items += len(bill.Items)
	}
	if len(p.sent) != 1 || ty.Last.To.Name != screen.Receipt || items != b.items {
		t.Fatalf("%s: sent %v, %d rows of %d; %s\n%s", b.title, p.sent, items, b.items, cursor(ty.Player), ty.View(uitest.Sizes[0]))
	}
	return ty.keys, strings.Join(ty.played, " ")
}

func (p *port) person(t *testing.T, number string) domain.PersonID {
	t.Helper()
	id, err := domain.ParsePersonID(number, p.today)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
