package invoicefile_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/region"
)

var today = domain.MustDate("2026-11-28")

// world is what a region says, for tests; it counts what it is asked.
type world struct {
	facts   rules.Facts
	org     string
	strange string // clinic that is not the user's
	persons map[string]invoicefile.PersonFacts
	used    map[string]bool
	asked   map[string]int
}

func newWorld(t testing.TB, id string) *world {
	t.Helper()
	profile, prices, err := region.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return &world{
		facts: rules.Facts{Today: today, Profile: profile, Prices: prices}, org: "857209-0606", strange: "99",
		persons: map[string]invoicefile.PersonFacts{}, used: map[string]bool{}, asked: map[string]int{},
	}
}

func (w *world) Clinic(_ context.Context, no string) (invoicefile.ClinicFacts, bool, error) {
	w.asked["clinic "+no]++
	f := invoicefile.ClinicFacts{Facts: w.facts, OrgNumber: w.org}
	f.Facts.Clinic = domain.Clinic{No: no}
	return f, no != w.strange, nil
}

func (w *world) Person(_ context.Context, clinic string, id domain.PersonID) (invoicefile.PersonFacts, error) {
	w.asked[clinic+" "+id.Canonical()]++
	return w.persons[id.Canonical()], nil
}

func (w *world) Used(_ context.Context, _, ref string) (bool, error) { return w.used[ref], nil }

