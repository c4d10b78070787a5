package bank

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

func TestOrdersAreWrittenAsTheSchemasWant(t *testing.T) {
	for _, region := range []string{"vgr", "varmland"} { // .09 and .03
		p := aProfile(t, region)
		for _, characters := range []string{Swedish, Basic} {
			p.Characters, p.Agreement = characters, ""
			if characters == Basic {
				p.Agreement = "123456789"
			}
			file := written(t, anOrder(), p)
			valid(t, p.Message, file)
			golden(t, p.Message+"-"+characters+".xml", file)
			if again := written(t, anOrder(), p); !bytes.Equal(again, file) {
				t.Errorf("%s %s: another file of the same order", region, characters)
			}
		}
	}
}

func TestEachPlusgiroSchemeIsWritten(t *testing.T) {
	p := aProfile(t, "vgr")
	for name, want := range map[string]string{SchemeBBAN: "<Cd>BBAN</Cd>", SchemePGNR: "<Prtry>PGNR</Prtry>"} {
		p.PlusgiroScheme = name
		o := anOrder()
		o.Payments = o.Payments[1:2]
		file := string(written(t, o, p))
		valid(t, p.Message, []byte(file))
		if !strings.Contains(file, want) || !strings.Contains(file, "<MmbId>9960</MmbId>") {
			t.Errorf("%s:\n%s", name, file)
		}
	}
}

func TestOrdersThatNoFileCanBeWrittenOf(t *testing.T) {
	for name, spoil := range map[string]func(*Order){
		"no payments":      func(o *Order) { o.Payments = nil },
		"nothing to pay":   func(o *Order) { o.Payments[3].Amount = 0 },
		"below zero":       func(o *Order) { o.Payments[3].Amount = -1 },
		"too much":         func(o *Order) { o.Payments[3].Amount = maxMinor + 1 },
		"parts differ":     func(o *Order) { o.Payments[0].Remittances[0].Amount++ },
		"a part of zero":   func(o *Order) { o.Payments[0].Remittances[0].Amount = 0 },
		"twice":            func(o *Order) { o.Payments[1].EndToEndID = o.Payments[0].EndToEndID },
		"no id":            func(o *Order) { o.Payments[1].EndToEndID = "" },
		"a long id":        func(o *Order) { o.Payments[1].EndToEndID = strings.Repeat("1", 36) },
		"an odd id":        func(o *Order) { o.Payments[1].EndToEndID = "A/" },
		"no message id":    func(o *Order) { o.MessageID = "" },
		"no date":          func(o *Order) { o.Execution = domain.Date{} },
		"no name":          func(o *Order) { o.Payments[0].Creditor.Name = " \t" },
		"no town":          func(o *Order) { o.Payments[0].Creditor.Town = "" },
		"no country":       func(o *Order) { o.Payments[0].Creditor.Country = "Sverige" },
		"no such bankgiro": func(o *Order) { o.Payments[0].Account.Digits = "55910914" },
		"a dash":           func(o *Order) { o.Payments[0].Account.Digits = "991-2346" },
		"no such plusgiro": func(o *Order) { o.Payments[1].Account.Digits = "1234567" },
		"short account":    func(o *Order) { o.Payments[2].Account.Digits = "123" },
		"no such IBAN":     func(o *Order) { o.Payments[3].Account.Digits = "SE4650000000058398257466" },
		"no kind":          func(o *Order) { o.Payments[0].Account.Kind = "" },
	} {
		o := anOrder()
		spoil(&o)
		var b bytes.Buffer
		err := WritePain001(&b, o, aProfile(t, "vgr"))
		if err == nil || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
			continue
		}
		coded(t, err, CodeOrder)
		if strings.Contains(err.Error(), "Tandvård") || strings.Contains(err.Error(), "9912346") {
			t.Errorf("%s: the error names a creditor or an account: %v", name, err)
		}
	}
	coded(t, WritePain001(io.Discard, anOrder(), Profile{}), CodeOrder)
}

// failing lets some bytes through, as a full disk does.
type failing struct{ left int }

var errFull = errors.New("full")

func (f *failing) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestAFullDiskIsTold(t *testing.T) {
	size := len(written(t, anOrder(), aProfile(t, "vgr")))
	for _, room := range []int{0, 40, size - 1} {
		if err := WritePain001(&failing{room}, anOrder(), aProfile(t, "vgr")); !errors.Is(err, errFull) {
			t.Errorf("%d bytes: %v", room, err)
		}
	}
}

func TestTextsAreInTheBanksCharacters(t *testing.T) {
	for _, c := range []struct{ in, swedish, basic string }{
		{"Åäö ÉÜ", "Åäö ÉÜ", "Aao EU"},
		{"a\u0308r", "är", "ar"},
		{"  två\n rader\t", "två rader", "tva rader"},
		{"Ørsted – 10 %", "Ørsted - 10 %", "Orsted - 10"},
		{"Łukasz Đ", "Lukasz D", "Lukasz D"},
		{"\x1b[31mröd\u202e", "[31mröd", "31mrod"},
		{"日本", "", ""},
		{"a&b<c>", "a&b<c>", "a b c"},
		{"½ dag ×", "dag", "dag"},
	} {
		if got := text(c.in, Swedish, 140); got != c.swedish {
			t.Errorf("%q: %q", c.in, got)
		}
		if got := text(c.in, Basic, 140); got != c.basic {
			t.Errorf("%q, basic: %q", c.in, got)
		}
	}
	if got := text(strings.Repeat("å ", 80), Swedish, 140); got != strings.TrimSpace(strings.Repeat("å ", 70)) {
		t.Errorf("%d characters", len([]rune(got)))
	}
}

