package imports_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"go.uber.org/goleak"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/test/memdir"
	"example.org/tandtui/test/regions"
	"example.org/tandtui/test/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	today = domain.MustDate("2026-11-23")
	ctx   = context.Background()
	by    = domain.Actor{ID: "disken", Via: domain.ViaDesk, From: "dator"}
)

// The people are numbers that the Tax Agency has set aside for tests.
const (
	anna = "196009172336"
	bo   = "194309189126"
	cia  = "194401216595"
	kid  = "201304182387"
)

const (
	clinicHead  = "provider_id;provider_name;org_number;clinic_no;clinic_name;specialists\n"
	clinicsFile = clinicHead + "P1;Vård AB;;11;Ett;nej\nP1;Vård AB;;12;Två;ja\n"
	userHead    = "hsa_id;name;clinic_no;role;valid_from;valid_to\n"
	usersFile   = userHead + "SE0000000000-A1;Åsa;11;user;2026-01-01;\nSE0000000000-A1;Åsa;12;contact;2026-01-01;2027-01-01\n"
	personHead  = "person;protected;right;no;support;category;procedures;amount;valid_from;valid_to\n"
	personsFile = personHead +
		"19600917-2336;nej;intyg;1;N;N1;;;2026-01-01;\n" +
		"196009172336;;fhb;2;S;;101 121;12 000,50;2026-01-01;2026-12-31\n" +
		"201304182387;ja;;;;;;;;\n"
)

// at is an empty region with the data of one. Every transaction runs twice, as a
// database may ask for.
func at(t testing.TB, id string) imports.Import {
	t.Helper()
	s, err := sqlstore.Open(ctx, regions.Empty(t, filepath.Join(memdir.New(t), "x.db"), id))
	i := over(t, s, err, id)
	i.Store = storetest.Twice{Store: i.Store}
	return i
}

// atPath is an empty region with its database in a file.
func atPath(t testing.TB, id, path string) imports.Import {
	t.Helper()
	s, err := sqlstore.Open(ctx, regions.Empty(t, path, id))
	return over(t, s, err, id)
}

// over is an import into a store, if that could be opened.
func over(t testing.TB, s *sqlstore.Store, err error, id string) imports.Import {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	profile, demo, err := region.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return imports.Import{Store: s, Profile: profile, Demo: demo, By: by, Now: func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }}
}

func empty(t testing.TB) imports.Import { t.Helper(); return at(t, "vgr") }

// filled has two clinics, a user and three people.
func filled(t testing.TB) imports.Import {
	t.Helper()
	i := empty(t)
	for _, x := range [][2]string{{"clinics", clinicsFile}, {"users", usersFile}, {"persons", personsFile}} {
		take(t, i, x[0], x[1])
	}
	return i
}

// take reads a file in, and gives what was said of it.
func take(t testing.TB, i imports.Import, kind, file string) *imports.Plan {
	t.Helper()
	p, err := i.Plan(ctx, kind, strings.NewReader(file), sheet.Options{})
	if err == nil {
		err = i.Apply(ctx, p)
	}
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return p
}

// refused is what is said of a file that is not read in.
func refused(t testing.TB, i imports.Import, kind, file string) string {
	t.Helper()
	_, err := i.Plan(ctx, kind, strings.NewReader(file), sheet.Options{})
	var faults sheet.Faults
	if !errors.As(err, &faults) {
		t.Errorf("%s is not refused by line: %v\n%.300q", kind, err, file)
		return ""
	}
	for _, id := range []string{anna, bo, cia, kid, "19600917", "20130418"} {
		if strings.Contains(err.Error(), id) {
			t.Errorf("a person number is repeated: %v", err)
		}
	}
	return err.Error()
}

func inside(t testing.TB, i imports.Import, f func(server.Tx) error) {
	t.Helper()
	if err := i.Store.Read(ctx, f); err != nil {
		t.Fatal(err)
	}
}

// noted is the desk's log, newest first.
func noted(t testing.TB, i imports.Import) (acts []server.DeskAct) {
	t.Helper()
	inside(t, i, func(tx server.Tx) (err error) {
		acts, err = tx.DeskActs(server.DeskActFilter{})
		return err
	})
	return acts
}

