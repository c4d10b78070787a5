package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Open gives a store on a new, empty database, and another opening of the same
// one, as another process has it. Both are closed when the test ends.
type Open func(t testing.TB) (store, other server.Store)

// RunContract holds a kind of store to what the ports promise.
func RunContract(t *testing.T, open Open) {
	for name, test := range map[string]func(*testing.T, *bench){
		"failed transaction leaves nothing":  failedLeavesNothing,
		"errors are told by kind":            errorsByKind,
		"an invoice as it was stored":        invoiceAsStored,
		"an invoice of many bills":           manyBills,
		"another version is a conflict":      versions,
		"bills of one invoice in many fates": fates,
		"lists are narrowed":                 lists,
		"a clinic sees its own":              ownOnly,
		"commands are kept byte for byte":    commands,
		"references are used for ever":       references,
		"what files have brought":            uploads,
		"what came with bills":               attachments,
		"numbers never meet":                 counters,
		"the feed has no gap":                feed,
		"events are added":                   events,
		"payouts":                            payouts,
		"the books":                          books,
		"what invoices are, for the books":   standings,
		"claims and what came for them":      claims,
		"pay runs":                           payRuns,
		"payouts of a run":                   settlements,
		"many invoices in one statement":     states,
		"users by identity":                  users,
		"logins without a card":              logins,
		"memberships by day":                 memberships,
		"clinics":                            clinics,
		"performers":                         performers,
		"users of a clinic":                  colleagues,
		"a clinic and its history":           clinicHistory,
		"messages and contact":               notices,
		"access log":                         accessLog,
		"access log is read":                 accessRead,
		"what the desk did":                  deskActs,
		"rolls of people":                    rolls,
		"invoices of all clinics":            deskInvoices,
		"patients":                           patients,
		"registers of people and rights":     registers,
		"what a patient's bills have used":   billed,
		"price lists":                        prices,
		"two writers":                        twoWriters,
		"listening hears others":             listening,
		"a read sees one state":              oneState,
	} {
		t.Run(name, func(t *testing.T) {
			store, other := open(t)
			b := &bench{T: t, store: store, other: other}
			b.seed()
			test(t, b)
		})
	}
}

// bench is a store with two providers: P with the clinics 1 and 2, Q with 3.
type bench struct {
	*testing.T
	store, other server.Store
}

func (b *bench) seed() {
	b.Helper()
	b.write(func(tx server.Tx) error {
		for _, p := range []string{"P", "Q"} {
			if err := tx.PutProvider(domain.Provider{ID: p, Name: p}); err != nil {
				return err
			}
		}
		for no, p := range map[string]string{"1": "P", "2": "P", "3": "Q"} {
			if err := tx.PutClinic(domain.Clinic{No: no, Name: "Klinik " + no, ProviderID: p}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) write(f func(server.Tx) error) {
	b.Helper()
	if err := b.store.Write(context.Background(), f); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) read(f func(server.Tx) error) {
	b.Helper()
	if err := b.store.Read(context.Background(), f); err != nil {
		b.Fatal(err)
	}
}

// add stores invoices.
func (b *bench) add(list ...domain.Invoice) {
	b.Helper()
	b.write(func(tx server.Tx) error {
		for _, v := range list {
			if err := tx.AddInvoice(v); err != nil {
				return err
			}
		}
		return nil
	})
}

// get reads an invoice of clinic 1.
func (b *bench) get(ourRef int64) (v domain.Invoice) {
	b.Helper()
	b.read(func(tx server.Tx) (err error) {
		v, err = tx.Invoice("1", ourRef)
		return err
	})
	return v
}

var received = time.UnixMilli(1_700_000_000_123).UTC()

// invoice is an invoice of clinic 1 with some bills.
func invoice(ourRef int64, bills ...domain.InvoiceBill) domain.Invoice {
	return domain.Invoice{
		OurRef: ourRef, Version: 1, Clinic: "1", InvoiceNo: fmt.Sprint("F", ourRef), Received: received,
		Status: domain.StatusReceived, Bills: bills,
	}
}

// bill is a bill of one item for a patient.
func bill(billNo int64, person domain.PersonID, kronor int64) domain.InvoiceBill {
	return domain.InvoiceBill{
		BillNo: billNo, RegisteredBy: "Anna", Entitlement: "7",
		Bill: domain.Bill{
			Person: person, Support: domain.SupportN, BillRef: fmt.Sprint("r", billNo),
			Items: []domain.Item{{Date: domain.MustDate("2026-03-02"), Code: "101", Price: domain.Kronor(kronor)}},
		},
	}
}

// somebody is one of the Tax Agency's test persons.
func somebody(t testing.TB, no string) domain.PersonID {
	t.Helper()
	id, err := domain.ParsePersonID(no, domain.MustDate("2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

const (
	persona = "196009172336"
	another = "194309189126"
)
