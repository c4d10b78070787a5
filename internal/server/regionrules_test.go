package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/test/storetest"
)

// ruledBy is a service of the demo's region with rules of its own.
func ruledBy(t *testing.T, edit func(*domain.Profile)) *server.Service {
	t.Helper()
	s, _ := ruledIn(t, edit)
	return s
}

// ruledIn also gives the service's store.
func ruledIn(t *testing.T, edit func(*domain.Profile)) (*server.Service, server.Store) {
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
	return s, store
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

// asksForPerformers is a service of a region that asks for them, with one at clinic A.
func asksForPerformers(t *testing.T, list ...domain.Performer) *server.Service {
	t.Helper()
	s, store := ruledIn(t, func(p *domain.Profile) { p.PerformerMust = true })
	if err := store.Write(context.Background(), func(tx server.Tx) error { return tx.PutPerformers(clinicA, list...) }); err != nil {
		t.Fatal(err)
	}
	return s
}

// B30: a region that asks for performers takes those of its register, each on the
// days that stand there, and nobody where the clinic has none.
func TestB30(t *testing.T) {
	s := asksForPerformers(t,
		domain.Performer{No: "T1", Name: "Åsa Ek", Profession: "tandläkare", Validity: domain.Period{From: domain.MustDate("2026-01-01")}},
		domain.Performer{No: "T2", Name: "Bo Ek", Profession: "tandläkare", Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-01-31")}})
	for _, x := range []struct{ performer, want string }{
		{"", rules.CodePerformerMissing}, {"T9", rules.CodePerformerUnknown}, {"T2", rules.CodePerformerDate}, {"t1", ""},
	} {
		b := bill(t, entitledN, "B30-"+x.performer)
		b.Items[0].Performer = x.performer
		err := send(t, s, "performer-"+x.performer+"-0", b)
		var no *server.Refusal
		if errors.As(err, &no) != (x.want != "") || no == nil && err != nil {
			t.Errorf("%q: %v", x.performer, err)
		} else if no != nil && !slices.ContainsFunc(no.Findings, func(f domain.Finding) bool { return f.Code == x.want }) {
			t.Errorf("%q: %+v", x.performer, no.Findings)
		}
	}
	none := asksForPerformers(t)
	b := bill(t, entitledN, "B30-none")
	b.Items[0].Performer = "T1"
	if err := send(t, none, "performer-none", b); domain.CodeOf(err) != api.ProblemFindings {
		t.Error("a clinic without a register:", err)
	}
}

// B30: clinics are sent the performers of their own users' clinics alone, under a
// version that changes with them; a region that does not ask sends none.
func TestB30IsSentToTheClinic(t *testing.T) {
	who := domain.Performer{No: "T1", Name: "Åsa Ek", Profession: "tandläkare", Validity: domain.Period{From: domain.MustDate("2026-01-01")}}
	sent := func(s *server.Service, hsaID string) (d api.RegionData) {
		version, body, err := s.RegionData(context.Background(), server.Caller{Identity: server.HSAID(hsaID)})
		if err == nil {
			err = json.Unmarshal(body, &d)
		}
		if err != nil || d.Version != version {
			t.Fatal(err, version)
		}
		return d
	}
	with, without := sent(asksForPerformers(t, who), bjorn), sent(asksForPerformers(t), bjorn)
	if got := with.Performers[clinicA]; !slices.Equal(got, []domain.Performer{who}) {
		t.Errorf("%+v", with.Performers)
	}
	if got, known := without.Performers[clinicA]; !known || got == nil || len(got) != 0 {
		t.Errorf("an empty register: %+v", without.Performers)
	}
	if with.Version == without.Version {
		t.Error("another register under the same version")
	}
	if other := sent(asksForPerformers(t, who), david); other.Performers[clinicA] != nil {
		t.Errorf("to another clinic's user: %+v", other.Performers)
	}
	if d := sent(ruledBy(t, func(*domain.Profile) {}), bjorn); d.Performers != nil {
		t.Errorf("where nobody asks: %+v", d.Performers)
	}
}
