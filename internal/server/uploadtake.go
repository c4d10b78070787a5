package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
)

// take stores what has passed the check, in batches of whole invoices; in mode all in
// one.
func (w *uploading) take(ctx context.Context) error {
	w.rang = map[string]bool{}
	if w.report.FileFault || w.Mode == domain.UploadAll && w.report.Faulty > 0 {
		return nil
	}
	in, err := w.read.reader()
	if err != nil {
		return err
	}
	var batch []readEntry
	weight := int64(0)
	for d := json.NewDecoder(in); ; {
		var e readEntry
		err := d.Decode(&e)
		if errors.Is(err, io.EOF) {
			return w.store(ctx, batch)
		}
		if err != nil {
			return err
		}
		if !w.report.Sendable(e.At.Place) {
			continue
		}
		whole := len(batch) == 0 || e.Invoice.No == 0 || e.Invoice.No != batch[len(batch)-1].Invoice.No
		if whole && (len(batch) >= w.s.batch || weight >= batchAttached) && w.Mode == domain.UploadValid {
			if err := w.store(ctx, batch); err != nil {
				return err
			}
			batch, weight = nil, 0
		}
		batch, weight = append(batch, e), weight+w.weight(e)
	}
}

// store stores a batch in one transaction, except for what can no longer be taken.
func (w *uploading) store(ctx context.Context, batch []readEntry) error {
	if len(batch) == 0 {
		return nil
	}
	var late []lateFinding
	err := w.s.store.Write(ctx, func(tx Tx) error {
		b := storing{uploading: w, tx: tx, at: w.s.moment(), who: map[string]staff{}}
		for from := 0; from < len(batch); {
			to := from + 1
			for to < len(batch) && batch[from].Credit == nil && batch[to].Invoice.No == batch[from].Invoice.No {
				to++
			}
			if err := b.put(batch[from:to]); err != nil {
				return err
			}
			from = to
		}
		late = b.late
		if w.Mode == domain.UploadAll && len(late) > 0 {
			return errNotAll
		}
		return tx.AddUploadEntries(w.caller.Clinic, w.ID, w.Digest, b.entries...)
	})
	if domain.KindOf(err) == domain.Conflict {
		return taken()
	}
	w.late = append(w.late, late...)
	if errors.Is(err, errNotAll) {
		return nil
	}
	for _, e := range batch {
		w.rang[e.Invoice.Clinic] = true
	}
	return err
}

// storing is a batch in its transaction.
type storing struct {
	*uploading
	tx      Tx
	at      time.Time
	who     map[string]staff
	entries []UploadEntry
	late    []lateFinding
}

// put stores an invoice of the file, or gives a credit.
func (b *storing) put(list []readEntry) error {
	no := list[0].Invoice.Clinic
	who, met := b.who[no]
	if !met {
		var err error
		if who, err = b.uploading.at(b.tx, no); err != nil {
			return err
		}
		b.who[no] = who
	}
	w := work{tx: b.tx, who: who, at: b.at, id: b.ID}
	if list[0].Credit != nil {
		return b.credit(w, list[0])
	}
	return b.invoice(w, list)
}

// refuse notes that an entry is not taken. What stands in its way may be the entry
// itself, brought meanwhile by another upload of the same file: it is not told as a
// fault, the next try finds it as taken before.
func (b *storing) refuse(e readEntry, f domain.Finding) error {
	_, err := b.tx.UploadEntry(e.Provider, e.ID)
	switch {
	case err == nil:
		return taken()
	case domain.KindOf(err) != domain.NotFound:
		return err
	}
	at := e.At
	f.Severity = domain.SeverityError
	at.Finding = f
	b.late = append(b.late, lateFinding{at, e.sum()})
	return nil
}

// invoice makes an invoice of bills that stand together, as a submission does.
func (b *storing) invoice(w work, list []readEntry) error {
	list, err := b.free(w, slices.Clone(list)) // the transaction may run twice
	if err != nil {
		return err
	}
	if list, err = b.approved(w, list); err != nil || len(list) == 0 {
		return err
	}
	v := domain.Invoice{Clinic: w.who.clinic.No, InvoiceNo: list[0].Invoice.InvoiceNo, Status: domain.StatusReceived}
	for _, e := range list {
		v.Bills = append(v.Bills, *e.Bill)
	}
	v, used, err := b.s.add(w, v)
	switch {
	case err != nil:
		return err
	case used >= 0: // by a writer beside us: the next try finds it
		return taken()
	}
	for i, e := range list {
		b.entry(e, v.OurRef, e.sum())
		if err := b.keep(e, v, v.Bills[i]); err != nil {
			return err
		}
	}
	return nil
}

