package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/sqlstore"
)

// billed stores invoices of one examination each, of one patient on one day, at two
// providers, and one that is ordinary before them.
func billed(t *testing.T, db string, doubles int) {
	t.Helper()
	ctx := context.Background()
	store, err := sqlstore.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	person := func(no string) domain.PersonID {
		id, err := domain.ParsePersonID(no, domain.DateOf(now))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	err = store.Write(ctx, func(tx server.Tx) error {
		for no, provider := range map[string]string{"31": "P1", "32": "P2"} {
			if err := tx.PutProvider(domain.Provider{ID: provider, Name: provider}); err != nil {
				return err
			}
			if err := tx.PutClinic(domain.Clinic{No: no, Name: no, ProviderID: provider}); err != nil {
				return err
			}
		}
		if err := tx.PutPersons(server.Person{ID: person("19520516-2331")}, server.Person{ID: person("19600917-2336")}); err != nil {
			return err
		}
		for i := range doubles + 1 {
			patient, clinic := person("19520516-2331"), []string{"31", "32"}[i%2]
			if i == 0 {
				patient = person("19600917-2336")
			}
			v := domain.Invoice{Clinic: clinic, InvoiceNo: fmt.Sprint("F", i), Status: domain.StatusReceived, Bills: []domain.InvoiceBill{{Bill: domain.Bill{
				Person: patient, Support: domain.SupportN, BillRef: fmt.Sprint("r", i),
				Items: []domain.Item{{Date: domain.DateOf(now).AddDays(-2), Code: "101", Price: domain.Kronor(1100)}},
			}}}}
			v, err := server.Number(tx, v, now)
			if err != nil {
				return err
			}
			if err := server.AddInvoice(tx, v, domain.Event{At: now, Act: domain.ActSubmit, By: domain.Actor{ID: "x", Via: domain.ViaCard}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

// L12: fourteen bills of one examination of one patient, each on an invoice of its
// own, stand first with what is wrong, and each tells that it is a double.
func TestL12ReviewShowsDoublesAcrossInvoicesFirst(t *testing.T) {
	db := made(t, "vgr")
	const doubles = 14
	billed(t, db, doubles)
	code, out, errOut := capture("review", "list", "--db", db, "--json")
	var list []invoiceSummary
	if err := json.Unmarshal([]byte(out), &list); code != 0 || errOut != "" || err != nil || len(list) != doubles+1 {
		t.Fatalf("%d %s %v %d invoices", code, errOut, err, len(list))
	}
	for i, v := range list {
		double := false
		for _, w := range v.Warnings {
			double = double || w.Code == rules.CodeDoubleEarlier && w.BillNo == v.Bills[0].BillNo && w.Text != ""
		}
		if last := i == doubles; double == last {
			t.Errorf("%d: invoice %d has %+v", i, v.OurRef, v.Warnings)
		}
	}
	if list[doubles].OurRef != 600001 { // the ordinary patient's
		t.Errorf("the ordinary one is not last: %d", list[doubles].OurRef)
	}
	code, out, errOut = capture("review", "list", "--db", db, "--clinic", "32")
	if code != 0 || strings.Count(out, "\n      6000") != doubles/2 || strings.Count(out, "vår referens 6000") < doubles/2 || strings.Contains(out, "0516") {
		t.Errorf("%d %s %s", code, out, errOut)
	}
}

// L12: what a run would pay is told with what is worth a look, doubles first, to
// people and to programs, whichever way it is paid.
func TestL12EveryWayToPayTellsDoublesFirst(t *testing.T) {
	db := made(t, "vgr")
	billed(t, db, 30)
	clock, err := swedishClock()
	if err != nil {
		t.Fatal(err)
	}
	day := bankday.Next(domain.DateOf(clock()).AddDays(3)).String()
	for _, args := range [][]string{
		{"pay", "preview"}, {"pay", "prepare"}, {"pay", "now", "--everything"},
	} {
		args = append(args, "--db", db, "--date", day)
		code, out, errOut := capture(append(args, "--json")...)
		var plan struct{ Warnings []invoiceWarning }
		if err := json.Unmarshal([]byte(out), &plan); code != 0 || errOut != "" || err != nil || len(plan.Warnings) < 30 {
			t.Errorf("%v: %d %s %v, %d warnings", args, code, errOut, err, len(plan.Warnings))
			continue
		}
		if w := plan.Warnings[0]; w.Code != rules.CodeDoubleEarlier || w.OurRef == 0 || w.BillNo == 0 || w.Text == "" {
			t.Errorf("%v: first is %+v", args, w)
		}
		_, out, _ = capture(args...)
		first := fmt.Sprintf("Obs! vår referens %d, räkning %d: ", plan.Warnings[0].OurRef, plan.Warnings[0].BillNo)
		if more := fmt.Sprintf("Obs! och %d till: tandserver review list --warned visar dem.", len(plan.Warnings)-mostTold); !strings.Contains(out, first) || !strings.Contains(out, more) {
			t.Errorf("%v: want %q and %q in\n%s", args, first, more, out)
		}
	}
}

// Every verb's JSON names its fields the same way, and amounts are whole öre.
func TestJSONNamesAreAllWrittenTheSameWay(t *testing.T) {
	db := made(t, "vgr")
	billed(t, db, 2)
	clock, err := swedishClock()
	if err != nil {
		t.Fatal(err)
	}
	day := bankday.Next(domain.DateOf(clock()).AddDays(3)).String()
	otherwise := regexp.MustCompile(`"[A-Z]\w*": |[0-9]\.[0-9]*,?\n`)
	for _, args := range [][]string{
		{"pay", "preview", "--date", day},
		{"pay", "now", "--everything", "--date", day},
		{"pay", "prepare", "--date", day, "--yes"},
		{"pay", "close", "--run", "1"},
		{"pay", "now", "--all-approved", "--date", bankday.After(domain.MustDate(day), 1).String()},
		{"audit", "money"},
		{"review", "list"},
		{"review", "hold", "600001", "--whole", "--yes"},
		{"list", "invoices"},
		{"list", "clinics"},
		{"list", "persons"},
		{"show", "invoice", "600001"},
		{"log", "desk"},
		{"log", "access"},
	} {
		code, out, _ := capture(append(args, "--db", db, "--json")...)
		if code != 0 && args[0] != "pay" || !json.Valid([]byte(out)) || len(out) < 10 {
			t.Errorf("%v: %d %s", args, code, out)
		}
		if found := otherwise.FindString(out); found != "" {
			t.Errorf("%v: %s in\n%s", args, found, out)
		}
	}
}

// What the desk decides reaches a clinic that waits for news, and keeps who did it.
func TestReviewReachesTheClinic(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	r := start(t, "demo", "--dir", dir, "--date", domain.DateOf(time.Now()).String())
	c, db := card(t, dir), "sqlite:"+filepath.Join(dir, manifest.Database)
	code, out, errOut := capture("review", "list", "--db", db, "--clinic", "3101", "--json")
	var list []invoiceSummary
	if err := json.Unmarshal([]byte(out), &list); code != 0 || err != nil {
		t.Fatalf("%d %s %v", code, errOut, err)
	}
	ordinary, credit := int64(0), int64(0)
	for _, v := range list {
		switch {
		case v.CreditOf != 0:
			credit = v.OurRef
		case v.Status == domain.StatusReceived:
			ordinary = v.OurRef
		}
	}
	for _, act := range []struct {
		words  []string
		ourRef int64
		state  domain.BillState
	}{
		{[]string{"hold", "--reason", "två lika"}, ordinary, domain.BillOnHold},
		{[]string{"release"}, ordinary, domain.BillOrdinary},
		{[]string{"void", "--reason", "fel patient"}, ordinary, domain.BillVoided},
		{[]string{"hold"}, credit, domain.BillOnHold},
		{[]string{"void", "--reason", "fel rad"}, credit, domain.BillVoided},
	} {
		end := changes(t, c, r.address, "?limit=500").To
		news := make(chan api.Changes, 1)
		go func() { news <- changes(t, c, r.address, "?wait=25&since="+end) }()
		args := append([]string{"review", act.words[0], "--db", db, strconv.FormatInt(act.ourRef, 10), "--whole", "--yes", "--as", "SE0000000000-DEMO03"}, act.words[1:]...)
		if code, out, errOut := capture(args...); code != 0 {
			t.Fatalf("%v: %d %s %s", act.words, code, out, errOut)
		}
		select {
		case page := <-news:
			if len(page.Changes) == 0 || page.Changes[0].Invoice == nil || page.Changes[0].Invoice.OurRef != act.ourRef || page.Changes[0].Invoice.Bills[0].State != act.state {
				t.Errorf("%v: %+v", act.words, page)
			}
		case <-time.After(patience):
			t.Errorf("%v: the serving process has not noticed it", act.words)
		}
	}
	r.stop(t, syscall.SIGTERM)
	traced(t, db, credit)
}

// traced holds what was noted of the acts, and what a voided credit leaves.
func traced(t *testing.T, db string, credit int64) {
	t.Helper()
	store, err := sqlstore.Open(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	err = store.Read(context.Background(), func(tx server.Tx) error {
		acts, err := tx.DeskActs(server.DeskActFilter{By: "SE0000000000-DEMO03"})
		if err != nil {
			return err
		}
		var verbs []string
		for _, a := range acts {
			verbs = append(verbs, a.Verb)
			if a.Rows == 0 || a.About == "" || a.By.From == "" {
				t.Errorf("%+v", a)
			}
		}
		if got := strings.Join(verbs, ", "); got != "review void, review hold, review void, review release, review hold" {
			t.Errorf("noted: %s", got)
		}
		v, err := tx.AnyInvoice(credit)
		if err != nil {
			return err
		}
		restored, err := tx.AnyInvoice(v.CreditOf)
		if v.Status != domain.StatusVoided || v.Reason != "fel rad" || restored.Status != domain.StatusPaid {
			t.Errorf("%+v\n%+v", v, restored)
		}
		for _, b := range restored.Bills {
			if b.State == domain.BillCredited {
				t.Errorf("bill %d is still credited", b.BillNo)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
