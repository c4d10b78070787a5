package imports_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/sheet"
)

// The corpus is the files that offices have (rows I1–I12 of what was seen), each
// as text and as the workbooks of three programs, written by other code than that
// which reads them. The clinics are those of clinicsFile.

// each gives a file in all its forms. Cells with a type of their own exist in
// workbooks only: then typed is true.
func each(t *testing.T, file string, typed bool, do func(form string, raw []byte)) {
	t.Helper()
	if !typed {
		for _, sep := range []string{";", "\t", "|"} {
			do("text with "+sep, []byte(strings.ReplaceAll(file, ";", sep)))
		}
		do("text of Windows", []byte("\ufeff"+strings.ReplaceAll(file, "\n", "\r\n")))
	}
	for _, program := range programs {
		do(program, booked(program, file).bytes(t))
	}
}

// one is a file of the corpus and what is to become of it: it is refused with
// these words, or taken and then stored so.
type one struct {
	name, kind, file string
	typed            bool
	refused          string
	stored           func(*testing.T, imports.Import)
}

func play(t *testing.T, list []one) {
	t.Helper()
	for _, x := range list {
		each(t, x.file, x.typed, func(form string, raw []byte) {
			i := empty(t)
			if x.kind != "clinics" {
				take(t, i, "clinics", clinicsFile)
			}
			if x.refused != "" {
				if says := refused(t, i, x.kind, string(raw)); !strings.Contains(says, x.refused) {
					t.Errorf("%s, %s: %s", x.name, form, says)
				}
				return
			}
			take(t, i, x.kind, string(raw))
			t.Run(x.name+" "+form, func(t *testing.T) { x.stored(t, i) })
		})
	}
}

// annas is what is stored of a patient's N entitlement and FHB.
func annas(category string, amount domain.Ore, procedures ...string) func(*testing.T, imports.Import) {
	return func(t *testing.T, i imports.Import) {
		f, _ := facts(t, i, anna)
		if category != "" && (len(f.Entitlements) != 1 || f.Entitlements[0].Category != category) {
			t.Errorf("%+v", f)
		}
		if category == "" && (len(f.Approvals) != 1 || f.Approvals[0].Amount != amount || !slices.Equal(f.Approvals[0].Procedures, procedures)) {
			t.Errorf("%+v", f)
		}
	}
}

func named(no, name string) func(*testing.T, imports.Import) {
	return func(t *testing.T, i imports.Import) {
		if got := clinic(t, i, no).Name; got != name {
			t.Errorf("%q", got)
		}
	}
}

