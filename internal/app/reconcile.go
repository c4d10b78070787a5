package app

import (
	"io"
	"slices"
	"time"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/domain"
)

// StatementStore keeps the bank's lines that a clinic has read in, sealed like all
// else.
type StatementStore interface {
	Lines(clinic string) (Lines, error) // none: nothing was read in
	PutLines(clinic string, l Lines) error
}

// Lines are a clinic's lines of all files that were read in. A line that several
// files have is here once.
type Lines struct {
	Lines []bank.Line `json:"lines"`
	Read  time.Time   `json:"read"` // when the last file was

	Damaged bool `json:"-"` // the record cannot be read: the files are to be read in again
}

// Read is what a file of the bank brought.
type Read struct {
	Statements int // accounts in the file
	Entries    int // lines in it
	New        int // lines that no earlier file had
	From, To   domain.Date
}

// ReadStatement takes over a statement or notification of the bank (D13): all of it
// or, on an error (bank.Code…), nothing. What an earlier file had too is not taken
// twice.
func (a *App) ReadStatement(file io.Reader) (Read, error) {
	store, clinic, err := a.at()
	if err != nil {
		return Read{}, err
	}
	statements, err := bank.ReadCamt(file)
	if err != nil {
		return Read{}, err
	}
	r := Read{Statements: len(statements)}
	for _, s := range statements {
		r.Entries += len(s.Entries)
		for _, e := range s.Entries {
			r.span(e.BookedOn)
		}
	}
	a.commanding.Lock() // one change of the lines at a time
	defer a.commanding.Unlock()
	kept, err := store.Lines(clinic.No)
	if err != nil {
		return Read{}, err
	}
	merged := bank.Merge(kept.Lines, statements)
	r.New = len(merged) - len(kept.Lines)
	if err := store.PutLines(clinic.No, Lines{Lines: merged, Read: a.cfg.Clock.Now()}); err != nil {
		return Read{}, err
	}
	a.ring(ChangedMirror)
	return r, nil
}

// span widens the days that the file is about.
func (r *Read) span(on domain.Date) {
	if on.IsZero() {
		return
	}
	if r.From.IsZero() || on.Before(r.From) {
		r.From = on
	}
	if r.To.Before(on) {
		r.To = on
	}
}

// Reconciliation is what the bank says beside what the region says it has paid.
type Reconciliation struct {
	Rows    []ReconciledRow
	Read    time.Time // when the last file was read in; zero: none was
	Damaged bool      // what was read in cannot be read: read the files in again
}

// ReconciledRow is a payment that came in, or one that did not.
type ReconciledRow struct {
	bank.Row
	OurRefs []int64     // Vår referens of what it pays, or should have
	Paid    domain.Date // when the region says that it paid; zero: unknown
	// Awaited tells of a missing one that the files may be too old for: the bank needs
	// some days (D13).
	Awaited bool
}

// Reconcile matches the lines read in to the payouts in the mirror, by Vår referens
// and never by an amount alone (D13). A payout of before the first line is no missing
// one: no file was read that could tell of it.
func (a *App) Reconcile() (Reconciliation, error) {
	store, clinic, err := a.at()
	if err != nil {
		return Reconciliation{}, err
	}
	lines, err := store.Lines(clinic.No)
	if err != nil || len(lines.Lines) == 0 {
		return Reconciliation{Read: lines.Read, Damaged: lines.Damaged}, err
	}
	payouts, err := store.Payouts(clinic.No)
	if err != nil {
		return Reconciliation{}, err
	}
	rows, err := a.invoices.of(store, clinic)
	if err != nil {
		return Reconciliation{}, err
	}
	var span Read
	for _, l := range lines.Lines {
		span.span(l.Entry.BookedOn)
	}
	due, usual := expected(payouts, rows.rows), a.Region().Profile.Payment
	r := Reconciliation{Read: lines.Read}
	for _, row := range bank.Match(due.list, lines.Lines) {
		of := due.reconciled(row)
		if row.State == bank.Missing {
			if of.Paid.Before(span.From) {
				continue
			}
			of.Awaited = span.To.Before(bankday.After(of.Paid, usual.Account))
		}
		r.Rows = append(r.Rows, of)
	}
	return r, nil
}

// dues are what payouts should bring.
type dues struct {
	list []bank.Due
	paid []domain.Date // of each in list
}

// expected are the parts of each payout that was paid: its invoices, less what it
// carried from an earlier one, and what it left to be taken off later.
func expected(payouts []domain.Payout, rows []InvoiceSummary) (d dues) {
	sums := make(map[int64]domain.Ore, len(rows))
	for i := range rows {
		sums[rows[i].OurRef] = rows[i].Sum
	}
	for _, p := range slices.Backward(payouts) { // the oldest first
		if !p.Paid() || p.Sum <= 0 {
			continue
		}
		payment := bank.EndToEndID(p.No, p.Invoices...)
		add := func(ref int64, amount domain.Ore) {
			d.list = append(d.list, bank.Due{Ref: ref, Payment: payment, Amount: amount})
			d.paid = append(d.paid, p.Date)
		}
		for _, ref := range p.Invoices {
			add(ref, sums[ref])
		}
		if p.CarriedIn > 0 {
			add(0, -p.CarriedIn)
		}
		if p.CarriedOut > 0 {
			add(0, p.CarriedOut)
		}
	}
	return d
}

func (d dues) reconciled(row bank.Row) ReconciledRow {
	r := ReconciledRow{Row: row}
	for _, i := range row.Dues {
		if ref := d.list[i].Ref; ref != 0 {
			r.OurRefs = append(r.OurRefs, ref)
		}
		r.Paid = d.paid[i]
	}
	return r
}