func TestReferencesThatDoNotFitAreCounted(t *testing.T) {
	var parts []Remittance
	for i := range int64(40) {
		parts = append(parts, Remittance{OurRef: 518148 + i, Amount: 1})
	}
	line := references(append(parts, Remittance{Amount: 1, Credit: true}))
	if len(line) > maxText || !strings.HasPrefix(line, "Vår ref 518148 518149 ") || !strings.HasSuffix(line, fmt.Sprintf(" +%d", 40-strings.Count(line, " 518"))) {
		t.Errorf("%d bytes: %s", len(line), line)
	}
}

func TestAnyOrderIsValidAndAddsUp(t *testing.T) {
	p := aProfile(t, "vgr")
	rapid.Check(t, func(t *rapid.T) {
		var o Order
		o.MessageID, o.Created, o.Execution = MessageID(p.Debtor.OrgNumber, rapid.Int64Range(1, 1<<40).Draw(t, "run")), anOrder().Created, anOrder().Execution
		for i := range rapid.IntRange(1, 5).Draw(t, "payments") {
			one := Payment{EndToEndID: EndToEndID(int64(i + 1)), Account: Account{Bankgiro, "9912346"}}
			one.Creditor = Party{Name: "X" + rapid.String().Draw(t, "name"), Town: "Ö" + rapid.String().Draw(t, "town")}
			for range rapid.IntRange(1, 4).Draw(t, "parts") {
				amount := domain.Ore(rapid.Int64Range(1, 1_000_000).Draw(t, "amount"))
				one.Remittances = append(one.Remittances, Remittance{rapid.Int64Range(0, 999_999).Draw(t, "ref"), rapid.String().Draw(t, "number"), amount, false})
				one.Amount += amount
			}
			o.Payments = append(o.Payments, one)
		}
		var b bytes.Buffer
		if err := WritePain001(&b, o, p); err != nil {
			t.Fatal(err)
		}
		if want := "<CtrlSum>" + decimal(o.Sum()) + "</CtrlSum>"; strings.Count(b.String(), want) != 2 {
			t.Fatalf("no %s", want)
		}
	})
}

func TestAmountsAreReadToTheOre(t *testing.T) {
	for in, want := range map[string]domain.Ore{"0": 0, "0.00": 0, ".6": 60, "4533": 453300, "12.5": 1250, "1.1000": 110, " 7.01 ": 701, "-3": -300, "+2.": 200, "9999999999999.99": 999999999999999} {
		if got, err := parseMinor(in); err != nil || got != want {
			t.Errorf("%q: %d %v", in, got, err)
		}
	}
	for _, in := range []string{"", ".", "-", "1,50", "1.234", "1e3", "1 000", "0x1", "--1", "10000000000000.01", "99999999999999999999", "NaN", "١"} {
		if got, err := parseMinor(in); err == nil {
			t.Errorf("%q: %d", in, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		o := domain.Ore(rapid.Int64Range(-maxMinor, maxMinor).Draw(t, "öre"))
		if got, err := parseMinor(decimal(o)); err != nil || got != o {
			t.Fatalf("%d: %s, %d %v", o, decimal(o), got, err)
		}
	})
}

func TestProfiles(t *testing.T) {
	if _, err := LoadProfile("nowhere"); err == nil {
		t.Error("a profile of no region")
	}
	raw, err := data.ReadFile("data/vgr.toml")
	if err != nil {
		t.Fatal(err)
	}
	for old, now := range map[string]string{
		`id = "vgr"`:                        `id = "V"`,
		`bank = "Demobanken"`:               `bank = ""`,
		`message = "pain.001.001.09"`:       `message = "pain.001.001.02"`,
		`characters = "swedish"`:            `characters = "utf-8"`,
		`plusgiroScheme = "BBAN"`:           `plusgiroScheme = ""`,
		`bic = "ESSESESS"`:                  `bic = "SEB"`,
		`agreement = ""`:                    `agreement = "` + strings.Repeat("1", 36) + `"`,
		`name = "Västra Götalandsregionen"`: `name = ""`,
		`town = "Vänersborg"`:               `town = ""`,
		`country = "SE"`:                    `country = "se"`,
		`orgNumber = "232100-0131"`:         `orgNumber = "1"`,
		`"SE4550000000058398257466"`:        `"SE4550000000058398257467"`,
		`batchBooking = true`:               `bookBatch = true`,
		`[debtor]`:                          `[debtor`,
	} {
		spoilt := strings.Replace(string(raw), old, now, 1)
		if spoilt == string(raw) {
			t.Fatalf("%s is not there", old)
		}
		if _, err := ParseProfile([]byte(spoilt)); err == nil {
			t.Errorf("%s was accepted", now)
		}
	}
	if _, err := ParseProfile(append([]byte("\ufeff"), raw...)); err != nil {
		t.Errorf("with a byte order mark: %v", err)
	}
}
