package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/invoicefile"
)

// readEntry is an entry of the file as it waits to be stored.
type readEntry struct {
	At       invoicefile.Finding `json:"at"` // where it stands and whose it is
	Invoice  invoicefile.Invoice
	Provider string
	ID       string              // the sender's, in lower case
	Digest   string              // of what it says
	Bill     *domain.InvoiceBill `json:",omitempty"`
	Credit   *invoicefile.Credit `json:",omitempty"`

	Attachments []string `json:",omitempty"` // that it names
}

func (e readEntry) sum() domain.Ore {
	if e.Bill == nil {
		return 0
	}
	return e.Bill.Sum()
}

// check reads and checks the file in one pass, in one state of the store, asking for
// one patient at a time, and spools what it has read.
func (w *uploading) check(ctx context.Context) error {
	return w.s.store.Read(ctx, func(tx Tx) (err error) {
		if err := w.close(); err != nil {
			return err
		}
		w.own, w.people = 0, map[string]map[domain.PersonID]bool{}
		if w.read, err = newSpool(w.s.temp); err != nil {
			return err
		}
		if w.earlier, err = tx.EarlierUpload(w.who.clinic.ProviderID, w.Digest, w.caller.Clinic, w.ID); err != nil {
			return err
		}
		in, err := w.body.reader()
		if err != nil {
			return err
		}
		if w.file, err = invoicefile.Open(in, w.s.files); err != nil {
			return err
		}
		f := &uploadFacts{w: w, tx: tx, clinics: map[string]*uploadClinic{}}
		out := json.NewEncoder(w.read)
		w.report, err = w.file.Check(ctx, f, invoicefile.Options{
			Judge: f.judge,
			Each: func(e *invoicefile.Entry) error {
				r, ok := f.entry(e)
				if !ok {
					return nil
				}
				return out.Encode(r)
			},
		})
		if err == nil && w.report.Attachments > 0 && w.s.attachments == nil {
			w.report.Refuse(invoicefile.CodeNoKey)
		}
		if err == nil && w.Mode == domain.UploadAll && w.report.Bills+w.report.Credits > mostAtOnce {
			w.report.Refuse(invoicefile.CodeAllMany, "limit", strconv.Itoa(mostAtOnce))
		}
		if err == nil && w.Mode == domain.UploadAll && w.report.AttachedBytes > batchAttached {
			w.report.Refuse(invoicefile.CodeAllLarge, "limit", strconv.Itoa(batchAttached>>20))
		}
		return err
	})
}

// maxPeople is how many patients' facts are kept while a file is read: the bills of
// one often stand together.
const maxPeople = 4_000

// uploadFacts are the region's facts for the check of a file (invoicefile.Facts).
type uploadFacts struct {
	w       *uploading
	tx      Tx
	clinics map[string]*uploadClinic // nil: the user may not bill for it
}

// uploadClinic is one of the file's clinics.
type uploadClinic struct {
	who    staff
	facts  invoicefile.ClinicFacts
	people map[domain.PersonID]invoicefile.PersonFacts
}

// clinic gives a clinic of the file; nil if it is not one that the user may bill for.
func (f *uploadFacts) clinic(no string) (*uploadClinic, error) {
	c, known := f.clinics[no]
	if known {
		return c, nil
	}
	who, err := f.w.at(f.tx, no)
	switch {
	case domain.CodeOf(err) == api.ProblemNotFound || domain.CodeOf(err) == api.ProblemRole:
		f.clinics[no] = nil
		return nil, nil //nolint:nilnil // it is no error, but a fault of the file
	case err != nil:
		return nil, err
	}
	inForce, err := f.w.s.current(f.tx)
	if err != nil {
		return nil, err
	}
	c = &uploadClinic{who: who, people: map[domain.PersonID]invoicefile.PersonFacts{}}
	c.facts.Facts = rules.Facts{Today: f.w.s.today(), Profile: f.w.s.profile, Prices: inForce.prices, Clinic: who.clinic}
	if f.w.s.profile.PerformerMust {
		if c.facts.Performers, err = f.tx.Performers(no); err != nil {
			return nil, err
		}
	}
	providers, err := f.tx.Providers()
	for _, p := range providers {
		if p.ID == who.clinic.ProviderID {
			if org, err := domain.ParseOrgNumber(p.OrgNumber); err == nil {
				c.facts.OrgNumber = org
			}
		}
	}
	f.clinics[no] = c
	return c, err
}

