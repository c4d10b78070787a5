package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/sqlstore"
)

// W21: what the demo's first page says of each patient and file is so, in both regions.
func TestW21WhatTheFirstPageSaysIsSo(t *testing.T) {
	claims := map[string]func(*testing.T, domain.PersonFacts, []domain.Finding){
		"N-intyg tills vidare: räkningen kan skickas": func(t *testing.T, f domain.PersonFacts, found []domain.Finding) {
			if e, ok := f.Entitlement(domain.SupportN, today); !ok || !e.Validity.To.IsZero() || len(found) > 0 {
				t.Errorf("%+v\n%+v", e, found)
			}
		},
		"S-tandvård: en FHB med belopp och åtgärder": func(t *testing.T, f domain.PersonFacts, _ []domain.Finding) {
			if len(f.Entitlements) > 0 || len(f.Approvals) != 1 {
				t.Fatalf("%+v", f)
			}
			if a := f.Approvals[0]; a.Support != domain.SupportS || !a.Validity.Contains(today) || a.Amount == 0 || a.Used >= a.Amount || len(a.Procedures) == 0 {
				t.Errorf("%+v", a)
			}
		},
		"N-intyget har gått ut: räkningen stoppas": func(t *testing.T, f domain.PersonFacts, found []domain.Finding) {
			ended := len(f.Entitlements) == 1 && f.Entitlements[0].Support == domain.SupportN && f.Entitlements[0].Validity.To.Before(today)
			stops := slices.ContainsFunc(found, func(f domain.Finding) bool {
				return f.Code == rules.CodeEntitlement && f.Severity == domain.SeverityError
			})
			if !ended || !stops {
				t.Errorf("%+v\n%+v", f, found)
			}
		},
	}
	for _, id := range []string{"vgr", "varmland"} {
		name := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
		fill(t, name, id, today)
		if len(firstPatients) != 3 {
			t.Errorf("%d patients", len(firstPatients))
		}
		for _, c := range firstPatients {
			claim := claims[c.About]
			if claim == nil {
				t.Fatalf("nothing holds %q against the data", c.About)
			}
			f := factsOf(t, name, c.Person)
			claim(t, f, nBill(t, id, f))
		}
		holdExamples(t, id, name)
	}
}

// factsOf is what a demo's region knows of a patient.
func factsOf(t *testing.T, name, number string) (f domain.PersonFacts) {
	t.Helper()
	person, err := domain.ParsePersonID(number, today)
	if err != nil || person.Display() != number {
		t.Fatal(number, err)
	}
	s, err := sqlstore.Open(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.Read(ctx, func(tx server.Tx) (err error) {
		f, _, err = tx.Person(person, server.FactsRule{Year: today.Year()})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return f
}

// nBill is what is found on an ordinary N bill of today for a patient.
func nBill(t *testing.T, id string, f domain.PersonFacts) []domain.Finding {
	t.Helper()
	profile, prices, err := region.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	d := domain.Draft{InvoiceNo: "1", Bills: []domain.DraftBill{{
		Person: f.Person.Display(), Support: "N", CareModel: "K1", BillRef: "1",
		Items: []domain.DraftItem{{Date: today.String(), Code: "101"}, {Date: today.String(), Code: domain.PatientFeeCode, Price: "200"}},
	}}}
	return rules.ReadDraft(d, rules.Facts{
		Today: today, Profile: profile, Prices: prices, Clinic: clinics[0],
		Persons: map[domain.PersonID]domain.PersonFacts{f.Person: f},
	}).Findings
}

// A demo of an earlier program gets the manifest of this one, with its own day.
func TestAnOldManifestIsRenewed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	d, err := Prepare(ctx, dir, "varmland", today, now)
	if err != nil {
		t.Fatal(err)
	}
	old := `{"region":"varmland","date":"` + today.String() + `","pin":"1"}`
	if err := replaceFile(filepath.Join(dir, manifest.Name), []byte(old)); err != nil {
		t.Fatal(err)
	}
	if err := d.manifest(today.AddDays(9)); err != nil {
		t.Fatal(err)
	}
	if m, err := manifest.Read(dir); err != nil || m.Date != today.String() || m.PIN != pin || len(m.First) != 3 || !slices.Equal(m.Cards, firstCards) {
		t.Errorf("%v %+v", err, m)
	}
}

// holdExamples holds the invoice files to try against a region's data: one is right,
// one has the errors of the portal's own manual, one is of two clinics, one comes
// with a picture.
func holdExamples(t *testing.T, id, name string) {
	t.Helper()
	d := &Demo{Dir: t.TempDir(), Region: id}
	if err := d.exampleFiles(today, now); err != nil {
		t.Fatal(err)
	}
	s, err := sqlstore.Open(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Read(ctx, func(tx server.Tx) error {
		for _, c := range []struct {
			name   string
			bills  int
			faults []string
		}{
			{"rätta.xml", 4, nil},
			{"med-fel.xml", 7, []string{rules.CodeApprovalInvalid, rules.CodeEntitlement, rules.CodeEntitlement, rules.CodeEntitlement, rules.CodeEntitlement}},
			{"två-kliniker.xml", 3, nil},
			{"röntgen.zip", 1, nil},
		} {
			f, err := os.Open(filepath.Join(d.Dir, manifest.Files, c.name))
			if err != nil {
				return err
			}
			file, err := invoicefile.Open(f, invoicefile.Limits{})
			if err != nil {
				return err
			}
			r, err := file.Check(ctx, demoFacts{id, tx}, invoicefile.Options{})
			if err := errors.Join(err, f.Close()); err != nil {
				return err
			}
			var codes []string
			for _, x := range r.Findings {
				if x.Severity == domain.SeverityError {
					codes = append(codes, x.Code)
				}
			}
			if r.Bills != c.bills || !slices.Equal(codes, c.faults) {
				t.Errorf("%s, %s: %d bills, %+v", id, c.name, r.Bills, r.Findings)
			}
		}
		return nil
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}

// demoFacts are what the demo's region knows.
type demoFacts struct {
	id string
	tx server.Tx
}

func (f demoFacts) Clinic(_ context.Context, no string) (invoicefile.ClinicFacts, bool, error) {
	profile, prices, err := region.Load(f.id)
	return invoicefile.ClinicFacts{Facts: rules.Facts{Today: today, Profile: profile, Prices: prices, Clinic: domain.Clinic{No: no}}}, true, err
}

func (f demoFacts) Person(_ context.Context, _ string, id domain.PersonID) (p invoicefile.PersonFacts, err error) {
	p.Known = true
	p.Facts, _, err = f.tx.Person(id, server.FactsRule{Year: today.Year()})
	return p, err
}

func (demoFacts) Used(context.Context, string, string) (bool, error) { return false, nil }