func (b *storing) entry(e readEntry, ourRef int64, amount domain.Ore) {
	b.entries = append(b.entries, UploadEntry{Provider: e.Provider, ID: e.ID, Digest: e.Digest, OurRef: ourRef, Amount: amount})
}

// free leaves out the bills whose reference has been used since the check.
func (b *storing) free(w work, list []readEntry) ([]readEntry, error) {
	if b.s.profile.BillRefs == domain.RefFree {
		return list, nil
	}
	refs := make([]string, len(list))
	for i, e := range list {
		refs[i] = rules.NormalRef(e.Bill.BillRef)
	}
	used, err := b.tx.UsedRefs(w.who.clinic.ProviderID, refs)
	if err != nil || len(used) == 0 {
		return list, err
	}
	list = slices.DeleteFunc(list, func(e readEntry) bool {
		gone := used[rules.NormalRef(e.Bill.BillRef)]
		if gone && err == nil {
			err = b.refuse(e, domain.Finding{
				Code: rules.CodeBillRefUsed, Item: domain.WholeBill, Field: domain.FieldBillRef, Params: map[string]string{"ref": e.Bill.BillRef},
			})
		}
		return gone
	})
	return list, err
}

// approved leaves out the bills that ask for more than is now left of their FHB:
// another invoice, also of this file, may have used it since the check.
func (b *storing) approved(w work, list []readEntry) ([]readEntry, error) {
	stream, failed := rules.NewStream(), error(nil)
	list = slices.DeleteFunc(list, func(e readEntry) bool {
		if e.Bill.Approval == "" || failed != nil {
			return false
		}
		facts, _, err := b.s.patient(b.tx, w.who, e.Bill.Person)
		if err != nil {
			failed = err
			return false
		}
		found := stream.Check(e.Bill.Bill, rules.Facts{
			Today: b.s.today(), Profile: b.s.profile, Clinic: w.who.clinic, Persons: map[domain.PersonID]domain.PersonFacts{e.Bill.Person: facts},
		})
		at := slices.IndexFunc(found, func(f domain.Finding) bool { return f.Code == rules.CodeApprovalAmount })
		if at >= 0 {
			failed = b.refuse(e, found[at])
		}
		return at >= 0
	})
	return list, failed
}

// credit gives a credit, as a command for it does (D7).
func (b *storing) credit(w work, e readEntry) error {
	target, part, no, err := b.s.creditOf(b.tx, w.who, *e.Credit)
	if err != nil {
		return err
	}
	if no.Code != "" {
		return b.refuse(e, no)
	}
	w.target = target
	did, err := b.s.credit(w, domain.Crediting{OurRef: target.OurRef, Version: target.Version, Part: part, Reason: e.Credit.Reason})
	if err == nil {
		b.entry(e, did.after.OurRef, did.after.Sum())
	}
	return err
}

// creditOf finds what a credit of a file takes back: the invoice, and what of it. no
// tells why it cannot be; its Code is "" if it can.
func (s *Service) creditOf(tx Tx, who staff, c invoicefile.Credit) (v domain.Invoice, part domain.CreditPart, no domain.Finding, err error) {
	none := domain.Finding{Code: invoicefile.CodeCreditNone, Item: domain.WholeBill}
	ourRef, billNo := c.OurRef, int64(0)
	if ourRef == 0 {
		if ourRef, billNo, err = billOf(tx, who, rules.NormalRef(c.BillRef)); err != nil {
			return v, part, no, err
		}
	}
	v, err = tx.Invoice(who.clinic.No, ourRef)
	if err != nil {
		if domain.KindOf(err) == domain.NotFound {
			no, err = none, nil
		}
		return v, part, no, err
	}
	part = domain.CreditAll
	if norm := rules.NormalRef(c.BillRef); norm != "" {
		at := slices.IndexFunc(v.Bills, func(b domain.InvoiceBill) bool {
			return billNo != 0 && b.BillNo == billNo || billNo == 0 && rules.NormalRef(b.BillRef) == norm
		})
		if at < 0 {
			return v, part, none, nil
		}
		part = domain.CreditPart{Part: domain.Part{Bills: []int64{v.Bills[at].BillNo}}}
	}
	if why := v.CanCredit(part); why != "" {
		no = domain.Finding{Code: invoicefile.CodeCreditState, Item: domain.WholeBill, Params: map[string]string{"why": string(why)}}
	}
	return v, part, no, nil
}

// billOf finds the clinic's bill that has used a reference; zeros if there is none.
func billOf(tx Tx, who staff, norm string) (ourRef, billNo int64, err error) {
	clinic, ourRef, billNo, err := tx.BillByRef(who.clinic.ProviderID, norm)
	if err != nil && domain.KindOf(err) != domain.NotFound {
		return 0, 0, err
	}
	if clinic != who.clinic.No {
		return 0, 0, nil
	}
	return ourRef, billNo, nil
}
