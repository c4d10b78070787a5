package data

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/pki"
	"example.org/tandtui/internal/server/sqlstore"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	ctx   = context.Background()
	today = domain.MustDate("2026-11-23")
	now   = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

// dump is everything a demo's clinics would see.
func dump(t *testing.T, name string) (list []domain.Invoice) {
	t.Helper()
	s, err := sqlstore.Open(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.Read(ctx, func(tx server.Tx) error {
		for _, c := range clinics {
			changes, err := tx.Changes(c.No, 0, 1000)
			if err != nil {
				return err
			}
			for _, ch := range changes {
				if ch.Kind != server.ChangeInvoice {
					continue
				}
				v, err := tx.Invoice(c.No, ch.Ref)
				if err != nil {
					return err
				}
				list = append(list, v)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestSecondStartReusesAll(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	first, err := Prepare(ctx, dir, "vgr", today, now)
	if err != nil {
		t.Fatal(err)
	}
	files := contents(t, dir)
	second, err := Prepare(ctx, dir, "vgr", today.AddDays(40), now)
	if err != nil {
		t.Fatal(err)
	}
	if !first.Issuers[0].Equal(second.Issuers[0]) {
		t.Error("another authority")
	}
	again := contents(t, dir)
	for name, raw := range files {
		if again[name] != raw {
			t.Errorf("%s was changed", name)
		}
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v", name, info.Mode())
		}
	}
	if len(again) != len(files) {
		t.Errorf("%d files, were %d", len(again), len(files))
	}
	// A first start that was broken off before its end is completed.
	for _, name := range []string{manifest.Name, manifest.Database, "cards/anna-ek.pem"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, manifest.Database+".new"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Prepare(ctx, dir, "vgr", today, now); err != nil {
		t.Fatal(err)
	}
	if m, err := manifest.Read(dir); err != nil || len(m.Users) != 6 || m.PIN != "123456" || m.Users[0].Name != "Anna Ek" {
		t.Fatalf("%v %+v", err, m)
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[name] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestDataIsTheSameEachTime(t *testing.T) {
	var dumps []string
	for range 2 {
		name := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
		fill(t, name, "vgr", today)
		raw, err := json.Marshal(dump(t, name))
		if err != nil {
			t.Fatal(err)
		}
		dumps = append(dumps, string(raw))
	}
	if dumps[0] != dumps[1] {
		t.Fatal("two demos of one day differ")
	}
}

func fill(t *testing.T, name, id string, day domain.Date) {
	t.Helper()
	profile, prices, err := region.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlstore.Create(ctx, name, id)
	if err != nil {
		t.Fatal(err)
	}
	if err := Fill(ctx, s, profile, prices, day, time.UTC); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// The demo shows every state that the portal knows, on any day it is started.
func TestHistoryHasEveryStatus(t *testing.T) {
	for _, day := range []domain.Date{today, domain.MustDate("2027-01-01"), domain.MustDate("2028-02-29"), domain.MustDate("2027-07-15")} {
		name := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
		fill(t, name, "vgr", day)
		seen := map[string]bool{}
		for _, v := range dump(t, name) {
			seen[string(v.Status)] = true
			if v.CreditOf != 0 {
				seen["credit "+string(v.Status)] = strings.HasSuffix(v.InvoiceNo, "_Kredit")
			}
			for _, b := range v.Bills {
				seen["bill "+string(b.State)] = true
				seen["support "+string(b.Support)] = true
			}
		}
		for _, want := range []string{
			"received", "approved", "paid", "voided", "credit received", "credit paid",
			"bill onHold", "bill credited", "bill voided", "support N", "support F", "support S",
		} {
			if !seen[want] {
				t.Errorf("%v: nothing is %s", day, want)
			}
		}
	}
}

// The other region's demo is as complete, with what that region asks for.
func TestVarmlandsDemo(t *testing.T) {
	name := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
	fill(t, name, "varmland", today)
	lists := map[domain.Support]string{domain.SupportN: "forhojd", domain.SupportF: "forhojd", domain.SupportS: "allman"}
	seen := map[string]bool{}
	for _, v := range dump(t, name) {
		seen[string(v.Status)] = true
		for _, b := range v.Bills {
			if b.PriceList != lists[b.Support] {
				t.Errorf("%s is billed by %q", b.Support, b.PriceList)
			}
			seen[string(b.Support)] = true
		}
	}
	for _, want := range []string{"received", "approved", "paid", "voided", "N", "F", "S"} {
		if !seen[want] {
			t.Errorf("nothing is %s", want)
		}
	}
}

// A folder belongs to the demo of one region.
func TestFolderOfAnotherRegionIsRefused(t *testing.T) {
	dir := t.TempDir()
	if _, err := Prepare(ctx, dir, "varmland", today, now); err != nil {
		t.Fatal(err)
	}
	if m, err := manifest.Read(dir); err != nil || m.Region != "varmland" {
		t.Fatal(m.Region, err)
	}
	if _, err := Prepare(ctx, dir, "vgr", today, now); err == nil || !strings.Contains(err.Error(), "varmland") {
		t.Fatal(err)
	}
	if _, err := Prepare(ctx, t.TempDir(), "norr", today, now); err == nil {
		t.Fatal("a region that is not there")
	}
}

// The reserve numbers are the regions' published examples, each of its own form.
func TestReserveNumbers(t *testing.T) {
	for id, list := range reserves {
		for _, p := range list {
			if _, err := domain.ParsePersonID(p.id, today); err != nil {
				t.Errorf("%s: %s: %v", id, p.about, err)
			}
		}
	}
}

func TestTooEarlyADateIsTold(t *testing.T) {
	_, err := Prepare(ctx, t.TempDir(), "vgr", domain.MustDate("2026-02-01"), now)
	if err == nil || !strings.Contains(err.Error(), "2026-02-01 is too early") {
		t.Fatal(err)
	}
}

func TestPeople(t *testing.T) {
	raw, err := os.ReadFile("testdata/test-personnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	allowed := strings.Fields(string(raw))
	seen, kinds := map[string]bool{}, map[string]bool{}
	for _, p := range patients {
		if !slices.Contains(allowed, p.id) {
			t.Errorf("patient %q is no test number", p.about)
		}
		if seen[p.id] {
			t.Errorf("patient %q stands twice", p.about)
		}
		seen[p.id] = true
		kinds["protected"] = kinds["protected"] || p.protected
		kinds["none"] = kinds["none"] || len(p.rights) == 0
		supports := map[domain.Support]bool{}
		for _, r := range p.rights {
			supports[r.support] = true
			kinds[r.category] = true
			kinds["ended"] = kinds["ended"] || r.to < 0
			kinds["open"] = kinds["open"] || r.to == openEnd
			kinds["dated"] = kinds["dated"] || r.to > 0
			kinds["approval"] = kinds["approval"] || r.amount > 0
		}
		kinds["both"] = kinds["both"] || supports[supN] && supports[supF]
		kinds["S only"] = kinds["S only"] || supports[supS] && len(supports) == 1
	}
	if len(patients) != 40 || len(users) != 6 || len(clinics) != 3 || len(providers) != 2 {
		t.Error("not the promised numbers")
	}
	for _, k := range []string{"protected", "none", "ended", "open", "dated", "approval", "both", "S only", "N1", "N2", "N3", "N4", "F1", "F2"} {
		if !kinds[k] {
			t.Errorf("no patient is %s", k)
		}
	}
}

func TestCards(t *testing.T) {
	dir := t.TempDir()
	d, err := Prepare(ctx, dir, "vgr", today, now)
	if err != nil {
		t.Fatal(err)
	}
	m, err := manifest.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(d.Issuers[0])
	for _, u := range m.Users {
		raw, err := os.ReadFile(filepath.Join(dir, u.Card))
		if err != nil {
			t.Fatal(err)
		}
		id, err := pki.ParsePEM(raw)
		if err != nil {
			t.Fatal(err)
		}
		c := id.Cert
		if c.Subject.SerialNumber != u.HSAID || c.Subject.CommonName != u.Name || c.Issuer.CommonName != m.Issuer || !strings.HasPrefix(m.Issuer, "DEMO") ||
			id.Key.N.BitLen() != 2048 || c.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageKeyEncipherment {
			t.Errorf("%s: %+v", u.Name, c.Subject)
		}
		if _, err := c.Verify(x509.VerifyOptions{Roots: roots, CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}); err != nil {
			t.Errorf("%s: %v", u.Name, err)
		}
		if _, err := domain.ParseHSAID(u.HSAID); err != nil {
			t.Errorf("%s: %v", u.Name, err)
		}
	}
	own := d.Certificate.Leaf
	ca, err := pki.ReadCerts(filepath.Join(dir, m.ServerCA))
	if err != nil {
		t.Fatal(err)
	}
	servers := x509.NewCertPool()
	servers.AddCert(ca[0])
	for _, name := range []string{"localhost", "127.0.0.1"} {
		if _, err := own.Verify(x509.VerifyOptions{Roots: servers, CurrentTime: now, DNSName: name}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := own.Verify(x509.VerifyOptions{Roots: roots, CurrentTime: now}); err == nil {
		t.Error("the cards' authority vouches for the server")
	}
}

// One server at a time has a folder; when it has ended, the next one may have it.
func TestFolderIsForOneServer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	first, err := Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(dir); !errors.Is(err, ErrRunning) {
		t.Fatalf("a second server: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	d := &Demo{Dir: dir}
	if err := errors.Join(d.Announce("https://127.0.0.1:1"), d.Withdraw(), d.Withdraw()); err != nil {
		t.Error(err)
	}
}