// I1: the same text in every encoding that an office's program saves, with every
// line end; what cannot be told apart is refused with how to save it.
func TestI1Corpus(t *testing.T) {
	file := clinicHead + "P1;Åkes Vård AB;;11;Ömsö tandhälsa;nej\n"
	wide := func(big bool) []byte {
		var out []byte
		for _, u := range utf16.Encode([]rune("\ufeff" + file)) {
			if big {
				out = append(out, byte(u>>8), byte(u))
			} else {
				out = append(out, byte(u), byte(u>>8))
			}
		}
		return out
	}
	ansi, err := charmap.Windows1252.NewEncoder().Bytes([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{
		"UTF-8": []byte(file), "UTF-8 with its mark": []byte("\ufeff" + file), "CRLF": []byte(strings.ReplaceAll(file, "\n", "\r\n")), "CR": []byte(strings.ReplaceAll(file, "\n", "\r")),
		"UTF-16LE": wide(false), "UTF-16BE": wide(true), "UTF-16LE without mark": wide(false)[2:], "UTF-16BE without mark": wide(true)[2:], "Windows-1252": ansi,
	} {
		i := empty(t)
		take(t, i, "clinics", string(raw))
		t.Run(name, func(t *testing.T) { named("11", "Ömsö tandhälsa")(t, i) })
	}
	for _, c := range []*charmap.Charmap{charmap.Macintosh, charmap.CodePage850} {
		raw, err := c.NewEncoder().Bytes([]byte(file))
		if err != nil {
			t.Fatal(err)
		}
		if says := refused(t, empty(t), "clinics", string(raw)); !strings.Contains(says, "CSV UTF-8") {
			t.Errorf("%s: %s", c, says)
		}
	}
}

// I2: heads in other case, in Swedish, in another order, below titles; empty rows
// and columns; what is not known is named.
func TestI2Corpus(t *testing.T) {
	row := "P1;Vård AB;;11;Ett;nej\n"
	play(t, []one{
		{name: "capitals", kind: "clinics", file: strings.ToUpper(clinicHead) + row, stored: named("11", "Ett")},
		{name: "Swedish", kind: "clinics", file: "Vårdgivare-id;Vårdgivare;Orgnr;Kliniknummer;Klinik;Specialister\n" + row, stored: named("11", "Ett")},
		{name: "empty rows", kind: "clinics", file: ";;;;;\n" + clinicHead + ";;;;;\n" + row + ";;;;;\n;;;;;\n", stored: named("11", "Ett")},
		{name: "an empty column", kind: "clinics", file: strings.ReplaceAll(clinicHead+row, "\n", ";\n"), stored: named("11", "Ett")},
		{name: "a title", kind: "clinics", file: "Kliniker 2026, västra länet;;;;;\n" + clinicHead + row, stored: named("11", "Ett")},
		{name: "titles", kind: "clinics", file: "Klinik;;;;;\nUttag 2026-11-01;;;;;\n;;;;;\n" + clinicHead + row, stored: named("11", "Ett")},
		{name: "a title above a head that lacks one", kind: "clinics", file: "Kliniker;;;;;\n" + strings.Replace(clinicHead, "clinic_no", "x", 1) + row, refused: "rad 2: rubrikraden saknar clinic_no; har utöver de kända ”x” (kolumn D)"},
		{name: "one more", kind: "clinics", file: strings.Replace(clinicHead, "\n", ";anmärkning\n", 1) + "P1;Vård AB;;11;Ett;nej;se brev\n", refused: "”anmärkning” (kolumn G)"},
	})
	p := planned(t, empty(t), "clinics", "Kliniker\n\n"+clinicHead+row)
	if got := p.Source.String(); !strings.Contains(got, "rubrikraden är rad 3") || p.Rows != 1 {
		t.Errorf("%s, %d rows", got, p.Rows)
	}
}

// I3: what is written where it does not belong is taken for what was meant, or not
// at all.
func TestI3Corpus(t *testing.T) {
	fhb := func(procedures, amount, to string) string {
		return personHead + anna + ";;fhb;7;S;;" + procedures + ";" + amount + ";2026-01-01;" + to + "\n"
	}
	play(t, []one{
		{name: "codes with commas", kind: "persons", file: fhb("101,121,311", "12000", "2026-12-31"), stored: annas("", domain.Kronor(12000), "101", "121", "311")},
		{name: "codes with blanks", kind: "persons", file: fhb("101 121", "12 000,50", "2026-12-31"), stored: annas("", 1_200_050, "101", "121")},
		{name: "no amount", kind: "persons", file: fhb("101", "", "2026-12-31"), refused: "rad 2, amount: saknas"},
		{name: "no end", kind: "persons", file: fhb("101", "12000", ""), refused: "rad 2, valid_to: saknas"},
		{name: "thousands with a dot", kind: "persons", file: fhb("101", "12.000,50", "2026-12-31"), refused: "rad 2, amount: inget belopp i kronor: skriv utan punkt"},
		{name: "a far day", kind: "persons", file: fhb("101", "12000", "2206-12-31"), refused: "rad 2, valid_to: ligger mer än trettio år framåt"},
		{name: "no kind of right", kind: "persons", file: personHead + anna + ";;;7;N;N1;;;2026-01-01;\n", refused: "rad 2, right: saknas"},
		{name: "a category that is none", kind: "persons", file: personHead + anna + ";;intyg;7;N;N77;;;2026-01-01;\n", refused: "rad 2, category: "},
		{name: "another part's category", kind: "persons", file: personHead + anna + ";;intyg;7;N;F2;;;2026-01-01;\n", refused: "rad 2, category: "},
		{name: "small letters", kind: "persons", file: personHead + anna + ";;Intyg;7;n;n1;;;2026-01-01;\n", stored: annas("N1", 0)},
	})
}

// I4: a price file of one row says what would go, in every form.
func TestI4Corpus(t *testing.T) {
	row := priceHead + "ersattning;101;Basundersökning;;;1200;;;;2026-01-01;\n"
	each(t, row, false, func(form string, raw []byte) {
		if p := planned(t, empty(t), "prices", string(raw)); !p.Replaces || len(p.Takes) == 0 {
			t.Errorf("%s: %+v", form, p)
		}
	})
}

// I5: a right is withdrawn from its first day, and 9999-12-31 is no end.
func TestI5Corpus(t *testing.T) {
	for to, held := range map[string]bool{"återkallat": false, "9999-12-31": true, "": true} {
		file := personHead + anna + ";;intyg;7;N;N1;;;2026-01-01;" + to + "\n"
		each(t, file, false, func(form string, raw []byte) {
			i := filled(t)
			take(t, i, "persons", personHead+anna+";;intyg;7;N;N1;;;2026-01-01;\n")
			take(t, i, "persons", string(raw))
			f, _ := facts(t, i, anna)
			has := slices.ContainsFunc(f.Entitlements, func(e domain.Entitlement) bool { return e.No == "7" && e.Validity.To.IsZero() })
			if has != held {
				t.Errorf("%q, %s: %+v", to, form, f.Entitlements)
			}
		})
	}
}

// I8: a formula without its value is refused by line in whatever column it stands,
// one with its value is what it shows.
func TestI8Corpus(t *testing.T) {
	cells := strings.Split(anna+";;fhb;7;S;;101;12000;2026-01-01;2026-12-31", ";")
	names := strings.Split(strings.TrimSpace(personHead), ";")
	var list []one
	for at, name := range names {
		row := slices.Clone(cells)
		row[at] = "f:IF(1=1,1,2)"
		list = append(list, one{name: name, kind: "persons", file: personHead + strings.Join(row, ";") + "\n", typed: true, refused: fmt.Sprintf("rad 2, %s: cell %c2: formeln har inget uträknat värde", name, 'A'+at)})
	}
	computed := slices.Clone(cells)
	computed[6], computed[9] = "f:A1→101", "f:B1→2026-12-31"
	list = append(list, one{name: "computed", kind: "persons", file: personHead + strings.Join(computed, ";") + "\n", typed: true, stored: annas("", domain.Kronor(12000), "101")})
	play(t, list)
}

// I9: a hidden sheet in front is never the one that is read.
func TestI9Corpus(t *testing.T) {
	for _, state := range []string{"hidden", "veryHidden"} {
		for _, program := range programs {
			b := booked(program, clinicsFile)
			b.before = state
			i := empty(t)
			p, err := i.Plan(ctx, "clinics", strings.NewReader(string(b.bytes(t))), sheet.Options{})
			if err != nil || p.Source.Sheet != "Blad1" || !slices.Equal(p.Source.Hidden, []string{"Gamla"}) {
				t.Errorf("%s, %s: %v %+v", program, state, err, p)
			}
		}
	}
}

// I10: errors, codes and numbers are what the cell shows, or refused.
func TestI10Corpus(t *testing.T) {
	fhb := func(procedures, amount string) string {
		return personHead + anna + ";;fhb;7;S;;" + procedures + ";" + amount + ";d:2026-01-01;d:2026-12-31\n"
	}
	right := func(from string) string { return personHead + anna + ";;intyg;7;N;N1;;;" + from + ";\n" }
	var list []one
	for _, e := range []string{"#N/A", "#REF!", "#VALUE!", "#DIV/0!"} {
		list = append(list, one{name: e, kind: "persons", file: fhb("101", "e:"+e), typed: true, refused: "rad 2, amount: cell H2: cellen visar ett fel"})
		list = append(list, one{name: e + " as text", kind: "users", file: userHead + "SE0000000000-A1;" + e + ";11;user;2026-01-01;\n", refused: "cellen visar ett fel"})
	}
	play(t, append(
		list,
		one{name: "a whole number", kind: "persons", file: fhb("n:101", "n:12000"), typed: true, stored: annas("", domain.Kronor(12000), "101")},
		one{name: "an amount", kind: "persons", file: fhb("n:101", `n:12000.5|#,##0.00" kr"`), typed: true, stored: annas("", 1_200_050, "101")},
		one{name: "a rounded amount", kind: "persons", file: fhb("n:101", "n:12000.5|0"), typed: true, refused: "rad 2, amount: cell H2: cellen visar ett avrundat tal"},
		one{name: "nine digits as a day", kind: "persons", file: right("n:50101"), typed: true, refused: "rad 2, valid_from: inget datum"},
		one{name: "digits shown with a nought", kind: "persons", file: right("n:50101|000000"), typed: true, refused: "rad 2, valid_from: inget datum"},
		one{name: "a day", kind: "persons", file: right("d:2026-01-01"), typed: true, stored: annas("N1", 0)},
		one{name: "a clock", kind: "persons", file: right("n:46023.5|yyyy-mm-dd hh:mm"), typed: true, refused: "rad 2, valid_from: cell I2: cellen har ett klockslag"},
	))
	for _, program := range programs {
		b := booked(program, right("d:2026-01-01"))
		b.old = true
		i := empty(t)
		take(t, i, "clinics", clinicsFile)
		take(t, i, "persons", string(b.bytes(t)))
		if f, _ := facts(t, i, anna); len(f.Entitlements) != 1 || f.Entitlements[0].Validity.From.String() != "2026-01-01" {
			t.Errorf("%s, from 1904: %+v", program, f)
		}
	}
}

// I11: "sep=", SANT and FALSKT, and separators at the end.
func TestI11Corpus(t *testing.T) {
	specialists := func(t *testing.T, i imports.Import) {
		if clinic(t, i, "11").Specialists || !clinic(t, i, "12").Specialists {
			t.Error("specialists are otherwise")
		}
	}
	play(t, []one{
		{name: "words", kind: "clinics", file: clinicHead + "P1;Vård AB;;11;Ett;FALSKT\nP1;Vård AB;;12;Två;SANT\n", stored: specialists},
		{name: "truth", kind: "clinics", file: clinicHead + "P1;Vård AB;;11;Ett;b:0\nP1;Vård AB;;12;Två;b:1\n", typed: true, stored: specialists},
		{name: "trailing", kind: "clinics", file: strings.ReplaceAll(clinicsFile, "\n", ";;\n"), stored: specialists},
	})
	for _, sep := range []string{";", ",", "\t", "|"} {
		for _, says := range []string{"sep=" + sep + "\n", "\"sep=" + sep + "\"\r\n", "SEP=" + sep + "\n"} {
			i := empty(t)
			take(t, i, "clinics", says+strings.ReplaceAll(clinicsFile, ";", sep))
			specialists(t, i)
		}
	}
}

// I12: organisation numbers of sole traders and with their century, typed as a text
// or as a number.
func TestI12Corpus(t *testing.T) {
	for typed, want := range map[string]string{"196009172336": "600917-2336", "19600917-2336": "600917-2336", "121212-1212": "121212-1212", "165560160680": "556016-0680", "556016-0680": "556016-0680"} {
		forms := []string{typed}
		if !strings.Contains(typed, "-") {
			forms = append(forms, "n:"+typed)
		}
		for _, cell := range forms {
			each(t, clinicHead+"P1;Vård AB;"+cell+";11;Ett;nej\n", cell != typed, func(form string, raw []byte) {
				i := empty(t)
				take(t, i, "clinics", string(raw))
				inside(t, i, func(tx server.Tx) error {
					list, err := tx.Providers()
					if got := list[0].OrgNumber; got != want {
						t.Errorf("%s, %s: %q", cell, form, got)
					}
					return err
				})
			})
		}
	}
}
