package desk_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/demo"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	today  = domain.MustDate("2026-11-23")
	payday = domain.MustDate("2026-12-01")
	ctx    = context.Background()
)

func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func at(t *testing.T, path string) desk.Desk {
	t.Helper()
	s, err := sqlstore.Open(ctx, "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return desk.Desk{Store: s, Now: noon}
}

func empty(t *testing.T) desk.Desk { return at(t, filepath.Join(t.TempDir(), "x.db")) }

// demoFile is the demo's database, filled once.
var demoFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "desk")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "x.db")
	s, err := sqlstore.Open(ctx, "sqlite:"+path)
	if err != nil {
		return nil, err
	}
	profile, prices, err := region.Load("vgr")
	if err == nil {
		err = demo.Fill(ctx, s, profile, prices, today, time.UTC)
	}
	if err := errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// filled is the desk of the demo's region.
func filled(t *testing.T) desk.Desk {
	t.Helper()
	raw, err := demoFile()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return at(t, path)
}

func withStatus(t *testing.T, d desk.Desk, s domain.Status) (list []domain.Invoice) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
		list, err = tx.AllWithStatus(s)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

func get(t *testing.T, d desk.Desk, ourRef int64) (v domain.Invoice) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
		v, err = tx.AnyInvoice(ourRef)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return v
}

