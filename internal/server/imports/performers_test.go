package imports_test

import (
	"reflect"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

const performerHead = "clinic_no;no;name;profession;specialist;valid_from;valid_to\n"

// performersAt is a clinic's register as it is kept.
func performersAt(t *testing.T, tx server.Store, clinic string) (list []domain.Performer) {
	t.Helper()
	if err := tx.Read(ctx, func(tx server.Tx) (err error) {
		list, err = tx.Performers(clinic)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// B30: the register of performers is read in, by clinic; a number that is there
// already in other letters is the same person's.
func TestB30Register(t *testing.T) {
	i := filled(t)
	take(t, i, "performers", "Kliniknummer;Behandlare;Namn;Yrke;Specialist;Gäller från;Gäller till\n"+
		"11;T1;Åsa Ek;tandläkare;ja;2026-01-01;\n11;H2;Bo Lind;tandhygienist;nej;2026-01-01;2026-12-31\n12;T1;Åsa Ek;tandläkare;ja;2026-01-01;\n")
	take(t, i, "performers", performerHead+"11;h2;Bo Lind;tandhygienist;nej;2026-01-01;\n")
	from := domain.Period{From: domain.MustDate("2026-01-01")}
	want := []domain.Performer{
		{No: "H2", Name: "Bo Lind", Profession: "tandhygienist", Validity: from},
		{No: "T1", Name: "Åsa Ek", Profession: "tandläkare", Specialist: true, Validity: from},
	}
	if got := performersAt(t, i.Store, "11"); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if got := performersAt(t, i.Store, "12"); len(got) != 1 {
		t.Errorf("at the other clinic: %+v", got)
	}
}

// B30: what a row lacks, or contradicts, is told by line, and nothing is read in.
func TestB30FaultsOfTheRegister(t *testing.T) {
	i := filled(t)
	for file, want := range map[string]string{
		"99;T1;Åsa Ek;tandläkare;ja;2026-01-01;\n":                                              "rad 2, clinic_no: kliniken finns inte",
		"11;;Åsa Ek;tandläkare;ja;2026-01-01;\n":                                                "rad 2, no: saknas",
		"11;T1;Åsa Ek;tandläkare;;2026-01-01;\n":                                                "rad 2, specialist: saknas: skriv ja eller nej",
		"11;T1;Åsa Ek;tandläkare;kanske;2026-01-01;\n":                                          "rad 2, specialist: ska vara ja eller nej",
		"11;T1;Åsa Ek;tandläkare;ja;;\n":                                                        "rad 2, valid_from: saknas",
		"11;" + strings.Repeat("T", 51) + ";Åsa Ek;tandläkare;ja;2026-01-01;\n":                 "rad 2, no: är längre än 50 tecken",
		"11;T1;Åsa Ek;tandläkare;ja;2026-01-01;\n11;t1;Bo Lind;tandhygienist;nej;2026-01-01;\n": "rad 3, no: rad 2 säger något annat om samma behandlare",
	} {
		if got := refused(t, i, "performers", performerHead+file); !strings.Contains(got, want) {
			t.Errorf("%s: %q", file, got)
		}
	}
	if got := performersAt(t, i.Store, "11"); len(got) != 0 {
		t.Errorf("read in: %+v", got)
	}
}

// B30: who loses something is said and asked about; a region that does not ask for
// performers is told that the register is not used yet.
func TestB30TheRegisterSaysWhatItTakes(t *testing.T) {
	i := filled(t)
	p := planned(t, i, "performers", performerHead+"11;T1;Åsa Ek;tandläkare;ja;2026-01-01;\n")
	if len(p.Takes) != 0 || len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "performerMust") {
		t.Errorf("%+v", p)
	}
	if err := i.Apply(ctx, p); err != nil {
		t.Fatal(err)
	}
	asks := *i.Profile
	asks.PerformerMust = true
	i.Profile = &asks
	for row, want := range map[string]int{
		"11;T1;Åsa Ek;tandläkare;ja;2026-01-01;\n":             0,
		"11;T1;Åsa Ek;tandläkare;nej;2026-01-01;\n":            1,
		"11;T1;Åsa Ek;tandläkare;ja;2026-01-01;2026-12-31\n":   1,
		"11;T1;Åsa Ek;tandläkare;ja;2026-01-01;återkallat\n":   1,
		"11;T1;Bo Lind;tandläkare;ja;2026-01-01;\n":            1,
		"11;T1;Bo Lind;tandläkare;nej;2026-02-01;2026-12-31\n": 2,
	} {
		if p := planned(t, i, "performers", performerHead+row); len(p.Takes) != want || len(p.Notes) != 0 {
			t.Errorf("%s: %q %q", row, p.Takes, p.Notes)
		}
	}
}