func (w *world) check(t testing.TB, text string) *invoicefile.Report {
	t.Helper()
	r, err := invoicefile.Check(t.Context(), strings.NewReader(text), w, invoicefile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// said is the findings as "place code line".
func said(r *invoicefile.Report) (list []string) {
	for _, f := range r.Findings {
		list = append(list, fmt.Sprintf("%d %s %d", f.Place, f.Code, f.Line))
	}
	return list
}

// A file of bills as they come: each a line of rows, "date code öre" or "fee date".
type aFile struct {
	invoices []anInvoice
}

type anInvoice struct {
	clinic, no string
	bills      []aBill
}

type aBill struct {
	ref, person, more string
	rows              []string
}

func (f aFile) String() string {
	var body strings.Builder
	n, sum := 0, 0
	for _, i := range f.invoices {
		fmt.Fprintf(&body, "<invoice clinic=%q invoiceNo=%q>\n", i.clinic, i.no)
		for _, b := range i.bills {
			n++
			fmt.Fprintf(&body, "<bill id=\"a1f0c1de-52a4-4c0b-8d6f-%012d\"><person>%s</person><support>N</support><careModel>K1</careModel><billRef>%s</billRef>%s<items>\n", n, b.person, b.ref, b.more)
			for _, row := range b.rows {
				w := strings.Fields(row)
				if w[0] == "fee" {
					sum -= 20000
					fmt.Fprintf(&body, "<fee paid=\"true\"><date>%s</date><amountOre>20000</amountOre></fee>\n", w[1])
				} else {
					fmt.Fprintf(&body, "<item><date>%s</date><code>%s</code></item>\n", w[0], w[1])
				}
			}
			body.WriteString("</items></bill>\n")
		}
		body.WriteString("</invoice>\n")
	}
	return fmt.Sprintf(`<invoiceFile xmlns="urn:tandtui:fakturafil:1" version="1.0"><header><fileId>0b8f6a52-6a43-4f0e-9a55-3f6d1c2b7e90</fileId><created>2026-11-28T10:00:00Z</created><system>P</system><systemVersion>1</systemVersion><orgNumber>8572090606</orgNumber><bills>%d</bills><credits>0</credits><sumOre>%d</sumOre></header>
`, n, sum) + body.String() + "</invoiceFile>"
}

const (
	anna  = "19520516-2331"
	berit = "19510511-2584"
)

func visit(date string) []string { return []string{date + " 101", "fee " + date} }

func TestAGoodFileIsAllSendable(t *testing.T) {
	w := newWorld(t, "vgr")
	r := w.check(t, aFile{[]anInvoice{{"31", "1", []aBill{{"A", anna, "", visit("2026-11-20")}, {"B", berit, "", visit("2026-11-20")}}}}}.String())
	if len(r.Findings) > 0 || r.Bills != 2 || r.Sendables() != 2 || !r.Sendable(0) || !r.Sendable(1) || r.Sendable(2) || r.Sum != domain.Kronor(2*900) {
		t.Errorf("%v %+v", said(r), r)
	}
	if w.asked["clinic 31"] != 1 || w.asked["31 195205162331"] != 1 || len(w.asked) != 3 {
		t.Errorf("asked %v: each once", w.asked)
	}
}

// One faulty bill of three; the others can be sent.
func TestTheRulesCheckEachBill(t *testing.T) {
	w := newWorld(t, "vgr")
	w.used[rules.NormalRef("B")] = true
	r := w.check(t, aFile{[]anInvoice{{"31", "1", []aBill{{"A", anna, "", visit("2026-11-20")}, {"B", berit, "", visit("2026-11-20")}, {"C", berit, "", visit("2026-11-21")}}}}}.String())
	if diff := cmp.Diff([]string{"1 R-BILLREF-USED 7"}, said(r)); diff != "" || r.Sendable(1) || r.Sendables() != 2 || r.Faulty != 1 || r.FaultySum != domain.Kronor(900) {
		t.Errorf("%s %+v", diff, r)
	}
	f := r.Findings[0]
	if f.Path != "/invoiceFile/invoice[1]/bill[2]/billRef" || f.Clinic != "31" || f.BillRef != "B" || f.Person != berit {
		t.Errorf("%+v", f)
	}
}

// What a region says of a patient is heard.
func TestFactsOfThePatient(t *testing.T) {
	w := newWorld(t, "vgr")
	id, _ := domain.ParsePersonID(anna, today)
	w.persons[id.Canonical()] = invoicefile.PersonFacts{Known: true, Asked: time.Now(), Facts: domain.PersonFacts{Person: id, Entitlements: []domain.Entitlement{{No: "7", Support: domain.SupportF}}}}
	other, _ := domain.ParsePersonID(berit, today)
	w.persons[other.Canonical()] = invoicefile.PersonFacts{Refused: rules.CodePersonProtected}
	r := w.check(t, aFile{[]anInvoice{{"31", "1", []aBill{
		{"A", anna, "<entitlement>8</entitlement>", visit("2026-11-20")}, {"B", berit, "", visit("2026-11-20")},
	}}}}.String())
	want := []string{"0 F-ENTITLEMENT-NO 3", "0 R-ENTITLEMENT 4", "1 R-PERSON-PROTECTED 7"}
	if diff := cmp.Diff(want, said(r)); diff != "" {
		t.Error(diff)
	}
	if i := slices.IndexFunc(r.Findings, func(f invoicefile.Finding) bool { return f.Code == rules.CodeEntitlement }); i < 0 || r.Findings[i].Params["asked"] == "" {
		t.Errorf("not said how old the facts are: %+v", r.Findings)
	}
}

// A visit is divided between two bills; the fee stands on the second. Where the
// region refuses a visit without fee, both can be sent.
func TestAFeeOnALaterBill(t *testing.T) {
	w := newWorld(t, "varmland")
	f := aFile{[]anInvoice{{"31", "1", []aBill{{"A", anna, "", []string{"2026-11-20 101"}}, {"B", anna, "", []string{"fee 2026-11-20", "2026-11-20 302"}}, {"C", berit, "", []string{"2026-11-19 101"}}}}}}
	r := w.check(t, f.String())
	if diff := cmp.Diff([]string{"2 R-FEE-MISSING 11"}, said(r)); diff != "" || !r.Sendable(0) || !r.Sendable(1) || r.Sendable(2) || r.Faulty != 1 || r.FaultySum != domain.Kronor(1100) {
		t.Errorf("%s %+v", diff, r)
	}
}

// What stands twice in the file is found across its invoices.
func TestDoublesAcrossInvoices(t *testing.T) {
	f := aFile{[]anInvoice{
		{"31", "1", []aBill{{"A", anna, "", visit("2026-11-20")}}},
		{"32", "2", []aBill{{"a ", anna, "", []string{"2026-11-20 101", "2026-11-20 302"}}}},
	}}
	if diff := cmp.Diff([]string{"1 F-BILLREF-TWICE 9", "1 R-FEE-MISSING 10", "1 F-DOUBLE 10"}, said(newWorld(t, "vgr").check(t, f.String()))); diff != "" {
		t.Error(diff)
	}
	var codes []string
	for _, f := range newWorld(t, "varmland").check(t, f.String()).Findings {
		codes = append(codes, f.Code)
	}
	if slices.Contains(codes, invoicefile.CodeBillRefTwice) { // Värmland: a reference may come again
		t.Errorf("%v", codes)
	}
}

// Several clinics in a file (C10): a clinic that is not the user's, or another
// provider's, is refused bill by bill.
func TestClinicsOfTheFile(t *testing.T) {
	w := newWorld(t, "vgr")
	f := aFile{[]anInvoice{{"31", "1", []aBill{{"A", anna, "", visit("2026-11-20")}}}, {"99", "2", []aBill{{"B", berit, "", visit("2026-11-20")}}}}}
	r := w.check(t, f.String())
	if diff := cmp.Diff([]string{"1 F-CLINIC 9"}, said(r)); diff != "" || !r.Sendable(0) || r.Sendable(1) {
		t.Error(diff)
	}
	w.org = "802005-1952"
	if diff := cmp.Diff([]string{"0 F-PROVIDER 3", "1 F-CLINIC 9"}, said(w.check(t, f.String()))); diff != "" {
		t.Error(diff)
	}
}

// A fault of the file as a whole stops all of it.
func TestAFileFaultStopsAll(t *testing.T) {
	f := aFile{[]anInvoice{{"31", "1", []aBill{{"A", anna, "", visit("2026-11-20")}}}}}
	r := newWorld(t, "vgr").check(t, strings.Replace(f.String(), "<bills>1", "<bills>2", 1))
	if diff := cmp.Diff([]string{"-1 F-COUNT-BILLS 8"}, said(r)); diff != "" || !r.FileFault || r.Sendable(0) || r.Sendables() != 0 {
		t.Errorf("%s %+v", diff, r)
	}
	if err := invoicefile.Split(strings.NewReader(f.String()), r, invoicefile.Return{}); !errors.Is(err, invoicefile.ErrWhole) {
		t.Errorf("%v", err)
	}
}

// The same bytes have the same digest, also of a file that cannot be read to its
// end (C7).
func TestDigest(t *testing.T) {
	text := `<!DOCTYPE x><x/>` + strings.Repeat("\n", 100_000)
	w := newWorld(t, "vgr")
	a, b, c := w.check(t, text), w.check(t, text), w.check(t, text+"\n")
	if a.Digest != b.Digest || a.Digest == c.Digest || len(a.Digest) != 64 {
		t.Errorf("%s %s %s", a.Digest, b.Digest, c.Digest)
	}
}

// The check ends at once when it is no longer wanted, and says how far it is.
func TestACheckCanBeStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	raw, err := os.ReadFile("../../docs/fakturafil/vgr.xml")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	o := invoicefile.Options{Progress: func(bytes int64, _ int) { seen++; stop(); _ = bytes }}
	if _, err := invoicefile.Check(ctx, strings.NewReader(string(raw)), newWorld(t, "vgr"), o); !errors.Is(err, context.Canceled) || seen != 1 {
		t.Errorf("%v after %d", err, seen)
	}
	o = invoicefile.Options{Each: func(*invoicefile.Entry) error { return io.ErrShortWrite }}
	if _, err := invoicefile.Check(t.Context(), strings.NewReader(string(raw)), newWorld(t, "vgr"), o); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("%v", err)
	}
}