func heads(t *testing.T, d desk.Desk) (sum int64) {
	t.Helper()
	if err := d.Store.Read(ctx, func(tx server.Tx) error {
		clinics, err := tx.Clinics()
		for _, c := range clinics {
			h, e := tx.Head(c.No)
			sum, err = sum+h, errors.Join(err, e)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return sum
}

// split parts held invoices from those that a pay run takes.
func split(list []domain.Invoice) (due []domain.Invoice, held int) {
	for _, v := range list {
		on := false
		for _, b := range v.Bills {
			on = on || b.State == domain.BillOnHold
		}
		if on {
			held++
		} else {
			due = append(due, v)
		}
	}
	return due, held
}

func TestPayRun(t *testing.T) {
	d := filled(t)
	due, wantHeld := split(append(withStatus(t, d, domain.StatusReceived), withStatus(t, d, domain.StatusApproved)...))
	before := heads(t, d)
	run, held, err := d.Pay(ctx, desk.PayOrder{Date: payday})
	if err != nil {
		t.Fatal(err)
	}
	var n int
	var sum, want domain.Ore
	for _, p := range run {
		n, sum = n+p.Invoices, sum+p.Sum
	}
	for _, v := range due {
		want += v.Sum()
		after := get(t, d, v.OurRef)
		if after.Status != domain.StatusPaid || after.StatusOn != payday || after.Version != v.Version+1 || after.Sum() != v.Sum() {
			t.Errorf("%d: %+v", v.OurRef, after)
		}
	}
	if n != len(due) || sum != want || held != wantHeld || wantHeld != 1 {
		t.Errorf("run of %d for %s, %d held; want %d for %s, %d", n, sum, held, len(due), want, wantHeld)
	}
	if got := heads(t, d) - before; got != int64(len(due)) {
		t.Errorf("%d change rows for %d invoices", got, len(due))
	}
	if left, _ := split(withStatus(t, d, domain.StatusReceived)); len(left) != 0 {
		t.Errorf("%d left", len(left))
	}
	run, _, err = d.Pay(ctx, desk.PayOrder{Date: payday})
	if err != nil || len(run) != 0 {
		t.Errorf("a second run paid %+v (%v)", run, err)
	}
}

func TestPayOnlyApproved(t *testing.T) {
	d := filled(t)
	approved, received := withStatus(t, d, domain.StatusApproved), withStatus(t, d, domain.StatusReceived)
	run, _, err := d.Pay(ctx, desk.PayOrder{Date: payday, ApprovedOnly: true})
	n := 0
	for _, p := range run {
		n += p.Invoices
	}
	if err != nil || n != len(approved) || n == 0 || len(withStatus(t, d, domain.StatusReceived)) != len(received) {
		t.Fatalf("%v: paid %d of %d approved", err, n, len(approved))
	}
}

func TestPayOne(t *testing.T) {
	d := filled(t)
	due, _ := split(withStatus(t, d, domain.StatusReceived))
	run, _, err := d.Pay(ctx, desk.PayOrder{Date: payday, OurRef: due[0].OurRef})
	if err != nil || len(run) != 1 || run[0].Invoices != 1 || run[0].Sum != due[0].Sum() || run[0].Clinic.No != due[0].Clinic {
		t.Fatalf("%v %+v", err, run)
	}
	var status desk.ErrStatus
	if _, _, err := d.Pay(ctx, desk.PayOrder{Date: payday, OurRef: due[0].OurRef}); !errors.As(err, &status) || status.Status != domain.StatusPaid {
		t.Errorf("paid twice: %v", err)
	}
	if _, _, err := d.Pay(ctx, desk.PayOrder{Date: payday, OurRef: 1}); domain.KindOf(err) != domain.NotFound {
		t.Errorf("an invoice that is not there: %v", err)
	}
	for _, v := range withStatus(t, d, domain.StatusReceived) {
		if _, held := split([]domain.Invoice{v}); held == 1 {
			if _, _, err := d.Pay(ctx, desk.PayOrder{Date: payday, OurRef: v.OurRef}); !errors.As(err, &status) {
				t.Errorf("a held invoice: %v", err)
			}
			if err := d.Release(ctx, v.OurRef, 0); err != nil {
				t.Fatal(err)
			}
			if _, _, err := d.Pay(ctx, desk.PayOrder{Date: payday, OurRef: v.OurRef}); err != nil {
				t.Errorf("after the review: %v", err)
			}
		}
	}
}

func TestCredit(t *testing.T) {
	d := filled(t)
	var paid domain.Invoice
	for _, v := range withStatus(t, d, domain.StatusPaid) {
		if v.CreditOf == 0 && v.Bills[0].State == domain.BillOrdinary {
			paid = v
		}
	}
	credit, err := d.Credit(ctx, paid.OurRef)
	if err != nil {
		t.Fatal(err)
	}
	got := get(t, d, credit.OurRef)
	if got.InvoiceNo != paid.InvoiceNo+"_Kredit" || got.CreditOf != paid.OurRef || got.Status != domain.StatusReceived || got.Sum() != -paid.Sum() {
		t.Errorf("credit %+v", got)
	}
	for i, b := range get(t, d, paid.OurRef).Bills {
		if b.State != domain.BillCredited || b.BillNo == got.Bills[i].BillNo || b.Sum() != paid.Bills[i].Sum() {
			t.Errorf("bill %+v", b)
		}
	}
	var status desk.ErrStatus
	for name, ref := range map[string]int64{"twice": paid.OurRef, "a credit": credit.OurRef} {
		if _, err := d.Credit(ctx, ref); !errors.As(err, &status) {
			t.Errorf("crediting %s: %v", name, err)
		}
	}
}

func TestVoid(t *testing.T) {
	d := filled(t)
	v := withStatus(t, d, domain.StatusApproved)[0]
	if err := d.Void(ctx, v.OurRef, "Fel patient"); err != nil {
		t.Fatal(err)
	}
	got := get(t, d, v.OurRef)
	if got.Status != domain.StatusVoided || got.Reason != "Fel patient" || got.StatusOn != today || got.Bills[0].State != domain.BillVoided || got.Sum() != 0 {
		t.Errorf("%+v", got)
	}
	var status desk.ErrStatus
	for _, s := range []domain.Status{domain.StatusPaid, domain.StatusVoided} {
		if err := d.Void(ctx, withStatus(t, d, s)[0].OurRef, "x"); !errors.As(err, &status) {
			t.Errorf("voiding what is %s: %v", s, err)
		}
	}
}

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
		u, err := tx.User("se0000000000-a1", today)
		if err != nil || u.Name != "Åsa" || len(u.Memberships) != 2 || u.Memberships[1].Role != domain.RoleContact || !u.Memberships[1].Clinic.Specialists {
			t.Errorf("%v %+v", err, u)
		}
		if u, err = tx.User("SE0000000000-A1", domain.MustDate("2027-01-02")); err != nil || len(u.Memberships) != 1 {
			t.Errorf("the day after: %v %+v", err, u)
		}
		id, err := domain.ParsePersonID("196009172336", today)
		if err != nil {
			return err
		}
		f, protected, err := tx.Person(id, server.BaseRule{Year: 2026})
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
			if _, e := tx.User("SE0000000000-A1", today); domain.KindOf(e) != domain.NotFound || (x.kind == "clinics" && len(clinics) > 0) {
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
