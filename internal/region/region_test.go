package region

import (
	"errors"
	"os"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

func TestLoadVGR(t *testing.T) {
	p, book, err := Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	if p.Deadline.Number != 6 || len(p.CareModels) != 5 || p.CareModels[0].Code != "K1" || len(p.Categories) != 30 || p.RefundAccount != "5591-09140" {
		t.Fatalf("profile reads as %+v", p)
	}
	on := domain.MustDate("2026-11-20")
	list, ok := book.List(domain.ListKey{Support: domain.SupportN}, on)
	if !ok || list.Procedures[0].Code != domain.PatientFeeCode {
		t.Fatal("the patient fee does not stand first")
	}
	for code, want := range map[string]domain.Procedure{
		"101":  {Code: "101", Name: "Basundersökning, utförd av tandläkare", Category: "Undersökning", Price: domain.Kronor(1100)},
		"825":  {Code: "825", Price: domain.Kronor(15250), Position: domain.PositionJaw},
		"115S": {Code: "115S", Specialist: true, Price: domain.Kronor(1060)},
		"805":  {Code: "805", Position: domain.PositionOptional},
	} {
		got, ok := book.Procedure(domain.ListKey{Support: domain.SupportN}, on, code)
		if !ok || got.Position != want.Position || got.Specialist != want.Specialist || (want.Price > 0 && got.Price != want.Price) || (want.Name != "" && got.Name != want.Name) {
			t.Errorf("%s: %+v %v", code, got, ok)
		}
	}
	for _, code := range []string{"115", "999", "101s"} {
		if _, ok := book.Procedure(domain.ListKey{Support: domain.SupportN}, on, code); ok {
			t.Errorf("%s may be billed", code)
		}
	}
	if _, ok := book.Procedure(domain.ListKey{Support: domain.SupportN}, domain.MustDate("2025-12-31"), "101"); ok {
		t.Error("the list of 2026 answers for 2025")
	}
	if len(book) != 1 || !strings.Contains(list.Name, "demo") {
		t.Errorf("the list must say that it is the demo's: %q", list.Name)
	}
	if _, _, err := Load("norrbotten"); err == nil {
		t.Error("a region without a profile was loaded")
	}
}

func TestLoadVarmland(t *testing.T) {
	p, book, err := Load("varmland")
	if err != nil {
		t.Fatal(err)
	}
	if p.Deadline.Number != 0 || !p.InvoiceNoMust || p.FeeMissing != domain.SeverityError || p.Support.Phone != "010-831 43 71" || !strings.Contains(p.Reminder, "FRISK") {
		t.Fatalf("%+v", p)
	}
	on := domain.MustDate("2026-11-20")
	for s, want := range map[domain.Support]string{"N": "Förhöjd tandvårdstaxa", "F": "Förhöjd tandvårdstaxa", "S": "Allmän tandvårdstaxa"} {
		if l, ok := book.List(domain.ListKey{Support: s}, on); !ok || !strings.HasPrefix(l.Name, want) {
			t.Errorf("%s is billed by %+v, want %s", s, l, want)
		}
	}
}

func TestLoadFile(t *testing.T) {
	dir := t.TempDir()
	good, bad := dir+"/norr.toml", dir+"/bad.toml"
	for name, body := range map[string]string{good: small, bad: "x = 1\n" + small} {
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if p, book, err := LoadFile(good); err != nil || p.ID != "x" || len(book) != 1 {
		t.Errorf("%+v, %d lists, %v", p, len(book), err)
	}
	if _, _, err := LoadFile(bad); err == nil || !strings.Contains(err.Error(), "rad 1: okänd nyckel x") {
		t.Error(err)
	}
	if _, _, err := LoadFile(dir + "/none.toml"); !os.IsNotExist(errors.Unwrap(err)) {
		t.Error(err)
	}
}

// tlvSum is the sum of all prices of the list, kronor: any slip of a digit shows.
const tlvSum = 2133155

// The embedded list is TLV's, whole: 200 codes and 195 of specialists, of which
// two (115, 116) have no general price; and the patient's fee, typed.
func TestTLVListIsWhole(t *testing.T) {
	_, book, err := Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	general, specialist := 0, 0
	var sum domain.Ore
	for _, p := range book[0].Procedures[1:] {
		if p.Specialist {
			specialist++
		} else {
			general++
		}
		sum += p.Price
		if p.Price <= 0 || p.ActualCost || p.Category == "" {
			t.Errorf("%+v", p)
		}
	}
	if general != 198 || specialist != 195 || sum != domain.Kronor(tlvSum) {
		t.Errorf("%d general, %d specialist, sum %v", general, specialist, sum)
	}
	if fee := book[0].Procedures[0]; !fee.ActualCost || fee.Price != 0 || fee.Position != domain.PositionNone {
		t.Errorf("the fee is %+v", fee)
	}
}

func TestPriceErrorsNameTheLine(t *testing.T) {
	const head = "code,name,category,specialist,price_sek,tooth_rule,tooth_rule_evidence\n101,A,B,false,100,,\n"
	for row, want := range map[string]string{
		"101,A,B,false,100,,\n":    "line 3: code 101 stands twice",
		"102,A,B,false,1o0,,\n":    "line 3: price",
		"102,A,B,false,-5,,\n":     "line 3: price",
		"102,A,B,maybe,100,,\n":    "line 3: specialist",
		"102S,A,B,false,100,,\n":   "line 3: code 102S and specialist false disagree",
		"102,A,B,true,100,,\n":     "line 3: code 102 and specialist true disagree",
		"102,\"A,B,false,100,,\n":  "line 3",
		"102,A,B,false,0,,\n":      "line 3: price",
		"102,A,B,false,100.5,,\n":  "line 3: price",
		"102,A,B,false,100,ear,\n": "line 3: unknown tooth rule",
		",A,B,false,100,,\n":       "line 3: code and name",
		"102,A,B\n":                "line 3",
	} {
		if _, err := ParsePrices(strings.NewReader(head + row)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", row, err, want)
		}
	}
	if _, err := ParsePrices(strings.NewReader("a,b,c,d,e,f,g\n")); err == nil {
		t.Error("other columns were accepted")
	}
}

func FuzzParsePrices(f *testing.F) {
	f.Add("code,name,category,specialist,price_sek,tooth_rule,tooth_rule_evidence\n101S,A,B,true,100,,\n")
	f.Fuzz(func(_ *testing.T, s string) { _, _ = ParsePrices(strings.NewReader(s)) })
}
