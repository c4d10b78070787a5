package sqlstore

import (
	"strings"
	"time"

	"example.org/tandtui/internal/server"
)

// Submission implements server.Invoices.
func (x *tx) Submission(clinic, id string) (server.Submission, error) {
	s := server.Submission{Clinic: clinic, ID: id}
	var received int64
	err := x.row("submission", `SELECT digest, our_ref, hsa_id, received, receipt FROM submission
		WHERE clinic_id = ? AND submission_id = ?`, []any{clinic, id}, &s.Digest, &s.OurRef, &s.HSAID, &received, &s.Receipt)
	s.Received = time.UnixMilli(received).UTC()
	return s, err
}

// AddSubmission implements server.Invoices.
func (x *tx) AddSubmission(s server.Submission) error {
	return x.exec("addSubmission", `INSERT INTO submission (clinic_id, submission_id, digest, our_ref, hsa_id, received, receipt)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, s.Clinic, s.ID, s.Digest, s.OurRef, strings.ToUpper(s.HSAID), s.Received.UnixMilli(), string(s.Receipt))
}

// UsedRefs implements server.Invoices.
func (x *tx) UsedRefs(provider string, refs []string) (map[string]bool, error) {
	used := map[string]bool{}
	for _, ref := range refs {
		var n int
		if err := x.row("usedRefs", `SELECT COUNT(*) FROM bill_reference WHERE provider_id = ? AND ref_norm = ?`, []any{provider, ref}, &n); err != nil {
			return nil, err
		}
		if n > 0 {
			used[ref] = true
		}
	}
	return used, nil
}

// UseRef implements server.Invoices.
func (x *tx) UseRef(provider, ref string, billNo int64) error {
	return x.exec("useRef", `INSERT INTO bill_reference (provider_id, ref_norm, bill_no) VALUES (?, ?, ?)`, provider, ref, billNo)
}

// NextNumbers implements server.Invoices.
func (x *tx) NextNumbers(c server.Counter, n int) (int64, error) {
	var next int64
	err := x.row("nextNumbers", `UPDATE counter SET next_value = next_value + ? WHERE name = ? RETURNING next_value`, []any{n, string(c)}, &next)
	return next - int64(n), err
}
