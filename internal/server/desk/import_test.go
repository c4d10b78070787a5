package desk_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
)

const (
	clinicsFile = "provider_id,provider_name,org_number,clinic_no,clinic_name,specialists\nP1,Vård AB,,11,Ett,nej\nP1,Vård AB,,12,Två,ja\n"
	usersFile   = "\ufeffhsa_id;name;clinic_no;role;valid_from;valid_to\nSE0000000000-A1;Åsa;11;user;2026-01-01;\nSE0000000000-A1;Åsa;12;contact;2026-01-01;2027-01-01\n"
	personsFile = "person,protected,right,no,support,category,procedures,amount,valid_from,valid_to\n" +
		"19600917-2336,nej,intyg,1,N,N1,,,2026-01-01,\n" +
		"196009172336,,fhb,2,S,,\"101 121\",\"12 000,50\",2026-01-01,2026-12-31\n" +
		"201304182387,ja,,,,,,,,\n"
)

func TestImportRegionByHand(t *testing.T) {
	d := empty(t)
	for _, x := range []struct {
		kind, file string
		lines      int
	}{{"clinics", clinicsFile, 2}, {"users", usersFile, 2}, {"persons", personsFile, 3}, {"persons", personsFile, 3}} {
		if n, err := d.Import(ctx, x.kind, strings.NewReader(x.file)); err != nil || n != x.lines {
			t.Fatalf("%s: %d %v", x.kind, n, err)
		}
	}
	err := d.Store.Read(ctx, func(tx server.Tx) error {
		u, err := tx.User(server.HSAID("se0000000000-a1"), today)
		if err != nil || u.Name != "Åsa" || len(u.Memberships) != 2 || u.Memberships[1].Role != domain.RoleContact || !u.Memberships[1].Clinic.Specialists {
			t.Errorf("%v %+v", err, u)
		}
		if u, err = tx.User(server.HSAID("SE0000000000-A1"), domain.MustDate("2027-01-02")); err != nil || len(u.Memberships) != 1 {
			t.Errorf("the day after: %v %+v", err, u)
		}
		id, err := domain.ParsePersonID("196009172336", today)
		if err != nil {
			return err
		}
		f, protected, err := tx.Person(id, server.FactsRule{Year: 2026})
		if protected || len(f.Entitlements) != 1 || len(f.Approvals) != 1 || f.Approvals[0].Amount != 1_200_050 || len(f.Approvals[0].Procedures) != 2 {
			t.Errorf("%+v", f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestImportFaultsNameTheLineAndStoreNothing(t *testing.T) {
	for name, x := range map[string]struct{ kind, file, want string }{
		"empty file":       {"clinics", "", "rad 1: rubrikraden saknas"},
		"other columns":    {"clinics", "a,b\n1,2\n", "rad 1: rubrikraden ska ha"},
		"too few fields":   {"clinics", clinicsFile + "P1,x\n", "rad 4: fel antal kolumner"},
		"bad quotes":       {"clinics", clinicsFile + "P1,\"x,,,,\n", "rad 4"},
		"not UTF-8":        {"clinics", clinicsFile + "P1,V\xe5rd,,13,Tre,nej\n", "rad 4: texten är inte UTF-8"},
		"no clinic number": {"clinics", clinicsFile + "P1,Vård AB,,,Tre,nej\n", "rad 4, clinic_no: saknas"},
		"maybe":            {"clinics", clinicsFile + "P1,Vård AB,,13,Tre,kanske\n", "rad 4, specialists: ska vara ja eller nej"},
		"org number":       {"clinics", clinicsFile + "P1,Vård AB,123,13,Tre,nej\n", "rad 4, org_number"},
		"HSA-id":           {"users", usersFile + "SE12;Bo;11;user;2026-01-01;\n", "rad 4, hsa_id"},
		"role":             {"users", usersFile + "SE0000000000-B;Bo;11;boss;2026-01-01;\n", "rad 4, role"},
		"date":             {"users", usersFile + "SE0000000000-B;Bo;11;user;2026-02-30;\n", "rad 4, valid_from"},
		"backwards":        {"users", usersFile + "SE0000000000-B;Bo;11;user;2026-02-03;2026-02-02\n", "rad 4, valid_to: före"},
		"no such clinic":   {"users", usersFile + "SE0000000000-B;Bo;99;user;2026-01-01;\n", "rad 4: kliniken finns inte"},
		"person number":    {"persons", personsFile + "196009172337,nej,,,,,,,,\n", "rad 5, person"},
		"right":            {"persons", personsFile + "196009172336,nej,kort,3,N,N1,,,2026-01-01,\n", "rad 5, right"},
		"S as entitlement": {"persons", personsFile + "196009172336,nej,intyg,3,S,S1,,,2026-01-01,\n", "rad 5, support"},
		"amount":           {"persons", personsFile + "196009172336,nej,fhb,3,S,,,mycket,2026-01-01,\n", "rad 5, amount"},
		"line in quotes":   {"persons", strings.Replace(personsFile, "\"101 121\"", "\"101\n121\"", 1) + "1,nej,,,,,,,,\n", "rad 6, person"},
	} {
		d := empty(t)
		if x.kind != "clinics" {
			if _, err := d.Import(ctx, "clinics", strings.NewReader(clinicsFile)); err != nil {
				t.Fatal(err)
			}
		}
		_, err := d.Import(ctx, x.kind, strings.NewReader(x.file))
		var faults desk.FileErrors
		if !errors.As(err, &faults) || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v does not say %q", name, err, x.want)
			continue
		}
		if strings.Contains(err.Error(), "19600917") {
			t.Errorf("%s: the error repeats a person number", name)
		}
		if err := d.Store.Read(ctx, func(tx server.Tx) error {
			clinics, err := tx.Clinics()
			if _, e := tx.User(server.HSAID("SE0000000000-A1"), today); domain.KindOf(e) != domain.NotFound || (x.kind == "clinics" && len(clinics) > 0) {
				t.Errorf("%s: part of the file was stored", name)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// All faults of a file are told at once, up to a limit.
func TestImportTellsAllFaults(t *testing.T) {
	d := empty(t)
	_, err := d.Import(ctx, "clinics", strings.NewReader(clinicsFile+strings.Repeat(",,,,,nej\n", 3)))
	var faults desk.FileErrors
	if !errors.As(err, &faults) || len(faults) != 12 || faults[11].Line != 6 {
		t.Fatalf("%v", err)
	}
	_, err = d.Import(ctx, "clinics", strings.NewReader(clinicsFile+strings.Repeat(",,,,,nej\n", 10_000)))
	if !errors.As(err, &faults) || len(faults) > 60 {
		t.Fatalf("%d faults", len(faults))
	}
}

func FuzzImport(f *testing.F) {
	for kind, file := range map[string]string{"clinics": clinicsFile, "users": usersFile, "persons": personsFile} {
		f.Add(kind, file)
	}
	s, err := sqlstore.Open(ctx, "sqlite:"+filepath.Join(f.TempDir(), "x.db"))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = s.Close() })
	d := desk.Desk{Store: s, Now: noon}
	f.Fuzz(func(t *testing.T, kind, file string) {
		if _, ok := desk.Kinds[kind]; !ok {
			return
		}
		_, err := d.Import(ctx, kind, strings.NewReader(file))
		var faults desk.FileErrors
		if err != nil && !errors.As(err, &faults) {
			t.Fatalf("an error that names no line: %v", err)
		}
	})
}
