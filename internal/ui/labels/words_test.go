package labels

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"example.org/tandtui/internal/domain"
)

// Every text of the screens is composed (NFC), so that å is one cell, and has no
// control characters but the line breaks of what is printed.
func TestTextsOfTheScreensAreClean(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		dirty := func(r rune) bool { return unicode.IsControl(r) && r != '\n' }
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			s, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			seen++
			if !norm.NFC.IsNormalString(s) || strings.IndexFunc(s, dirty) >= 0 {
				t.Errorf("%s: %q is not composed, or has control characters", name, s)
			}
			return true
		})
	}
	if seen < 500 {
		t.Fatalf("only %d texts: the test does not see them", seen)
	}
}

// One is counted in the singular, and what is not there is not named.
func TestCountedWords(t *testing.T) {
	first, second := domain.MustDate("2026-11-20"), domain.MustDate("2026-11-23")
	for _, c := range []struct{ got, want string }{
		{BillSendOff(1), "1 fel kvar"},
		{BillErrorsLeft(2), "2 fel kvar: rätta det markerade."},
		{BillPlace(2, 3), "Räkning 2 av 3"},
		{RowField(2, "Åtgärd"), "Rad 2, Åtgärd"},
		{BillSendSummary(1, 1, 0, "800,00 kr"), "1 räkning, 1 åtgärd, summa 800,00 kr"},
		{BillSendSummary(2, 3, 1, "800,00 kr"), "2 räkningar, 3 åtgärder, 1 patientavgift, summa 800,00 kr"},
		{BillSendSummary(2, 3, 2, "800,00 kr"), "2 räkningar, 3 åtgärder, 2 patientavgifter, summa 800,00 kr"},
		{BillListTitle("", 2), "Fakturan · 2 räkningar"},
		{BillListTitle("2026-1", 1), "Faktura 2026-1 · 1 räkning"},
		{Warnings(1), "1 varning"},
		{Warnings(2), "2 varningar"},
		{Visits(nil), ""},
		{Visits([]domain.Date{first}), "2026-11-20"},
		{Visits([]domain.Date{first, second}), "2026-11-20, 2 besök"},
		{Supports([]domain.Support{"N", "F"}), "N, F"},
		{ClinicsElsewhere(1), "1 ärende för en annan klinik väntar på svar eller på att du ser svaret."},
		{ClinicsElsewhere(2), "2 ärenden för andra kliniker väntar på svar eller på att du ser svaret."},
		{CreditChosen(1, 1), "Krediteras: 1 av 1 rad"},
		{CreditChosen(1, 3), "Krediteras: 1 av 3 rader"},
		{CreditHead("", "19600917-2336"), "Räkning för 19600917-2336"},
		{CreditHead("R-1", "19600917-2336"), "Räkning R-1   19600917-2336"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// A question about money names the amount, the bill and the patient.
func TestQuestionsBeforeCrediting(t *testing.T) {
	for got, want := range map[string]string{
		CreditQuestion("R-1", "19600917-2336", 1, 3, domain.Kronor(800)): "Kreditera 1 rad av räkningen R-1 för 19600917-2336, 800,00 kr?",
		CreditQuestion("", "19600917-2336", 3, 3, domain.Kronor(800)):    "Kreditera hela räkningen för 19600917-2336, 800,00 kr?",
		CreditInvoiceQuestion("", 1, domain.Kronor(1600)):                "Kreditera hela fakturan, 1 räkning, 1 600,00 kr?",
		CreditInvoiceQuestion("2026-1", 2, domain.Kronor(1600)):          "Kreditera hela fakturan 2026-1, 2 räkningar, 1 600,00 kr?",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What comes from outside cannot write to the terminal, in whatever sentence.
func TestOutsideWordsAreFiltered(t *testing.T) {
	const evil = "\x1b]52;c;aGVq\x07\u202e"
	for _, s := range []string{
		Performer(domain.Performer{Name: "Åsa" + evil, Profession: evil}), GotoClinic(evil, evil), ClinicChanged(evil, false), ClinicChanged(evil, true),
		Supports([]domain.Support{evil}), CreditHead(evil, evil), CreditQuestion(evil, evil, 1, 2, 0), CreditInvoiceQuestion(evil, 1, 0), CreditRefund("", evil),
		BillSplitOffer(domain.Finding{Params: map[string]string{"code": evil, "approval": evil}}),
	} {
		if strings.ContainsAny(s, "\x1b\x07\u202e") {
			t.Errorf("%q", s)
		}
	}
	if got := Performer(domain.Performer{Name: "Åsa Ek", Profession: "tandläkare", Specialist: true}); got != "Åsa Ek, tandläkare, specialist" {
		t.Errorf("%q", got)
	}
}
