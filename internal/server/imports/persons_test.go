package imports_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/sheet"
)

// L4: an empty protected leaves it alone, rows that contradict each other are a
// fault, and nej alone takes it away, after a question.
func TestL4ProtectionIsTakenAwayByNejAlone(t *testing.T) {
	i := filled(t)
	asks(t, take(t, i, "persons", personHead+kid+";;intyg;7;N;N1;;;2026-01-01;\n"), "")
	asks(t, take(t, i, "persons", personHead+kid+";ja;;;;;;;;\n"+kid+";;;;;;;;;\n"), "")
	if _, protected := facts(t, i, kid); !protected {
		t.Fatal("an empty cell took the protection away")
	}
	for _, file := range []string{kid + ";ja;;;;;;;;\n" + kid + ";nej;;;;;;;;\n", kid + ";nej;;;;;;;;\n" + kid + ";;;;;;;;;\n20130418-2387;ja;intyg;7;N;N1;;;2026-01-01;\n"} {
		if says := refused(t, i, "persons", personHead+file); !strings.Contains(says, "protected: rad 2 säger tvärtom om samma person") {
			t.Error(says)
		}
	}
	asks(t, take(t, i, "persons", personHead+anna+";nej;;;;;;;;\n"), "") // was not protected
	p, err := i.Plan(ctx, "persons", strings.NewReader(personHead+kid+";nej;;;;;;;;\n"+kid+";nej;;;;;;;;\n"), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	asks(t, p, "Personer med skyddad identitet som blir oskyddade: 1.")
	if _, protected := facts(t, i, kid); !protected {
		t.Fatal("a plan did something")
	}
	if err := i.Apply(ctx, p); err != nil {
		t.Fatal(err)
	}
	if _, protected := facts(t, i, kid); protected {
		t.Error("nej alone does not take the protection away")
	}
}

// L5: a number belongs to one person, in the file and in the region.
func TestL5NumbersBelongToOne(t *testing.T) {
	i := filled(t)
	const intyg, fhb = ";;intyg;I1;N;N1;;;2026-01-01;\n", ";;fhb;I1;S;;101;500;2026-01-01;2026-12-31\n"
	for file, want := range map[string]string{
		anna + intyg + bo + intyg:                                         "rad 3, no: numret står på rad 2 för en annan person",
		anna + fhb + cia + ";;;;;;;;;\n" + bo + fhb:                       "rad 4, no: numret står på rad 2 för en annan person",
		anna + intyg + anna + ";;intyg;I1;F;F2;;;2026-01-01;\n":           "rad 3, no: rad 2 säger något annat om samma nummer",
		anna + intyg + anna + ";;intyg;I1;N;N1;;;2026-01-01;återkallat\n": "rad 3, no: rad 2 säger något annat",
		bo + ";;intyg;1;N;N1;;;2026-01-01;\n":                             "rad 2, no: numret hör redan till en annan person i registret",
		bo + ";;fhb;2;S;;101;500;2026-01-01;2026-12-31\n":                 "rad 2, no: numret hör redan till en annan person i registret",
		bo + ";;intyg;1;N;N1;;;2026-01-01;Återkallat\n":                   "rad 2, no: numret hör redan till en annan person i registret",
	} {
		if says := refused(t, i, "persons", personHead+file); !strings.Contains(says, want) {
			t.Errorf("%s\nsays %s", file, says)
		}
	}
	take(t, i, "persons", personHead+anna+intyg+anna+fhb+anna+intyg) // two kinds, and a row twice
	if f, _ := facts(t, i, anna); len(f.Entitlements) != 2 || len(f.Approvals) != 2 {
		t.Errorf("%+v", f)
	}
	// Somebody else was faster between the plan and its doing.
	p, err := i.Plan(ctx, "persons", strings.NewReader(personHead+bo+";;intyg;I9;N;N1;;;2026-01-01;\n"), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	take(t, i, "persons", personHead+anna+";;intyg;I9;N;N1;;;2026-01-01;\n")
	if err := i.Apply(ctx, p); domain.KindOf(err) != domain.Conflict {
		t.Errorf("the number was taken from its owner: %v", err)
	}
}

// I3: what is taken is what was meant, checked against the region's profile.
func TestI3RightsAreCheckedAgainstTheRegion(t *testing.T) {
	i := filled(t)
	for row, want := range map[string]string{
		";;;I1;N;N1;;;2026-01-01;\n":                      "right: saknas, fast raden säger något om en rättighet",
		";;;;;;;;2026-01-01;\n":                           "right: saknas",
		";;intyg;I1;N;N77;;;2026-01-01;\n":                "category: regionen har ingen sådan kategori för N-tandvård, bara N1, N2, N3, N4",
		";;intyg;I1;N;F2;;;2026-01-01;\n":                 "category: regionen har ingen sådan kategori för N-tandvård",
		";;intyg;I1;N;;;;2026-01-01;\n":                   "category: saknas",
		";;intyg;I1;N;N1;101;;2026-01-01;\n":              "procedures: hör till en förhandsbedömning",
		";;intyg;I1;N;N1;;500;2026-01-01;\n":              "amount: hör till en förhandsbedömning",
		";;intyg;;N;N1;;;2026-01-01;\n":                   "no: saknas",
		";;fhb;I1;S;S1;101;500;2026-01-01;2026-12-31\n":   "category: hör till ett intyg",
		";;fhb;I1;S;;101;;2026-01-01;2026-12-31\n":        "amount: saknas: skriv det beviljade beloppet",
		";;fhb;I1;S;;101;0;2026-01-01;2026-12-31\n":       "amount: saknas: skriv det beviljade beloppet",
		";;fhb;I1;S;;101;500;2026-01-01;\n":               "valid_to: saknas: en förhandsbedömning har en sista dag",
		";;fhb;I1;S;;999;500;2026-01-01;2026-12-31\n":     "procedures: en av koderna finns inte i någon av regionens prislistor",
		";;fhb;I1;S;;101121;500;2026-01-01;2026-12-31\n":  "procedures: en av koderna finns inte",
		";;fhb;I1;S;;101/121;500;2026-01-01;2026-12-31\n": "procedures: koderna ska vara siffror",
		";;intyg;I1;N;N1;;;1926-01-01;\n":                 "valid_from: ligger före 1999-01-01",
		";;intyg;I1;N;N1;;;2026-01-01;2025-12-31\n":       "valid_to: ligger före valid_from: skriv återkallat",
	} {
		if says := refused(t, i, "persons", personHead+bo+row); !strings.Contains(says, "rad 2, "+want) || strings.Contains(says, "\n") {
			t.Errorf("%s says %s", row, says)
		}
	}
	for _, codes := range []string{"101 121 311", "101,121,311", "\"101;121;311\"", "101, 121,311"} {
		take(t, i, "persons", personHead+bo+";;fhb;I1;S;;"+codes+";500;2026-01-01;2026-12-31\n")
		if f, _ := facts(t, i, bo); len(f.Approvals) != 1 || strings.Join(f.Approvals[0].Procedures, "+") != "101+121+311" {
			t.Errorf("%s: %+v", codes, f.Approvals)
		}
	}
	p := take(t, i, "persons", personHead+cia+";;fhb;I2;S;;;obegränsat;2026-01-01;9999-12-31\n")
	f, _ := facts(t, i, cia)
	if len(f.Approvals) != 1 || f.Approvals[0].Amount != 0 || !f.Approvals[0].Validity.To.IsZero() || !strings.Contains(strings.Join(p.Notes, ""), "inte nämner några åtgärder och därför gäller alla: 1.") {
		t.Errorf("%+v %+v", f, p)
	}
}

// I3: a category that has ended is refused from its last day on, and a part of the
// support that the region does not bill always.
func TestI3CategoriesThatHaveEnded(t *testing.T) {
	i := filled(t)
	profile := *i.Profile
	profile.Categories = []domain.Category{{Code: "N1", Support: domain.SupportN, Ended: domain.MustDate("2026-06-01")}}
	i.Profile = &profile
	take(t, i, "persons", personHead+bo+";;intyg;I1;N;N1;;;2026-05-31;\n")
	if says := refused(t, i, "persons", personHead+bo+";;intyg;I2;N;N1;;;2026-06-01;\n"); says != "rad 2, category: har utgått (2026-06-01)" {
		t.Error(says)
	}
	if says := refused(t, i, "persons", personHead+bo+";;intyg;I2;X;N1;;;2026-01-01;\n"); !strings.Contains(says, "rad 2, support: ingen sådan del") {
		t.Error(says)
	}
	take(t, i, "persons", personHead+bo+";;intyg;I2;F;vad som helst;;;2026-01-01;\n") // the profile has no categories for F
}

// formula is a cell that no program has computed.
func formula(cell, text string) func(*excelize.File) error {
	return func(f *excelize.File) error {
		return errors.Join(f.SetCellValue("Sheet1", cell, nil), f.SetCellFormula("Sheet1", cell, text))
	}
}

// I8, I10: what looks filled in a sheet is never read as empty, nor as another value.
func TestI8I10CellsOfAWorkbook(t *testing.T) {
	i := filled(t)
	const row = personHead + bo + ";ja;fhb;I1;S;;101;500;2026-01-01;2026-12-31\n"
	for name, x := range map[string]struct {
		set  func(*excelize.File) error
		want string
	}{
		"protected": {formula("B2", `IF(1=1,"ja","nej")`), "rad 2, protected: cell B2: formeln har inget uträknat värde"},
		"valid_to":  {formula("J2", "DATE(2026,12,31)"), "rad 2, valid_to: cell J2: formeln"},
		"amount":    {formula("H2", "400+100"), "rad 2, amount: cell H2: formeln"},
		"an error":  {func(f *excelize.File) error { return f.SetCellStr("Sheet1", "D2", "#N/A") }, "rad 2, no: cell D2: cellen visar ett fel"},
		"two codes": {func(f *excelize.File) error { // "101 121" typed into Swedish Excel
			style, err := f.NewStyle(&excelize.Style{NumFmt: 3})
			return errors.Join(err, f.SetCellInt("Sheet1", "G2", 101121), f.SetCellStyle("Sheet1", "G2", "G2", style))
		}, "rad 2, procedures: cellen är ett tal med decimaler eller tusental"},
		"050101 as a day": {func(f *excelize.File) error {
			code := "000000"
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
			return errors.Join(err, f.SetCellInt("Sheet1", "I2", 50101), f.SetCellStyle("Sheet1", "I2", "I2", style))
		}, "rad 2, valid_from: inget datum"},
		"0101 as a code": {func(f *excelize.File) error {
			code := "0000"
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
			return errors.Join(err, f.SetCellInt("Sheet1", "G2", 101), f.SetCellStyle("Sheet1", "G2", "G2", style))
		}, "rad 2, procedures: en av koderna finns inte"},
		"a hidden row": {func(f *excelize.File) error { return f.SetRowVisible("Sheet1", 2, false) }, "rad 2: raden är dold"},
	} {
		if says := refused(t, i, "persons", book(t, row, x.set)); !strings.HasPrefix(says, x.want) {
			t.Errorf("%s: %s", name, says)
		}
	}
	take(t, i, "persons", book(t, row, func(f *excelize.File) error {
		return errors.Join(f.SetCellBool("Sheet1", "B2", true), f.SetCellInt("Sheet1", "G2", 101), f.SetCellFloat("Sheet1", "H2", 980.1, -1, 64))
	}))
	f, protected := facts(t, i, bo)
	if !protected || len(f.Approvals) != 1 || f.Approvals[0].Amount != 98_010 || f.Approvals[0].Procedures[0] != "101" {
		t.Errorf("%v %+v", protected, f)
	}
}

// I9: a hidden sheet is not the region's.
func TestI9TheSheetIsNamed(t *testing.T) {
	i := filled(t)
	p := take(t, i, "persons", book(t, personHead+bo+";ja;;;;;;;;\n", func(f *excelize.File) error {
		_, err := f.NewSheet("Patienter")
		f.SetActiveSheet(1)
		return errors.Join(err, f.SetSheetRow("Patienter", "A1", &[]any{"person", "protected", "right", "no", "support", "category", "procedures", "amount", "valid_from", "valid_to"}),
			f.SetCellStr("Patienter", "A2", cia), f.SetSheetVisible("Sheet1", false))
	}))
	if s := p.Source.String(); s != "arbetsbok, bladet ”Patienter”; dolt och inte läst: bladet ”Sheet1”" {
		t.Error(s)
	}
	facts(t, i, cia)
	inside(t, i, func(tx server.Tx) error {
		if _, _, err := tx.Person(id(t, bo), server.FactsRule{}); domain.KindOf(err) != domain.NotFound {
			t.Errorf("the hidden sheet was read in: %v", err)
		}
		return nil
	})
}

// I5: a right given on wrong grounds goes as if it had never been; a shorter or
// smaller one is asked about.
func TestI5RightsAreWithdrawn(t *testing.T) {
	i := filled(t)
	for row, says := range map[string]string{
		";;intyg;1;N;N1;;;2026-01-01;2026-06-30\n":             "gäller kortare tid, för mindre eller för något annat än förut: 1.",
		";;intyg;1;N;N2;;;2026-01-01;\n":                       "något annat än förut",
		";;fhb;2;S;;101 121;11000;2026-01-01;2026-12-31\n":     "för mindre",
		";;fhb;2;S;;101;12 000,50;2026-01-01;2026-12-31\n":     "för mindre",
		";;fhb;2;S;;101 121;12 000,50;2026-02-01;2026-12-31\n": "kortare tid",
		";;fhb;2;S;;101 121;12 000,50;2026-01-01;2027-12-31\n": "",
		";;fhb;2;S;;;obegränsat;2026-01-01;9999-12-31\n":       "",
		";;intyg;1;N;N1;;;2026-01-01;återkallat\n":             "Intyg och förhandsbedömningar som återkallas från första dagen: 1.",
	} {
		p, err := i.Plan(ctx, "persons", strings.NewReader(personHead+anna+row), sheet.Options{})
		if err != nil {
			t.Fatal(err)
		}
		asks(t, p, says)
	}
	take(t, i, "persons", personHead+anna+";;intyg;1;N;N1;;;2026-01-01;återkallat\n"+anna+";;fhb;2;S;;101 121;12 000,50;2026-01-01;ÅTERKALLAT\n")
	if f, _ := facts(t, i, anna); len(f.Entitlements)+len(f.Approvals) != 0 {
		t.Errorf("%+v", f)
	}
	p := take(t, i, "persons", personHead+anna+";;intyg;1;N;N1;;;2026-01-01;återkallat\n")
	if !strings.Contains(strings.Join(p.Notes, ""), "Återkallade nummer som inte finns i registret: 1.") {
		t.Error(p.Notes)
	}
	take(t, i, "persons", personHead+bo+";;intyg;1;N;N1;;;2026-01-01;\n") // the number is free again
}

// An import that is interrupted between batches says so, and again does the rest.
func TestI7AnInterruptedImportIsToldAndRepeated(t *testing.T) {
	i := empty(t)
	file := manyPeople(t, 5000)
	p, err := i.Plan(ctx, "persons", strings.NewReader(file), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	broken := imports.Import{Store: &failing{Store: i.Store, after: 1}, Now: i.Now, By: by}
	var interrupted *imports.Interrupted
	if err := broken.Apply(ctx, p); !errors.As(err, &interrupted) || !errors.Is(err, errBroken) || !strings.Contains(err.Error(), "imports: 1000 of 5000 rows done") {
		t.Fatal(err)
	}
	interrupted = nil
	if err := (imports.Import{Store: &failing{Store: i.Store}, Now: i.Now, By: by}).Apply(ctx, p); !errors.Is(err, errBroken) || errors.As(err, &interrupted) {
		t.Fatalf("nothing was done, and said is: %v", err)
	}
	take(t, i, "persons", file)
}

// A number of ten digits makes a child of whoever is over a hundred; so it is told.
func TestAGuessedChildIsTold(t *testing.T) {
	i := filled(t)
	for file, told := range map[string]bool{
		kid[2:] + ";;;;;;;;;\n" + kid[2:] + ";ja;;;;;;;;\n": true,
		kid + ";;;;;;;;;\n":      false,
		anna[2:] + ";;;;;;;;;\n": false,
	} {
		says := strings.Join(planned(t, i, "persons", personHead+file).Notes, "\n")
		if strings.Contains(says, "lästes som barn för att numret har tio siffror: 1.") != told {
			t.Errorf("%s\nsays %q", file, says)
		}
	}
}
