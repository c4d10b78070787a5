package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

var _ = aCommand(domain.CommandDelete, domain.Deletion{}, func(w *world, n string) []byte {
	return deletion(w.t, w.sent("matrix-"+n), domain.WholeInvoice)
})

// sent is an invoice of two bills that anna has just sent.
func (w *world) sent(name string) domain.Invoice {
	w.t.Helper()
	body := submission(w.t, name, bill(w.t, entitledN, name+" 1"), bill(w.t, "194309189126", name+" 2"))
	r := receiptOf(w.t, do(w.t, w.client(anna), "PUT", submitURL(w, clinicA, "sent-"+name), body))
	return w.invoice(r.OurRef)
}

func (w *world) invoice(ourRef int64) domain.Invoice {
	w.t.Helper()
	v, err := w.service.Invoice(context.Background(), as(anna, clinicA), ourRef)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func TestDeletingABillAndThenTheInvoice(t *testing.T) {
	w := newWorld(t)
	v := w.sent("D-1000")
	_, end := follow(t, w, anna, clinicA, "", 500)
	first := do(t, w.client(anna), "PUT", deleteURL(w, clinicA, "del-00001"), deletion(t, v, domain.Part{Bills: []int64{v.Bills[0].BillNo}}))
	if first.status != http.StatusCreated {
		t.Fatalf("%d %s", first.status, first.body)
	}
	r := receiptOf(t, first)
	if r.Kind != domain.CommandDelete || r.OurRef != v.OurRef || r.Version != 2 || r.Bills != 1 || r.Sum != v.Bills[1].Sum() || r.Submission != "del-00001" || r.InvoiceNo != v.InvoiceNo {
		t.Errorf("receipt %+v", r)
	}
	after := w.invoice(v.OurRef)
	if after.Status != domain.StatusReceived || after.Version != 2 || after.Bills[0].State != domain.BillDeleted || after.Bills[1].State != "" {
		t.Errorf("%+v", after)
	}
	if changes, _ := follow(t, w, anna, clinicA, end, 10); len(changes) != 1 || changes[0].Invoice.Version != 2 {
		t.Errorf("the feed tells %+v", changes)
	}
	a := do(t, w.client(bjorn), "PUT", deleteURL(w, clinicA, "del-00002"), deletion(t, after, domain.WholeInvoice))
	if r := receiptOf(t, a); r.Bills != 0 || r.Sum != 0 || r.Version != 3 {
		t.Errorf("receipt %+v", r)
	}
	if v := w.invoice(v.OurRef); v.Status != domain.StatusDeleted || v.StatusOn != today {
		t.Errorf("%+v", v)
	}
	// Its references stay used.
	again := do(t, w.client(anna), "PUT", submitURL(w, clinicA, "again-001"), submission(t, "D-2", bill(t, entitledN, "D-1000 1")))
	if again.problem(t).Code != api.ProblemReferenceUse {
		t.Errorf("the reference of a deleted bill: %s", again.body)
	}
}

// The answer to a deletion is kept like a receipt: it comes again, byte for byte,
// also when there is nothing left to delete.
func TestDeletionIsDoneOnce(t *testing.T) {
	w := newWorld(t)
	v := w.sent("D-1000")
	body := deletion(t, v, domain.WholeInvoice)
	answers := make([]answer, 30)
	var all sync.WaitGroup
	c := w.client(anna)
	for i := range answers {
		all.Go(func() {
			var err error
			if answers[i], err = try(c, "PUT", deleteURL(w, clinicA, "del-00001"), body); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	made := 0
	for _, a := range answers {
		if a.status == http.StatusCreated {
			made++
		}
		if a.status > 201 || !bytes.Equal(a.body, answers[0].body) || (a.status == http.StatusOK) != (a.header.Get(api.ReplayedHeader) == "true") {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	if now := w.invoice(v.OurRef); made != 1 || now.Version != 2 {
		t.Errorf("done %d times, version %d", made, now.Version)
	}
	// The same id is one command, whatever its kind and body.
	other := deletion(t, v, domain.Part{Bills: []int64{v.Bills[0].BillNo}})
	for name, a := range map[string]answer{
		"another part":              do(t, c, "PUT", deleteURL(w, clinicA, "del-00001"), other),
		"a submission with its id":  do(t, c, "PUT", submitURL(w, clinicA, "del-00001"), submission(t, "F", bill(t, entitledN, "x"))),
		"the same as a submission":  do(t, c, "PUT", submitURL(w, clinicA, "del-00001"), body),
		"a deletion with a sent id": do(t, c, "PUT", deleteURL(w, clinicA, "sent-D-1000"), body),
	} {
		if p := a.problem(t); p.Code != api.ProblemFingerprint {
			t.Errorf("%s: %s", name, p.Code)
		}
	}
}

// Of two who decide on the same version one is too late, and is told so: nothing
// is overwritten.
func TestChangedMeanwhileIsTold(t *testing.T) {
	w := newWorld(t)
	v := w.sent("D-1000")
	statuses := make([]answer, 20)
	var all sync.WaitGroup
	c := w.client(anna)
	for i := range statuses {
		all.Go(func() {
			body := deletion(t, v, domain.Part{Bills: []int64{v.Bills[i%2].BillNo}})
			var err error
			if statuses[i], err = try(c, "PUT", deleteURL(w, clinicA, fmt.Sprintf("race-%04d", i)), body); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	won := 0
	for _, a := range statuses {
		if a.status == http.StatusCreated {
			won++
			continue
		}
		if p := a.problem(t); a.status != http.StatusConflict || p.Code != api.ProblemVersion || p.Version != 2 {
			t.Errorf("the slower one hears %d %+v", a.status, p)
		}
	}
	if now := w.invoice(v.OurRef); won != 1 || now.Version != 2 || now.Standing() != 1 {
		t.Errorf("%d won, %+v", won, now)
	}
}

func TestWhatCannotBeDeleted(t *testing.T) {
	w := newWorld(t)
	c := w.client(anna)
	paid, voided, v := w.sent("D-paid"), w.sent("D-void"), w.sent("D-1000")
	if err := w.desk().Void(context.Background(), voided.OurRef, domain.WholeInvoice, "prov"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.pay(desk.PayOrder{Day: desk.PayDay{On: today}, OurRef: paid.OurRef}); err != nil {
		t.Fatal(err)
	}
	credit, err := w.desk().Credit(context.Background(), paid.OurRef, domain.CreditAll)
	if err != nil {
		t.Fatal(err)
	}
	other := v
	other.OurRef = 1
	for name, x := range map[string]struct {
		body   []byte
		status int
		code   string
	}{
		"paid":                  {deletion(t, w.invoice(paid.OurRef), domain.WholeInvoice), 409, string(domain.WhyPaid)},
		"voided":                {deletion(t, w.invoice(voided.OurRef), domain.WholeInvoice), 409, string(domain.WhyVoided)},
		"a credit":              {deletion(t, credit, domain.WholeInvoice), 409, string(domain.WhyIsCredit)},
		"nothing chosen":        {deletion(t, v, domain.Part{}), 409, string(domain.WhyNothingChosen)},
		"another's bill":        {deletion(t, v, domain.Part{Bills: []int64{1}}), 409, string(domain.WhyNoSuchBill)},
		"whole and a bill":      {deletion(t, v, domain.Part{Whole: true, Bills: []int64{v.Bills[0].BillNo}}), 400, api.ProblemBadRequest},
		"a bill twice":          {deletion(t, v, domain.Part{Bills: []int64{v.Bills[0].BillNo, v.Bills[0].BillNo}}), 400, api.ProblemBadRequest},
		"an invoice not there":  {deletion(t, other, domain.WholeInvoice), 404, api.ProblemNotFound},
		"no invoice":            {[]byte(`{"version":1,"part":{"whole":true}}`), 400, api.ProblemBadRequest},
		"no version":            {fmt.Appendf(nil, `{"ourRef":%d,"part":{"whole":true}}`, v.OurRef), 400, api.ProblemBadRequest},
		"a name of a newer one": {fmt.Appendf(nil, `{"ourRef":%d,"version":1,"part":{"whole":true},"why":"x"}`, v.OurRef), 400, api.ProblemUnknownName},
		"whole as text":         {fmt.Appendf(nil, `{"ourRef":%d,"version":1,"part":{"whole":"true"}}`, v.OurRef), 400, api.ProblemBadRequest},
		"a number too large":    {[]byte(`{"ourRef":99999999999999999999,"version":1,"part":{"whole":true}}`), 400, api.ProblemBadRequest},
		"something behind it":   {append(deletion(t, v, domain.WholeInvoice), '1'), 400, api.ProblemBadRequest},
	} {
		a := do(t, c, "PUT", deleteURL(w, clinicA, "cannot-01"), x.body) // a refusal keeps nothing of the id
		if p := a.problem(t); a.status != x.status || p.Code != x.code || p.Detail == "" {
			t.Errorf("%s: %d %+v", name, a.status, p)
		}
	}
	if now := w.invoice(v.OurRef); now.Version != 1 || now.Standing() != 2 {
		t.Errorf("something was deleted: %+v", now)
	}
	if a := do(t, c, "PUT", deleteURL(w, clinicA, "cannot-01"), deletion(t, v, domain.WholeInvoice)); a.status != http.StatusCreated {
		t.Errorf("after the refusals: %d %s", a.status, a.body)
	}
}

// What was done to an invoice is told with who did it and how, in order (D12). Who
// sits at the desk, and at which computer, is the region's own business.
func TestHistoryOfAnInvoice(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	v := w.sent("D-1000")
	do(t, w.client(cecilia), "PUT", deleteURL(w, clinicA, "del-00001"), deletion(t, v, domain.Part{Bills: []int64{v.Bills[0].BillNo}}))
	d := w.desk()
	d.By = domain.Actor{ID: "SE0000000000-DESK1", Name: "Dag Skrivare", Via: domain.ViaDesk, From: "disk-7"}
	if err := d.Hold(ctx, v.OurRef, domain.WholeInvoice); err != nil {
		t.Fatal(err)
	}
	if err := d.Void(ctx, v.OurRef, domain.WholeInvoice, "prov"); err != nil {
		t.Fatal(err)
	}
	a := do(t, w.client(anna), "GET", fmt.Sprintf("%s/v1/clinics/%s/invoices/%d/events", w.base, clinicA, v.OurRef), nil)
	var list api.EventList
	if err := json.Unmarshal(a.body, &list); err != nil || a.status != 200 {
		t.Fatal(err, a.status)
	}
	region := domain.Actor{ID: "region", Name: "Regionen", Via: domain.ViaDesk}
	want := []domain.Event{
		{Act: domain.ActSubmit, By: domain.Actor{ID: anna, Name: "Anna Ek", Role: domain.RoleUser, Via: domain.ViaCard, From: "127.0.0.1"}, Command: "sent-D-1000"},
		{Act: domain.ActDelete, By: domain.Actor{ID: cecilia, Name: "Cecilia Holm", Role: domain.RoleContact, Via: domain.ViaCard, From: "127.0.0.1"}, Command: "del-00001"},
		{Act: domain.ActHold, By: region},
		{Act: domain.ActVoid, By: region, Reason: "prov"},
	}
	for _, secret := range []string{d.By.ID, d.By.Name, d.By.From} {
		if strings.Contains(string(a.body), secret) {
			t.Errorf("a clinic is told %q of the desk's staff", secret)
		}
	}
	if err := w.store.Read(ctx, func(tx server.Tx) error {
		kept, err := tx.Events(clinicA, v.OurRef)
		if err == nil && kept[3].By != d.By {
			t.Errorf("at the desk it was %+v", kept[3].By)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(list.Events) != len(want) {
		t.Fatalf("%+v", list.Events)
	}
	for i, e := range list.Events {
		x := want[i]
		if e.Act != x.Act || e.By != x.By || e.Reason != x.Reason || e.Command != x.Command || e.Version != int64(i+1) || e.OurRef != v.OurRef || !e.At.Equal(noon()) {
			t.Errorf("event %d: %+v, want %+v", i, e, x)
		}
	}
	if e := list.Events[1]; len(e.Bills) != 1 || e.Bills[0] != v.Bills[0].BillNo {
		t.Errorf("deleted were %v", e.Bills)
	}
}

// Without who and when nothing is done to an invoice.
func TestNothingIsDoneByNobody(t *testing.T) {
	w := newWorld(t)
	v := w.waiting(clinicA)
	d := w.desk()
	d.By = domain.Actor{}
	if err := d.Hold(context.Background(), v.OurRef, domain.WholeInvoice); domain.CodeOf(err) != "server.event" {
		t.Errorf("held by nobody: %v", err)
	}
	if now := w.invoice(v.OurRef); now.Version != v.Version || now.OnHold() {
		t.Errorf("%+v", now)
	}
}
