package sqlstore

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A clinic's data is asked for by clinic in every statement, but for the few
// that serve the desk or look a patient's sums up.
func TestStatementsNameTheClinic(t *testing.T) {
	free := []string{
		"`our_ref = ?`",                   // AnyInvoice, the desk
		"`status = ? ORDER BY our_ref`",   // AllWithStatus, the desk
		"FROM bill WHERE person_id = ?",   // sums over all clinics, no bill is shown
		"COUNT(*), COALESCE(MAX(our_ref)", // how much a backup holds
		"COUNT(*), COALESCE(MAX(pay_date)",
		"`our_ref IN (`", // Unpaid, the desk
		"FROM sqlite_master",
		"` FROM invoice WHERE `",  // its condition is one of the others
		"`INSERT INTO invoice (`", // the columns stand in a constant
		"`INSERT INTO event (`",
		"`INSERT INTO payout (`",
		"` FROM payout `",             // its condition is one of the others, or the audit's
		"WHERE run_no = ?",            // a run's payouts, the desk
		"FROM entry ",                 // the books, all clinics'
		"FROM invoice i LEFT",         // the audit
		"RETURNING our_ref, version`", // the end of a statement
		"INSERT INTO bill_reference",  // by provider
		"FROM bill_reference",
		"FROM bill WHERE our_ref IN (", // of invoices that were asked for by clinic
		"ORDER BY our_ref",             // the end of a statement
	}
	tables := regexp.MustCompile(`\b(invoice|bill|command|event|payout|change|feed|bill_reference)\b`)
	literal := regexp.MustCompile("`[^`]*`")
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, sql := range literal.FindAllString(string(raw), -1) {
			if !tables.MatchString(sql) && !strings.Contains(sql, "our_ref") {
				continue
			}
			checked++
			excused := false
			for _, part := range free {
				excused = excused || strings.Contains(sql, part)
			}
			if !strings.Contains(sql, "clinic_id") && !excused {
				t.Errorf("%s: a statement without the clinic: %s", f, sql)
			}
		}
	}
	if checked < 15 {
		t.Fatalf("only %d statements found", checked)
	}
}

// The schema keeps to what PostgreSQL has too.
func TestSchemaIsPortable(t *testing.T) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	var raw []byte
	for _, f := range files {
		one, err := migrations.ReadFile("migrations/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		raw = append(raw, one...)
	}
	column := regexp.MustCompile(`(?m)^    ([a-z_]+) +([A-Z]+)`)
	n := 0
	for _, m := range column.FindAllStringSubmatch(string(raw), -1) {
		if n++; m[2] != "TEXT" && m[2] != "BIGINT" && m[2] != "INTEGER" {
			t.Errorf("%s is %s", m[1], m[2])
		}
	}
	if n < 40 {
		t.Fatalf("only %d columns found", n)
	}
	for _, word := range []string{"TRIGGER", "AUTOINCREMENT", "DATETIME", "now(", "WITHOUT ROWID", "STRICT"} {
		if strings.Contains(string(raw), word) {
			t.Errorf("%s is not portable", word)
		}
	}
}
