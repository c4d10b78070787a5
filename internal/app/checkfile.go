package app

import (
	"context"
	"maps"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
)

// FileCheck is an invoice file as it was checked here.
type FileCheck struct {
	*invoicefile.Report
	// FactsAt is when the first of its patients was looked up, whose facts are the
	// oldest that the check rests on; zero: none was.
	FactsAt time.Time
	Unasked int     // bills whose patient was never looked up here: the region checks more
	Before  *Upload // the same file, put in the outbox before; nil: not known here
}

// FileProgress tells how far a check has come: bytes read of all, and bills and
// credits read.
type FileProgress struct {
	Read, Size int64
	Entries    int
}

// CheckFile reads an invoice file and checks it with the facts at hand, in one pass
// (C1, C5). Nothing is sent. progress is called now and then from the same goroutine;
// it may be nil. The end of ctx ends the check. An error is one of reading, never one
// of the file.
func (a *App) CheckFile(ctx context.Context, f domain.File, progress func(FileProgress)) (FileCheck, error) {
	facts, err := a.fileFacts()
	if err != nil {
		return FileCheck{}, err
	}
	in, err := f.Open()
	if err != nil {
		return FileCheck{}, err
	}
	defer func() { _ = in.Close() }() // it was only read
	o := invoicefile.Options{Judge: facts.taken}
	if progress != nil {
		o.Progress = func(bytes int64, entries int) { progress(FileProgress{bytes, f.Size, entries}) }
	}
	file, err := invoicefile.Open(in, o.Limits)
	if err != nil {
		return FileCheck{}, err
	}
	report, err := file.Check(ctx, facts, o)
	if err != nil {
		return FileCheck{}, err
	}
	c := FileCheck{Report: report, FactsAt: facts.oldest, Unasked: facts.unasked}
	list, err := a.Uploads()
	for i := range list {
		if list[i].Digest == report.Digest && list[i].Refusal == nil {
			c.Before = &list[i]
			break
		}
	}
	return c, err
}

// fileFacts are the facts at hand for the check of a file. They last for one check.
type fileFacts struct {
	app     *App
	store   Store
	clinics map[string]*clinicFacts // of the user
	oldest  time.Time
	unasked int
}

// clinicFacts are those of one clinic.
type clinicFacts struct {
	rules.Facts
	refused map[domain.PersonID]string
	used    map[string]bool  // nil: not read yet
	invoice map[string]int64 // Vår referens of the bill with a reference; nil: not read yet
	last    int64            // Vår referens of bills
	bills   map[string]domain.Bill
}

func (a *App) fileFacts() (*fileFacts, error) {
	store, _, err := a.at()
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	f := &fileFacts{app: a, store: store, clinics: map[string]*clinicFacts{}}
	data, refused := a.data, maps.Clone(a.refused)
	for _, c := range scopeOf(a.user).Clinics {
		f.clinics[c.No] = &clinicFacts{refused: refused, Facts: rules.Facts{
			Today: a.Today(), Profile: &data.Profile, Prices: data.Prices, Clinic: c, Performers: data.Performers[c.No],
		}}
	}
	return f, nil
}

func (f *fileFacts) Clinic(_ context.Context, no string) (invoicefile.ClinicFacts, bool, error) {
	c, ok := f.clinics[no]
	if !ok {
		for _, other := range f.clinics { // the rules of the region are the same
			c := *other
			c.Facts.Clinic, c.Facts.Performers = domain.Clinic{No: no, Specialists: true}, nil
			return invoicefile.ClinicFacts{Facts: c.Facts}, false, nil
		}
		return invoicefile.ClinicFacts{}, false, nil
	}
	return invoicefile.ClinicFacts{Facts: c.Facts}, true, nil
}

func (f *fileFacts) Person(_ context.Context, clinic string, id domain.PersonID) (p invoicefile.PersonFacts, err error) {
	c, ok := f.clinics[clinic]
	if !ok {
		return p, nil
	}
	if p.Refused = c.refused[id]; p.Refused != "" {
		return p, nil
	}
	facts, at, err := f.store.Person(clinic, id)
	if err != nil {
		if domain.KindOf(err) == domain.NotFound {
			f.unasked++
			err = nil
		}
		return p, err
	}
	p.Known, p.Facts = true, facts
	if f.oldest.IsZero() || at.Before(f.oldest) {
		f.oldest = at
	}
	if now := f.app.cfg.Clock.Now(); now.After(at.Add(factsFresh)) {
		p.Asked = at.In(now.Location())
	}
	return p, nil
}

// Used also knows the references that wait in the outbox.
func (f *fileFacts) Used(_ context.Context, clinic, ref string) (bool, error) {
	c, ok := f.clinics[clinic]
	if !ok {
		return false, nil
	}
	if c.used == nil {
		used, err := f.app.usedRefs(f.store, clinic)
		if err != nil {
			return false, err
		}
		waiting, err := f.app.waitingRefs(f.store, clinic)
		if err != nil {
			return false, err
		}
		c.used = maps.Clone(used)
		for ref := range waiting {
			c.used[ref] = true
		}
	}
	return c.used[ref], nil
}

// taken tells whether the region has a bill of the file already, as far as is known
// here: the same reference, patient, days and procedures. Its reference is no fault
// then, and it is left as it is (C7). The region knows it by the sender's id, and has
// the last word.
func (f *fileFacts) taken(e *invoicefile.Entry) (bool, error) {
	c, ok := f.clinics[e.Invoice.Clinic]
	if !ok || e.Credit != nil || c.Profile.BillRefs == domain.RefFree {
		return false, nil
	}
	ref := rules.NormalRef(e.Draft.BillRef)
	if c.invoice == nil {
		rows, err := f.store.Invoices(e.Invoice.Clinic, func(InvoiceSummary) bool { return true })
		if err != nil {
			return false, err
		}
		c.invoice = map[string]int64{}
		for _, r := range rows { // the newest first: the bill itself goes before its credit
			for _, ref := range r.BillRefs {
				c.invoice[rules.NormalRef(ref)] = r.OurRef
			}
		}
	}
	no, ok := c.invoice[ref]
	if !ok || ref == "" {
		return false, nil
	}
	if c.last != no { // the bills of an invoice stand together
		v, err := f.store.Invoice(e.Invoice.Clinic, no)
		if err != nil {
			return false, err
		}
		c.last, c.bills = no, make(map[string]domain.Bill, len(v.Bills))
		for _, b := range v.Bills {
			c.bills[rules.NormalRef(b.BillRef)] = b.Bill
		}
	}
	return sameBill(e.Draft, c.bills[ref], c.Today), nil
}

// sameBill tells whether a bill says what a draft does, as far as it is compared.
func sameBill(d domain.DraftBill, b domain.Bill, today domain.Date) bool {
	id, err := domain.ParsePersonID(d.Person, today)
	if err != nil || id != b.Person || len(d.Items) != len(b.Items) {
		return false
	}
	for i, x := range d.Items {
		if b.Items[i].Date.String() != x.Date || !strings.EqualFold(b.Items[i].Code, x.Code) {
			return false
		}
	}
	return true
}
