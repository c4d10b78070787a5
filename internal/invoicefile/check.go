package invoicefile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"

	"example.org/tandtui/internal/domain"
)

// maxListed is how many findings a report keeps; the others are counted.
const maxListed = 100_000

// rowsPerBill is how many rows most bills have at most.
const rowsPerBill = 5

// Options of a check.
type Options struct {
	Limits Limits // zero: DefaultLimits
	// Progress is told now and then how much is read, bytes and entries; nil: nobody.
	Progress func(bytes int64, entries int)
	// Judge is asked about every entry that could be read, before the rules: whether it
	// was taken before, so that it stands as it is whatever the rules say now, and it
	// may tell more of what is wrong (Entry.Find); nil: nobody.
	Judge func(*Entry) (before bool, err error)
	// Each is given every entry with its findings, in the order of the file; nil:
	// nobody. Whether a bill can be sent stands firm only in the report: a fee
	// that is missing may stand on a later bill of the invoice.
	Each func(*Entry) error

	archive *archive // that the file lies in; nil: it is XML by itself
}

// Check reads a file and checks it with the rules, in one pass. An error is one of
// reading or of the facts, never of the file; ctx ends the check.
func Check(ctx context.Context, in io.Reader, f Facts, o Options) (*Report, error) {
	if o.Limits == (Limits{}) {
		o.Limits = DefaultLimits()
	}
	digest := sha256.New()
	whole := io.TeeReader(in, digest)
	c := &checker{
		ctx: ctx, facts: f, options: o, report: &Report{},
		reader: NewReader(whole, o.Limits), ids: newKeys(o.Limits.Entries), refs: newKeys(o.Limits.Entries), rows: newKeys(rowsPerBill * o.Limits.Entries),
	}
	if err := c.run(); err != nil {
		return nil, err
	}
	if !c.reader.in.over { // the digest is of the file, also where reading it stopped
		if _, err := io.Copy(io.Discard, io.LimitReader(whole, o.Limits.Bytes)); err != nil {
			return nil, err
		}
	}
	c.report.Digest = hex.EncodeToString(digest.Sum(nil))
	return c.report, nil
}

// checker is one check under way.
type checker struct {
	ctx     context.Context //nolint:containedctx // lives as long as the call
	facts   Facts
	options Options
	reader  *Reader
	report  *Report
	invoice *invoiceCheck
	ids     *keys // of bills and credits
	refs    *keys // räkningsreferenser
	rows    *keys // care: patient, date, procedure, tooth
}

func (c *checker) run() error {
	for n := 0; ; n++ {
		e, err := c.reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if n%256 == 0 {
			if c.options.Progress != nil {
				c.options.Progress(c.reader.Bytes(), n)
			}
			if err := c.ctx.Err(); err != nil {
				return err
			}
		}
		if err := c.entry(e); err != nil {
			return err
		}
	}
	c.endInvoice()
	c.finish()
	return nil
}

// entry checks one bill or credit and takes it into the report.
func (c *checker) entry(e *Entry) error {
	if first := c.ids.add(e.Line, lower(e.ID)); first > 0 && e.ID != "" {
		e.find(CodeIDTwice, domain.WholeBill, "", "other", itoa(first))
	}
	c.attachments(e)
	if c.options.Judge != nil && !e.Faulty() {
		var err error
		if e.Before, err = c.options.Judge(e); err != nil {
			return err
		}
	}
	if e.Credit == nil && (c.invoice == nil || c.invoice.no != e.Invoice.No) {
		c.endInvoice()
		var err error
		if c.invoice, err = c.beginInvoice(e); err != nil {
			return err
		}
	}
	var sum domain.Ore
	if e.Credit != nil {
		_, ok, err := c.facts.Clinic(c.ctx, e.Invoice.Clinic)
		if err != nil {
			return err
		}
		if !ok && e.Invoice.Clinic != "" && !e.Before {
			e.find(CodeClinic, domain.WholeBill, "", "clinic", e.Invoice.Clinic)
		}
		c.report.Credits++
	} else {
		b, err := c.bill(e)
		if err != nil {
			return err
		}
		sum = b.Sum()
		c.report.Bills++
	}
	c.take(e, sum)
	if c.options.Each != nil {
		return c.options.Each(e)
	}
	return nil
}

// take takes an entry's findings into the report.
func (c *checker) take(e *Entry, sum domain.Ore) {
	r := c.report
	slices.SortStableFunc(e.Findings, func(x, y Finding) int { return x.Line - y.Line })
	faulty := e.Faulty()
	r.faulty = append(r.faulty, faulty)
	r.Sum += sum
	if e.Before {
		r.Before++
	}
	if faulty {
		r.Faulty++
		r.FaultySum += sum
	}
	c.list(e.Findings)
	r.Unlisted += e.lost
}

func (c *checker) list(found []Finding) {
	r := c.report
	room := min(max(maxListed-len(r.Findings), 0), len(found))
	r.Findings = append(r.Findings, found[:room]...)
	r.Unlisted += len(found) - room
}

func (c *checker) finish() {
	r := c.report
	r.Header, r.Bytes = c.reader.Header(), c.reader.Bytes()
	for _, f := range c.reader.Findings() {
		r.FileFault = r.FileFault || f.Severity == domain.SeverityError
	}
	c.list(c.reader.Findings())
	r.Unlisted += c.reader.lost
	if c.options.Progress != nil {
		c.options.Progress(r.Bytes, r.Bills+r.Credits)
	}
}