func id(t testing.TB, s string) domain.PersonID {
	t.Helper()
	p, err := domain.ParsePersonID(s, today)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// facts is what the region knows of a person.
func facts(t testing.TB, i imports.Import, person string) (f domain.PersonFacts, protected bool) {
	t.Helper()
	inside(t, i, func(tx server.Tx) (err error) {
		f, protected, err = tx.Person(id(t, person), server.FactsRule{Year: 2026})
		return err
	})
	return f, protected
}

// asks tells whether a plan takes something away, in words that contain says.
func asks(t testing.TB, p *imports.Plan, says string) {
	t.Helper()
	if all := strings.Join(p.Takes, "\n"); says == "" && all != "" || !strings.Contains(all, says) {
		t.Errorf("asks %q, want %q", all, says)
	}
}

// book makes a workbook of a text file's rows, by another writer than our reader's.
func book(t testing.TB, file string, set func(*excelize.File) error) string {
	t.Helper()
	f := excelize.NewFile()
	var errs []error
	for i, line := range strings.Split(strings.TrimSpace(file), "\n") {
		for j, s := range strings.Split(line, ";") {
			if cell, err := excelize.CoordinatesToCellName(j+1, i+1); s != "" {
				errs = append(errs, err, f.SetCellStr("Sheet1", cell, s))
			}
		}
	}
	var out strings.Builder
	if err := errors.Join(append(errs, set(f), f.Write(&out), f.Close())...); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func nothing(*excelize.File) error { return nil }

// The same files as text and as a workbook, twice, are one region.
func TestARegionOfFiles(t *testing.T) {
	for name, as := range map[string]func(string) string{
		"text":     func(s string) string { return s },
		"workbook": func(s string) string { return book(t, s, nothing) },
	} {
		i := empty(t)
		for range 2 {
			for _, x := range []struct {
				kind, file string
				rows       int
			}{{"clinics", clinicsFile, 2}, {"users", usersFile, 2}, {"persons", personsFile, 3}} {
				p := take(t, i, x.kind, as(x.file))
				if p.Rows != x.rows || len(p.Does) != 1 {
					t.Errorf("%s, %s: %+v", name, x.kind, p)
				}
				asks(t, p, "")
			}
		}
		inside(t, i, func(tx server.Tx) error {
			u, err := tx.User(server.HSAID("se0000000000-a1"), today)
			if err != nil || u.Name != "Åsa" || len(u.Memberships) != 2 || u.Memberships[1].Role != domain.RoleContact || !u.Memberships[1].Clinic.Specialists {
				t.Errorf("%s: %v %+v", name, err, u)
			}
			if u, err = tx.User(server.HSAID("SE0000000000-A1"), domain.MustDate("2027-01-02")); err != nil || len(u.Memberships) != 1 {
				t.Errorf("%s, the day after: %v %+v", name, err, u)
			}
			return nil
		})
		f, protected := facts(t, i, anna)
		if protected || len(f.Entitlements) != 1 || len(f.Approvals) != 1 || f.Approvals[0].Amount != 1_200_050 || len(f.Approvals[0].Procedures) != 2 {
			t.Errorf("%s: %+v", name, f)
		}
		if _, protected := facts(t, i, kid); !protected {
			t.Errorf("%s: the protection is lost", name)
		}
	}
}

// Faults name line and column, and nothing is stored.
func TestFaultsNameTheLineAndStoreNothing(t *testing.T) {
	for name, x := range map[string]struct{ kind, file, want string }{
		"empty file":       {"clinics", "", "rad 1: filen är tom"},
		"only a head":      {"clinics", clinicHead, "rad 2: filen har inga rader"},
		"other columns":    {"clinics", "a,b\n1,2\n", "rad 1: rubrikraden saknar provider_id"},
		"too few fields":   {"clinics", clinicsFile + "P1;x\n", "rad 4: raden har färre kolumner"},
		"no clinic number": {"clinics", clinicsFile + "P1;Vård AB;;;Tre;nej\n", "rad 4, clinic_no: saknas"},
		"maybe":            {"clinics", clinicsFile + "P1;Vård AB;;13;Tre;kanske\n", "rad 4, specialists: ska vara ja eller nej"},
		"org number":       {"clinics", clinicsFile + "P2;Vård AB;123;13;Tre;nej\n", "rad 4, org_number: inget organisationsnummer"},
		"HSA-id":           {"users", usersFile + "SE12;Bo;11;user;2026-01-01;\n", "rad 4, hsa_id: inget HSA-id"},
		"role":             {"users", usersFile + "SE0000000000-B;Bo;11;boss;2026-01-01;\n", "rad 4, role: ska vara user, contact eller reader"},
		"date":             {"users", usersFile + "SE0000000000-B;Bo;11;user;2026-02-30;\n", "rad 4, valid_from: inget datum"},
		"backwards":        {"users", usersFile + "SE0000000000-B;Bo;11;user;2026-02-03;2026-02-02\n", "rad 4, valid_to: ligger före valid_from"},
		"last century":     {"users", usersFile + "SE0000000000-B;Bo;11;user;1926-02-03;\n", "rad 4, valid_from: ligger före 1999-01-01"},
		"far ahead":        {"users", usersFile + "SE0000000000-B;Bo;11;user;2206-02-03;\n", "rad 4, valid_from: ligger mer än tio år framåt"},
		"begins never":     {"users", usersFile + "SE0000000000-B;Bo;11;user;9999-12-31;\n", "rad 4, valid_from: "},
		"no such clinic":   {"users", usersFile + "SE0000000000-B;Bo;99;user;2026-01-01;\n", "rad 4, clinic_no: kliniken finns inte: läs in kliniker först"},
		"person number":    {"persons", personsFile + "196009172337;nej;;;;;;;;\n", "rad 5, person: inget giltigt"},
		"no person":        {"persons", personsFile + ";nej;;;;;;;;\n", "rad 5, person: saknas"},
		"right":            {"persons", personsFile + anna + ";nej;kort;3;N;N1;;;2026-01-01;\n", "rad 5, right: ska vara intyg, fhb eller tomt"},
		"S as entitlement": {"persons", personsFile + anna + ";nej;intyg;3;S;S1;;;2026-01-01;\n", "rad 5, support: ingen sådan del"},
		"amount":           {"persons", personsFile + anna + ";nej;fhb;3;S;;;mycket;2026-01-01;2026-12-31\n", "rad 5, amount: inget belopp"},
	} {
		i := empty(t)
		if x.kind != "clinics" {
			take(t, i, "clinics", clinicsFile)
		}
		for form, file := range map[string]string{"text": x.file, "workbook": x.file} {
			if form == "workbook" {
				if strings.HasPrefix(name, "too few") || x.file == "" || !strings.Contains(x.file, ";") {
					continue // a sheet has no rows that are too short
				}
				file = book(t, x.file, nothing)
			}
			if says := refused(t, i, x.kind, file); !strings.Contains(says, x.want) {
				t.Errorf("%s as %s: %s", name, form, says)
			}
		}
		inside(t, i, func(tx server.Tx) error {
			clinics, err := tx.Clinics()
			if _, e := tx.User(server.HSAID("SE0000000000-A1"), today); domain.KindOf(e) != domain.NotFound || (x.kind == "clinics" && len(clinics) > 0) {
				t.Errorf("%s: part of the file was stored", name)
			}
			return err
		})
	}
}

// All faults of a file are told at once, up to a limit.
func TestAllFaultsAreTold(t *testing.T) {
	says := refused(t, empty(t), "clinics", clinicsFile+strings.Repeat(";;;;;nej\n", 3))
	if strings.Count(says, "\n") != 11 || !strings.Contains(says, "rad 6, clinic_name: saknas") {
		t.Error(says)
	}
	if says := refused(t, empty(t), "clinics", clinicsFile+strings.Repeat(";;;;;nej\n", 10_000)); strings.Count(says, "\n") > 60 {
		t.Error(says)
	}
}

// I2: Swedish heads, in any case and order, with extras that are empty.
func TestI2SwedishHeads(t *testing.T) {
	i := empty(t)
	take(t, i, "clinics", "Vårdgivare-id\tVårdgivare\tOrgnr\tKliniknummer\tKlinik\tSpecialister\t\nP1\tVård AB\t\t11\tEtt\tNEJ\t\n\t\t\t\t\t\t\n")
	take(t, i, "users", "NAMN;HSA-ID;Kliniknr;Roll;Giltig från;Giltig till\nÅsa;SE0000000000-A1;11;Klinikkontakt;2026-01-01;9999-12-31\n")
	take(t, i, "persons", "Personnummer;Skyddad identitet;Rättighet;Nr;Stöd;Kategori;Åtgärder;Belopp;Från;Till\n"+anna+";FALSKT;Intyg;1;n;n1;;;2026-01-01;\n")
	f, _ := facts(t, i, anna)
	if len(f.Entitlements) != 1 || f.Entitlements[0].Category != "N1" {
		t.Errorf("%+v", f)
	}
	if says := refused(t, i, "users", strings.Replace(userHead, "\n", ";anteckning\n", 1)+"SE0000000000-A1;Åsa;11;user;2026-01-01;;x\n"); !strings.Contains(says, "”anteckning” (kolumn G)") {
		t.Error(says)
	}
}
