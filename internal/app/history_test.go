package app_test

import (
	"slices"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// What is learned of a patient's earlier bills: the newest frikort that is valid
// still, the care model, what an FHB was used for. Credited bills are shown and
// teach nothing; credit invoices, voided and deleted ones do not count.
func TestHistoryOfAPatient(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	other, _ := domain.ParsePersonID("194309189126", d.Today())
	card := func(no, to string) *domain.FeeExemption {
		return &domain.FeeExemption{No: no, Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate(to)}}
	}
	bill := func(p domain.PersonID, model string, e *domain.FeeExemption, state domain.BillState, approval string) domain.InvoiceBill {
		return domain.InvoiceBill{State: state, Bill: domain.Bill{
			Person: p, Support: domain.SupportN, CareModel: model, Exemption: e, Approval: approval, BillRef: model,
			Items: []domain.Item{{Code: "101", Date: domain.MustDate("2026-10-01"), Price: 100}, {Code: domain.PatientFeeCode, Date: domain.MustDate("2026-10-02"), Price: -20}},
		}}
	}
	st, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	var page app.ChangePage
	add := func(status domain.Status, credit int64, bills ...domain.InvoiceBill) {
		n := int64(len(page.Invoices) + 1)
		page.Invoices = append(page.Invoices, domain.Invoice{OurRef: n, Version: 1, Clinic: "31", Status: status, CreditOf: credit, Received: time.Now(), Bills: bills})
	}
	page.To = "c1"
	add(domain.StatusPaid, 0, bill(id, "P", card("gammalt", "2026-06-30"), "", "F1"))
	add(domain.StatusPaid, 0, bill(id, "", card("utgånget", "2026-11-22"), "", ""), bill(id, "K1", card("giltigt", "2027-01-31"), "", "F1"))
	add(domain.StatusPaid, 0, bill(id, "M1", card("fel", "2027-01-31"), domain.BillCredited, "F1"))
	add(domain.StatusReceived, 3, bill(id, "M3", nil, "", ""))
	add(domain.StatusVoided, 0, bill(id, "M3", nil, "", ""))
	add(domain.StatusReceived, 0, bill(other, "M2", nil, "", ""))
	add(domain.StatusReceived, 0, bill(other, "", nil, "", "")) // S-tandvård: it has none
	if err := st.ApplyChanges("31", page); err != nil {
		t.Fatal(err)
	}
	h, err := d.History(id)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Bills) != 4 || h.Bills[0].OurRef != 3 || h.Bills[0].State != domain.BillCredited || h.Bills[1].Sum != 80 || h.Bills[1].Last != domain.MustDate("2026-10-02") {
		t.Errorf("%+v", h.Bills)
	}
	if h.Exemption == nil || h.Exemption.No != "giltigt" || h.CareModel != "K1" || !h.OwnModel || h.Approved["F1"]["101"] != 2 {
		t.Errorf("%+v %+v", h, h.Exemption)
	}
	fresh, _ := domain.ParsePersonID("194401216595", d.Today())
	if h, err := d.History(fresh); err != nil || h.CareModel != "M2" || h.OwnModel || len(h.Bills) != 0 {
		t.Errorf("%+v %v", h, err)
	}
}

// The latest looked up stand first; another clinic's are not shown.
func TestRecentPatients(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	st, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range []string{"196009172336", "194309189126", "194401216595"} {
		id, _ := domain.ParsePersonID(n, d.Today())
		clinic := "31"
		if i == 2 {
			clinic = "99"
		}
		if err := st.PutPerson(clinic, domain.PersonFacts{Person: id}, d.clock.now.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	list, err := d.Recent()
	if err != nil || len(list) != 2 || list[0].Facts.Person.Canonical() != "194309189126" || list[1].Facts.Person.Canonical() != "196009172336" {
		t.Fatalf("%d %v", len(list), err)
	}
}

// A patient of another region or with protected identity stops the bill here
// already (B24), until the region tells about the patient after all.
func TestRefusedPatientStopsTheBill(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := goodDraft(t, d)
	id, _ := domain.ParsePersonID(draft.Bills[0].Person, d.Today())
	known := d.server.persons[id]
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]string{app.CodePersonUnknown: rules.CodePersonUnknown, app.CodePersonProtected: rules.CodePersonProtected} {
		d.server.fail = &domain.Error{Kind: domain.Unauthorized, Code: code}
		if _, err := d.Lookup(t.Context(), id); domain.CodeOf(err) != code {
			t.Fatal(err)
		}
		c, err := d.Check(draft)
		if err != nil || !slices.ContainsFunc(c.Findings, func(f domain.Finding) bool { return f.Code == want && f.Severity == domain.SeverityError }) {
			t.Errorf("%s: %+v %v", code, c.Findings, err)
		}
		d.server.fail = offline // the network is gone: what was said stands
		if _, err := d.Lookup(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if c, _ := d.Check(draft); c.Errors() == 0 {
			t.Error("the refusal is forgotten without network")
		}
	}
	d.server.fail = nil
	d.server.persons[id] = known
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if c, _ := d.Check(draft); c.Errors() != 0 {
		t.Errorf("%+v", c.Findings)
	}
}
