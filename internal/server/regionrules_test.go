package server_test

import (
	"context"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/test/storetest"
)

// ruledBy is a service of the demo's region with rules of its own.
func ruledBy(t *testing.T, edit func(*domain.Profile)) *server.Service {
	t.Helper()
	store := openStore(t, filledDatabase(t, t.TempDir()))
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	edit(profile)
	s, err := server.NewService(server.Config{Store: storetest.Twice{Store: store}, Profile: profile, Prices: prices, Now: noon, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func send(t *testing.T, s *server.Service, id string, bills ...domain.Bill) error {
	t.Helper()
	_, err := s.Do(context.Background(), as(bjorn, clinicA), domain.CommandSubmit, id, submission(t, "1", bills...))
	return err
}

// Where the region's rule is that a reference may come again, it does: on the
// next invoice, and on the same one.
func TestReferenceMayComeAgain(t *testing.T) {
	for rule, refused := range map[domain.RefRule]string{domain.RefFree: "", domain.RefOncePerProvider: api.ProblemReferenceUse, "": api.ProblemReferenceUse} {
		s := ruledBy(t, func(p *domain.Profile) { p.BillRefs = rule })
		if err := send(t, s, "reference-1", bill(t, entitledN, "Dr Ek")); err != nil {
			t.Fatalf("%q: %v", rule, err)
		}
		if err := send(t, s, "reference-2", bill(t, entitledN, "Dr Ek")); domain.CodeOf(err) != refused {
			t.Errorf("%q: %v", rule, err)
		}
	}
	s := ruledBy(t, func(p *domain.Profile) { p.BillRefs = domain.RefFree })
	if err := send(t, s, "reference-3", bill(t, entitledN, "Dr Ek"), bill(t, entitledN, "Dr Ek")); domain.CodeOf(err) == api.ProblemReferenceUse {
		t.Error("twice on one invoice:", err)
	}
}

// B26, B30: what the user states and who gave the care stand on the region's
// invoice as they were sent; nobody is asked for where the profile does not ask.
func TestGroundAndPerformerAreKept(t *testing.T) {
	s := ruledBy(t, func(*domain.Profile) {})
	b := bill(t, entitledN, "B26-1")
	b.FeeGround, b.Items[0].Performer = "påbörjad", "T1"
	if err := send(t, s, "ground-01", b); err != nil {
		t.Fatal(err)
	}
	list, _, err := s.Invoices(context.Background(), as(bjorn, clinicA), server.InvoiceFilter{Status: domain.StatusReceived})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		if got := v.Bills[0].Bill; got.BillRef == "B26-1" {
			if got.FeeGround != "påbörjad" || got.Items[0].Performer != "T1" {
				t.Errorf("%+v", got)
			}
			return
		}
	}
	t.Error("the invoice is not there")
}

// B30: a region that asks for performers is told of a row without one.
func TestB30(t *testing.T) {
	s := ruledBy(t, func(p *domain.Profile) { p.PerformerMust = true })
	b := bill(t, entitledN, "B30-1")
	if err := send(t, s, "performer-1", b); domain.CodeOf(err) != api.ProblemFindings {
		t.Error("a row without performer:", err)
	}
	b.Items[0].Performer = "T1"
	if err := send(t, s, "performer-2", b); err != nil {
		t.Error(err)
	}
}
