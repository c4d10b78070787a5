package sqlstore

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func sent(t *testing.T, s *Store, ourRef int64) {
	t.Helper()
	if err := s.Write(context.Background(), func(tx server.Tx) error { return server.AddInvoice(tx, invoice(ourRef), byAnna()) }); err != nil {
		t.Fatal(err)
	}
}

// L3: a backup beside a running server holds also what still lies in the log,
// which a plain copy lacks; put back, it is noticed although nothing was written
// since, and what was there before is kept.
func TestL3BackupAndRestore(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path, file := filepath.Join(dir, "x.db"), filepath.Join(dir, "backup.db")
	s, err := opened(path)
	if err != nil {
		t.Fatal(err)
	}
	seed(t, s)
	for n := int64(1); n <= 5; n++ {
		sent(t, s, n)
	}
	r, err := Backup(ctx, "sqlite:"+path, file)
	if err != nil || r.Invoices != 5 || r.LastRef != 5 || r.Region != "vgr" || !r.LastCame.Equal(invoice(1).Received) {
		t.Fatalf("%+v %v", r, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if _, err := Backup(ctx, "sqlite:"+path, file); domain.CodeOf(err) != CodeThere {
		t.Errorf("written over: %v", err)
	}
	if _, err := Restore(ctx, "sqlite:"+path, file, time.Now()); domain.CodeOf(err) != CodeInUse {
		t.Errorf("put back beneath a running server: %v", err)
	}
	epoch := s.Epoch()
	closed(t, s)
	kept, err := Restore(ctx, "sqlite:"+path, file, time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC))
	if err != nil || kept != path+".before-20261128-090000" {
		t.Fatalf("%q %v", kept, err)
	}
	if was, err := Inspect(ctx, kept); err != nil || was.Invoices != 5 {
		t.Errorf("what was there: %+v %v", was, err)
	}
	back := open2(t, path)
	if back.Older() == nil || back.Older().Unknown || back.Epoch() == epoch || back.Region() != "vgr" {
		t.Errorf("%+v", back.Older())
	}
	if now, err := Inspect(ctx, path); err != nil || now.Invoices != 5 {
		t.Errorf("%+v %v", now, err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*.part"))
	if err != nil || len(left) != 0 {
		t.Errorf("left: %v %v", left, err)
	}
}

// A backup is put back where the database is gone, and on another computer.
func TestL3RestoreWithoutADatabase(t *testing.T) {
	ctx := context.Background()
	path, file, _ := regionAndCopy(t)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	for place, unknown := range map[string]bool{path: false, filepath.Join(t.TempDir(), "new.db"): true} {
		kept, err := Restore(ctx, "sqlite:"+place, file, time.Now())
		if err != nil || kept != "" {
			t.Fatalf("%q %v", kept, err)
		}
		if s := open2(t, place); s.Older() == nil || s.Older().Unknown != unknown {
			t.Errorf("%s: %+v", place, s.Older())
		}
	}
}

// A backup with a damaged page is found out before anything is touched.
func TestL3ADamagedBackupIsNotPutBack(t *testing.T) {
	ctx := context.Background()
	path, file, _ := regionAndCopy(t)
	content := []byte(contentOf(t, file))
	const page = 4096
	for at := 3 * page; at < len(content); at += page {
		for i := range 200 {
			content[at+page-1-i] ^= 0x55
			content[at+i] ^= 0x55
		}
	}
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	before := contentOf(t, path)
	if _, err := Inspect(ctx, file); domain.CodeOf(err) != CodeDamaged {
		t.Errorf("inspected: %v", err)
	}
	if _, err := Restore(ctx, "sqlite:"+path, file, time.Now()); domain.CodeOf(err) != CodeDamaged {
		t.Errorf("put back: %v", err)
	}
	if contentOf(t, path) != before {
		t.Error("the database was touched")
	}
	if s := open2(t, path); s.Older() != nil {
		t.Errorf("%+v", s.Older())
	}
}

// When database and witness came back together, a new history is begun by word.
func TestV1RenewBeginsANewHistory(t *testing.T) {
	path, _, epoch := regionAndCopy(t)
	if err := Renew(context.Background(), "sqlite:"+path); err != nil {
		t.Fatal(err)
	}
	s := open2(t, path)
	if found := s.Older(); found == nil || !found.Unknown || s.Epoch() == epoch {
		t.Errorf("%+v", found)
	}
	if err := Renew(context.Background(), "sqlite:"+path); domain.CodeOf(err) != CodeInUse {
		t.Errorf("renewed beneath a running server: %v", err)
	}
}

// A backup tells what was paid; one of before payouts were kept tells of none.
func TestABackupTellsOfPayouts(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "x.db")
	s, err := opened(path)
	if err != nil {
		t.Fatal(err)
	}
	seed(t, s)
	if _, err := s.writer.Exec(`INSERT INTO payout (payout_no, clinic_id, pay_date, amount, invoices) SELECT 1, clinic_id, '2026-12-03', 100, '[]' FROM clinic LIMIT 1`); err != nil {
		t.Fatal(err)
	}
	if r, err := Inspect(ctx, path); err != nil || r.Payouts != 1 || r.LastPaid != "2026-12-03" {
		t.Errorf("%+v %v", r, err)
	}
	if _, err := s.writer.Exec(`DROP TABLE payout`); err != nil {
		t.Fatal(err)
	}
	if r, err := Inspect(ctx, path); err != nil || r.Payouts != 0 || r.LastPaid != "" {
		t.Errorf("%+v %v", r, err)
	}
	closed(t, s)
}
