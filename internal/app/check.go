package app

import (
	"crypto/sha256"
	"slices"
	"sync"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Checked is a draft as understood, with all that screens ask about it. It is
// shared and must not be changed.
type Checked struct {
	rules.Reading
	Sum     domain.Ore         // of all bills, öre
	FactsAt time.Time          // when the oldest look-up was made; zero: none made
	Unasked []int              // bills whose patient was not looked up: only the region can check them
	Fees    [][]rules.VisitFee // of each bill, the fee of each visit (B14)
}

// Errors counts the findings that stop sending.
func (c Checked) Errors() int { return countSeverity(c.Findings, domain.SeverityError) }

// Warnings counts the others.
func (c Checked) Warnings() int { return countSeverity(c.Findings, domain.SeverityWarning) }

func countSeverity(fs []domain.Finding, s domain.Severity) (n int) {
	for _, f := range fs {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Mixed reports whether a bill holds both FHB and other care, and can be split
// (B9).
func (c Checked) Mixed(bill int) bool {
	return slices.ContainsFunc(c.Findings, func(f domain.Finding) bool { return f.Bill == bill && f.Code == rules.CodeApprovalMixed })
}

// checks remembers the last check, so that a change is checked once: what the
// screen shows, what is saved and what is sent rest on the same check (ADR 023).
type checks struct {
	read func(domain.Draft, rules.Facts) rules.Reading

	mu   sync.Mutex
	last *check // nil: none is remembered
}

// check is one run of the rules, perhaps still under way.
type check struct {
	of   checkedOf
	done chan struct{} // closed when the rest is set

	checked Checked
	err     error
	until   time.Time // when a fact grows old, and the findings say so; zero: never
}

// checkedOf is what a check rests on: while it stays the same, so does the check.
type checkedOf struct {
	text   [sha256.Size]byte // Draft.Digest
	facts  uint64            // App.facts
	clinic string
	today  domain.Date
}

// join gives a check of the same that is made or under way, or else begins one,
// which the caller must make.
func (c *checks) join(of checkedOf, now time.Time) (k *check, begun bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil || c.last.of != of || c.last.stale(now) {
		c.last = &check{of: of, done: make(chan struct{})}
		return c.last, false
	}
	return c.last, true
}

// stale reports whether asking again may give another answer.
func (k *check) stale(now time.Time) bool {
	select {
	case <-k.done:
		return k.err != nil || !k.until.IsZero() && now.After(k.until)
	default:
		return false
	}
}

// forget drops what was read about patients.
func (c *checks) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = nil
}

// Check reads a draft and finds what is wrong with it, with what is known
// locally; the region checks again with what it knows. Asked again about the
// same text and the same facts it gives the same answer without work.
func (a *App) Check(d domain.Draft) (Checked, error) {
	store, clinic, err := a.at()
	if err != nil {
		return Checked{}, err
	}
	a.mu.Lock()
	facts := a.facts
	for _, c := range scopeOf(a.user).Clinics {
		if c.No == d.Clinic {
			clinic = c // not the chosen one where it is saved while the user changes clinic
		}
	}
	a.mu.Unlock()
	k, begun := a.checks.join(checkedOf{d.Digest(), facts, clinic.No, a.Today()}, a.cfg.Clock.Now())
	if begun {
		<-k.done
		return k.checked, k.err
	}
	defer close(k.done)
	k.err = &domain.Error{Kind: domain.Internal, Code: "check.failed", Op: "app.check"} // the result if the rules panic
	known, err := a.gather(store, clinic, d)
	if err == nil {
		k.until, k.checked = known.until, a.read(d, known)
	}
	k.err = err
	return k.checked, err
}

// read runs the rules.
func (a *App) read(d domain.Draft, known gathered) Checked {
	c := CheckedOf(a.checks.read(d, known.Facts), known.Facts)
	c.FactsAt = known.oldest
	return c
}

// CheckedOf makes of a draft as read all that screens ask about it.
func CheckedOf(r rules.Reading, f rules.Facts) Checked {
	c := Checked{Reading: r, Fees: rules.InvoiceFees(r.Bills, f)}
	for i, b := range c.Bills {
		c.Sum += b.Sum()
		if _, asked := f.Persons[b.Person]; !asked && !b.Person.IsZero() && f.Refused[b.Person] == "" {
			c.Unasked = append(c.Unasked, i)
		}
	}
	return c
}
