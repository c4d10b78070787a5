package imports_test

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/sheet"
)

func planned(t testing.TB, i imports.Import, kind, file string) *imports.Plan {
	t.Helper()
	p, err := i.Plan(ctx, kind, strings.NewReader(file), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func clinic(t testing.TB, i imports.Import, no string) (c domain.Clinic) {
	t.Helper()
	inside(t, i, func(tx server.Tx) (err error) {
		c, err = tx.Clinic(no)
		return err
	})
	return c
}

// L5: a clinic's number belongs to one provider, in the file and in the region.
func TestL5ClinicsAndUsersThatContradict(t *testing.T) {
	i := filled(t)
	for file, want := range map[string]string{
		"P2;Annan AB;;21;Ett;nej\nP3;Tredje AB;;21;Ett;nej\n": "rad 3, clinic_no: numret står på rad 2 för en annan vårdgivares klinik",
		"P2;Annan AB;;11;Ett;nej\n":                           "rad 2, clinic_no: numret hör redan till en annan vårdgivares klinik",
		"P2;Annan AB;;21;Ett;nej\nP2;Annan AB;;21;Två;nej\n":  "rad 3, clinic_no: rad 2 säger något annat om samma klinik",
		"P2;Annan AB;;21;Ett;nej\nP2;Annan AB;;21;Ett;ja\n":   "rad 3, clinic_no: rad 2 säger något annat om samma klinik",
		"P2;Annan AB;;21;Ett;nej\nP2;Annat AB;;22;Två;nej\n":  "rad 3, provider_id: rad 2 säger något annat om samma vårdgivare",
	} {
		if says := refused(t, i, "clinics", clinicHead+file); says != want {
			t.Errorf("%s\nsays %s", file, says)
		}
	}
	for file, want := range map[string]string{
		"SE0000000000-B1;Bo;11;user;2026-01-01;\nse0000000000-b1;Bosse;12;user;2026-01-01;\n": "rad 3, hsa_id: rad 2 har ett annat namn för samma HSA-id",
		"SE0000000000-B1;Bo;11;user;2026-01-01;\nSE0000000000-b1;Bo;11;contact;2026-01-01;\n": "rad 3, clinic_no: rad 2 säger något annat om samma användare vid samma klinik",
	} {
		if says := refused(t, i, "users", userHead+file); says != want {
			t.Errorf("%s\nsays %s", file, says)
		}
	}
	take(t, i, "clinics", clinicHead+"P2;Annan AB;;21;Ett;nej\nP2;Annan AB;;21;Ett;nej\n")
}

// L5: a clinic or provider is known by what the desk may call it too, so that every
// other file can name it; one that is there already is not refused.
func TestL5NumbersThatOtherFilesCannotName(t *testing.T) {
	for row, want := range map[string]string{
		"P 2;Annan AB;;21;Ett;nej\n":                   "rad 2, provider_id: skrivs med högst 20 bokstäver",
		"P2;Annan AB;;21/1;Ett;nej\n":                  "rad 2, clinic_no: skrivs med högst 20 bokstäver",
		"P2;Annan AB;;123456789012345678901;Ett;nej\n": "rad 2, clinic_no: skrivs med högst 20 bokstäver",
		";Annan AB;;21;Ett;nej\n":                      "rad 2, provider_id: saknas",
	} {
		if says := refused(t, filled(t), "clinics", clinicHead+row); !strings.HasPrefix(says, want) || strings.Contains(says, "\n") {
			t.Errorf("%s\nsays %s", row, says)
		}
	}
	i := empty(t)
	if err := i.Store.Write(ctx, func(tx server.Tx) error {
		if err := tx.PutProvider(domain.Provider{ID: "P 2", Name: "Annan AB"}); err != nil {
			return err
		}
		return tx.PutClinic(domain.Clinic{No: "2 1", Version: 1, Name: "Ett", ProviderID: "P 2"})
	}); err != nil {
		t.Fatal(err)
	}
	take(t, i, "clinics", clinicHead+"P 2;Annan AB;;2 1;Ett;ja\n")
}

// What a file leaves empty is as it was: no organisation number and no right to
// specialist codes is lost by it.
func TestEmptyCellsTakeNothingFromAClinic(t *testing.T) {
	i := empty(t)
	take(t, i, "clinics", clinicHead+"P1;Vård AB;165560160680;11;Ett;ja\n")
	asks(t, take(t, i, "clinics", clinicHead+"P1;Vård AB;;11;Ett;\n"), "")
	if c := clinic(t, i, "11"); !c.Specialists {
		t.Errorf("%+v", c)
	}
	asks(t, planned(t, i, "clinics", clinicHead+"P1;Vård AB;;11;Ett;nej\n"), "Kliniker som inte längre får fakturera specialistkoder: 1.")
}

// An HSA-id with another name may be a slip that gives one person's right to another.
func TestAnotherNameOfAUserIsAskedAbout(t *testing.T) {
	i := filled(t)
	asks(t, take(t, i, "users", userHead+"SE0000000000-B1;Bo Ek;11;user;2026-01-01;\n"), "")
	asks(t, take(t, i, "users", userHead+"se0000000000-b1;Bo Ek;12;user;2026-01-01;\n"), "")
	asks(t, planned(t, i, "users", userHead+"SE0000000000-B1;Eva Al;11;user;2026-01-01;\nSE0000000000-B1;Eva Al;12;user;2026-01-01;\n"),
		"Användare som byter namn (HSA-id kan vara fel, om det är en annan person): 1.")
}

// Who is paid is not changed without a question.
func TestAnotherNameOrNumberOfAProviderIsAskedAbout(t *testing.T) {
	i := empty(t)
	asks(t, take(t, i, "clinics", clinicHead+"P1;Vård AB;;11;Ett;ja\n"), "")
	asks(t, take(t, i, "clinics", clinicHead+"P1;Vård AB;556016-0680;11;Ett;ja\n"), "")
	asks(t, take(t, i, "clinics", clinicHead+"P1;Vård AB;165560160680;11;Nytt namn;ja\nP1;Vård AB;165560160680;12;Två;ja\n"), "")
	for _, file := range []string{"P1;Vård AB;556036-0793;11;Ett;ja\nP1;Vård AB;556036-0793;12;Två;ja\n", "P1;Annan AB;;11;Ett;ja\n"} {
		asks(t, planned(t, i, "clinics", clinicHead+file), "Vårdgivare som får annat namn eller organisationsnummer (deras utbetalningar följer med): 1.")
	}
}

// I5: a clinic can be ended: after its last day nobody works for it.
func TestI5AClinicIsEnded(t *testing.T) {
	i := filled(t)
	head := strings.Replace(clinicHead, "\n", ";valid_to\n", 1)
	works := func(on string) (n int) {
		inside(t, i, func(tx server.Tx) error {
			u, err := tx.User(server.HSAID("SE0000000000-A1"), domain.MustDate(on))
			n = len(u.Memberships)
			return err
		})
		return n
	}
	asks(t, take(t, i, "clinics", head+"P1;Vård AB;;11;Ett;nej;2026-11-30\n"), "Kliniker som avslutas (efter sista dagen kan ingen logga in där): 1.")
	asks(t, take(t, i, "clinics", clinicHead+"P1;Vård AB;;11;Ett;nej\n"), "") // says nothing of the end
	if works("2026-11-30") != 2 || works("2026-12-01") != 1 || clinic(t, i, "11").Ends.String() != "2026-11-30" {
		t.Errorf("%d, then %d: %+v", works("2026-11-30"), works("2026-12-01"), clinic(t, i, "11"))
	}
	asks(t, take(t, i, "clinics", head+"P1;Vård AB;;11;Ett;nej;9999-12-31\n"), "")
	if works("2026-12-01") != 2 {
		t.Error("9999-12-31 is until further notice")
	}
}

// A clinic's name is no longer than its klinikkontakt may write it.
func TestNamesOfClinicsAreBounded(t *testing.T) {
	long := strings.Repeat("å", 101)
	for row, column := range map[string]string{"P1;Vård AB;;11;" + long + ";nej\n": "clinic_name", "P1;" + long + ";;11;Ett;nej\n": "provider_name"} {
		if says := refused(t, empty(t), "clinics", clinicHead+row); !strings.Contains(says, "rad 2, "+column+": Texten är för lång") {
			t.Errorf("%s: %s", column, says)
		}
	}
	take(t, empty(t), "clinics", clinicHead+"P1;"+long[2:]+";;11;"+long[2:]+";nej\n")
}

// I5: who loses the right to work today is asked about.
func TestI5MembershipsEnd(t *testing.T) {
	i := filled(t)
	for row, says := range map[string]string{
		"11;user;2026-01-01;2026-11-22\n":    "Användare som i dag förlorar sin behörighet vid en klinik: 1.",
		"11;user;2026-12-01;\n":              "Användare som i dag förlorar sin behörighet vid en klinik: 1.",
		"11;user;2026-01-01;återkallat\n":    "Användare som i dag förlorar sin behörighet vid en klinik: 1.",
		"12;user;2026-01-01;2027-01-01\n":    "Användare som får en lägre roll: 1.",
		"12;contact;2026-01-01;9999-12-31\n": "",
		"11;reader;2026-01-01;\n":            "Användare som får en lägre roll: 1.",
		"11;contact;2026-01-01;\n":           "Användare som får en högre roll: 1.",
	} {
		asks(t, planned(t, i, "users", userHead+"SE0000000000-A1;Åsa;"+row), says)
	}
	take(t, i, "users", userHead+"SE0000000000-A1;Åsa;11;user;2026-01-01;återkallat\n")
	inside(t, i, func(tx server.Tx) error {
		for _, on := range []string{"2025-12-31", "2026-01-01", "2026-11-23"} {
			u, err := tx.User(server.HSAID("SE0000000000-A1"), domain.MustDate(on))
			for _, m := range u.Memberships {
				if m.Clinic.No == "11" {
					t.Errorf("still there on %s", on)
				}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Somebody whose work was ended does not come back by an older list unasked.
func TestI5WhoWasEndedIsAskedAbout(t *testing.T) {
	i := filled(t)
	take(t, i, "users", userHead+"SE0000000000-A1;Åsa;11;user;2026-01-01;2026-11-22\n")
	asks(t, planned(t, i, "users", usersFile), "Användare vars arbete vid en klinik är avslutat, och som får arbeta där igen: 1.")
}

// What was asked about is what is done: a clinic that was changed meanwhile, or has come
// meanwhile, stops all of it.
func TestAClinicThatChangedSinceThePlan(t *testing.T) {
	i := filled(t)
	plans := map[string]*imports.Plan{
		"clinics":    planned(t, i, "clinics", clinicHead+"P1;Vård AB;;11;Nytt namn;nej\n"),
		"a new one":  planned(t, i, "clinics", clinicHead+"P1;Vård AB;;13;Tre;nej\n"),
		"users":      planned(t, i, "users", userHead+"SE0000000000-B2;Bo;11;user;2026-01-01;\n"),
		"performers": planned(t, i, "performers", "clinic_no;no;name;profession;specialist;valid_from;valid_to\n11;AE;Anna Ek;tandläkare;nej;2026-01-01;\n"),
	}
	take(t, i, "clinics", payeeHead+"P1;Vård AB;;11;Ett;nej;bankgiro;991-2346;Vård AB;Borås;\nP1;Vård AB;;13;Tredje;nej;;;;;\n")
	before := len(noted(t, i))
	for name, p := range plans {
		if err := i.Apply(ctx, p); domain.CodeOf(err) != imports.CodeChanged {
			t.Errorf("%s: %v", name, err)
		}
	}
	if c := clinic(t, i, "11"); c.Name != "Ett" || c.Payee.Digits != "9912346" || clinic(t, i, "13").Name != "Tredje" || len(noted(t, i)) != before {
		t.Errorf("something was done: %+v", c)
	}
}

// I12: organisation numbers are taken as what they are, and kept in one form.
func TestI12OrgNumbersOfClinics(t *testing.T) {
	take(t, empty(t), "clinics", clinicHead+"P1;Vård AB;16556016-0680;11;Ett;nej\nP2;Anna;"+anna+";12;Två;nej\nP3;Bo;430918-9126;13;Tre;nej\n")
	for _, bad := range []string{"556016-0681", "195560160680", "19600917233"} {
		if says := refused(t, empty(t), "clinics", clinicHead+"P1;Vård AB;"+bad+";11;Ett;nej\n"); !strings.Contains(says, "rad 2, org_number: inget organisationsnummer") {
			t.Errorf("%s: %s", bad, says)
		}
	}
}