// The examples of the document can be sent as they are, in their region.
func TestExamplesAreSendable(t *testing.T) {
	for name, id := range map[string]string{"vgr": "vgr", "varmland": "varmland", "krediteringar": "vgr"} {
		f, err := os.Open("../../docs/fakturafil/" + name + ".xml")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		w := newWorld(t, id)
		r, err := invoicefile.Check(t.Context(), f, w, invoicefile.Options{})
		if err != nil || len(butBare(r)) > 0 || r.Sendables() != r.Bills+r.Credits || r.Sendables() == 0 {
			t.Errorf("%s: %v %v", name, said(r), err)
		}
		profile, prices := w.facts.Profile, w.facts.Prices
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		alone, err := invoicefile.Check(t.Context(), f, invoicefile.LocalFacts(profile, prices, today), invoicefile.Options{})
		if err != nil || len(butBare(alone)) > 0 {
			t.Errorf("%s without a region: %v %v", name, said(alone), err)
		}
	}
}

// However many warnings come first, an error stops the bill and is listed; the
// warnings that are not listed are counted.
func TestAnErrorBehindManyWarningsStopsTheBill(t *testing.T) {
	rows := slices.Repeat([]string{"2026-11-20 101"}, 300)
	rows = append(rows, "fee 2026-11-20", "2026-11-20 999")
	f := aFile{[]anInvoice{{"31", "1", []aBill{{"A", anna, "", rows}, {"B", berit, "", visit("2026-11-20")}}}}}
	r := newWorld(t, "vgr").check(t, f.String())
	if r.Sendable(0) || !r.Sendable(1) || r.Faulty != 1 || r.Unlisted != 100 || len(r.Findings) != 200 {
		t.Errorf("%d findings, %d unlisted, %d faulty", len(r.Findings), r.Unlisted, r.Faulty)
	}
	if !slices.ContainsFunc(r.Findings, func(f invoicefile.Finding) bool { return f.Code == rules.CodeCodeUnknown }) {
		t.Error("the error is not listed")
	}
}

// A settled fee frees a bill only of that error.
func TestASettledFeeLeavesOtherErrors(t *testing.T) {
	f := aFile{[]anInvoice{{"31", "1", []aBill{{"A", anna, "", []string{"2026-11-20 101", "2026-11-20 999"}}, {"B", anna, "", visit("2026-11-20")}}}}}
	r := newWorld(t, "varmland").check(t, f.String())
	if r.Sendable(0) || !r.Sendable(1) || r.Faulty != 1 {
		t.Errorf("%v", said(r))
	}
}