func (f *uploadFacts) Clinic(_ context.Context, no string) (invoicefile.ClinicFacts, bool, error) {
	c, err := f.clinic(no)
	if err != nil || c == nil {
		return invoicefile.ClinicFacts{Facts: rules.Facts{Today: f.w.s.today(), Profile: f.w.s.profile}}, false, err
	}
	return c.facts, true, nil
}

func (f *uploadFacts) Person(_ context.Context, clinic string, id domain.PersonID) (p invoicefile.PersonFacts, err error) {
	c, err := f.clinic(clinic)
	if err != nil || c == nil {
		return p, err
	}
	if p, known := c.people[id]; known {
		return p, nil
	}
	facts, hidden, err := f.w.s.patient(f.tx, c.who, id)
	if err != nil {
		return p, err
	}
	switch domain.CodeOf(hidden) {
	case api.ProblemPersonSecret:
		p.Refused = rules.CodePersonProtected
	case api.ProblemPersonNone:
		p = invoicefile.PersonFacts{Known: true, Facts: facts, Refused: rules.CodePersonUnknown}
	default:
		p = invoicefile.PersonFacts{Known: true, Facts: facts}
	}
	if len(c.people) >= maxPeople {
		clear(c.people)
	}
	c.people[id] = p
	if f.w.people[clinic] == nil {
		f.w.people[clinic] = map[domain.PersonID]bool{}
	}
	f.w.people[clinic][id] = true
	return p, nil
}

func (f *uploadFacts) Used(_ context.Context, clinic, ref string) (bool, error) {
	c, err := f.clinic(clinic)
	if err != nil || c == nil || f.w.s.profile.BillRefs == domain.RefFree {
		return false, err
	}
	used, err := f.tx.UsedRefs(c.who.clinic.ProviderID, []string{ref})
	return used[ref], err
}

// judge tells whether an entry was taken before, by its id, and whether a credit can
// be given.
func (f *uploadFacts) judge(e *invoicefile.Entry) (before bool, err error) {
	c, err := f.clinic(e.Invoice.Clinic)
	if err != nil || c == nil || e.ID == "" {
		return false, err
	}
	old, err := f.tx.UploadEntry(c.who.clinic.ProviderID, strings.ToLower(e.ID))
	switch {
	case err == nil && old.Digest == f.w.digestOf(e):
		if old.Clinic == f.w.caller.Clinic && old.Upload == f.w.ID {
			f.w.own++
		}
		return true, nil
	case err == nil:
		e.Find(invoicefile.CodeIDChanged, "ourRef", strconv.FormatInt(old.OurRef, 10))
		return false, nil
	case domain.KindOf(err) != domain.NotFound:
		return false, err
	}
	if e.Credit == nil {
		return false, nil
	}
	_, _, no, err := f.w.s.creditOf(f.tx, c.who, *e.Credit)
	if no.Code != "" {
		e.Find(no.Code, "why", no.Params["why"])
	}
	return false, err
}

// entry is what is kept of an entry for storing it; false for one that was taken
// before, or of a clinic that is not the user's.
func (f *uploadFacts) entry(e *invoicefile.Entry) (r readEntry, ok bool) {
	c := f.clinics[e.Invoice.Clinic]
	if e.Before || c == nil {
		return r, false
	}
	r = readEntry{
		At: e.At(domain.Finding{Item: domain.WholeBill}), Invoice: e.Invoice, Provider: c.who.clinic.ProviderID,
		ID: strings.ToLower(e.ID), Digest: f.w.digestOf(e), Credit: e.Credit, Attachments: e.Attachments,
	}
	if e.Credit == nil {
		known := c.people[e.Bill.Person]
		of := entitlementOf(e.Bill, rules.Facts{Persons: map[domain.PersonID]domain.PersonFacts{e.Bill.Person: known.Facts}})
		r.Bill = &domain.InvoiceBill{
			Bill: e.Bill, RegisteredBy: c.who.user.Name, Entitlement: of.No, EntitlementCategory: of.Category, EntitlementValid: of.Validity,
		}
	}
	return r, true
}

// digestOf is of what an entry says, as it was typed: prices that the region's list
// gives may be others another day. What comes with it is a part of it.
func (w *uploading) digestOf(e *invoicefile.Entry) string {
	var attached []string
	for _, a := range w.attached(e.Attachments) {
		attached = append(attached, a.Name+" "+a.Digest)
	}
	raw, err := json.Marshal(struct {
		Clinic, InvoiceNo string
		Draft             domain.DraftBill
		Credit            *invoicefile.Credit
		Attached          []string `json:",omitempty"`
	}{e.Invoice.Clinic, e.Invoice.InvoiceNo, e.Draft, e.Credit, attached})
	if err != nil { // texts and numbers only
		panic(errors.New("server: an entry without JSON"))
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
