// Package rules holds the checks of a bill. The client and the server call the
// same functions, so what the client passes the server passes, given the same
// facts. It is pure: same input, same findings, in a stable order. It makes no
// sentences (internal/text does) and reads no clock.
//
// One file holds one kind of rule; codes.go lists every finding.
package rules

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"example.org/tandtui/internal/domain"
)

// Facts is everything a check may rest on. A fact that is missing (nil map
// entry, empty profile field) switches its check off; it never fails a bill.
type Facts struct {
	Today   domain.Date
	Profile *domain.Profile
	Prices  domain.PriceBook
	Clinic  domain.Clinic
	Persons map[domain.PersonID]domain.PersonFacts // looked-up patients; absent: not looked up
	// Asked is when the region said what is in Persons, if that was some time
	// ago; a finding that rests on it then says so. The server leaves it out.
	Asked map[domain.PersonID]time.Time
	// Performers of the clinic, present and past; nil: not known.
	Performers []domain.Performer
	UsedRefs   map[string]bool // NormalRef of references the provider has used
	Waiting    map[string]bool // NormalRef of references on bills that wait to be sent
	// Refused holds the patients that the region refused to tell about, with the
	// code: CodePersonUnknown or CodePersonProtected. The server only has unknown
	// ones.
	Refused map[domain.PersonID]string
}

// ListKey says which prices a bill is billed by (B13, B29).
func (f Facts) ListKey(b domain.Bill) domain.ListKey {
	return domain.ListKey{Provider: f.Clinic.ProviderID, Use: b.PriceList, Support: b.Support}
}

// profileOf is the region's profile; without one an empty one, which checks little.
func profileOf(f Facts) *domain.Profile {
	if f.Profile == nil {
		return &domain.Profile{}
	}
	return f.Profile
}

// check checks one bill after others of the same invoice.
func check(b domain.Bill, f Facts, e *earlier) []domain.Finding {
	f.Profile = profileOf(f)
	c := &checker{bill: b, facts: f, earlier: e, key: f.ListKey(b)}
	c.kind, c.kindKnown = f.Profile.Kind(b.Support)
	if len(b.Items) > maxItems { // the others would only repeat it
		c.error(CodeItemsMany, domain.WholeBill, domain.FieldItems)
		return c.findings
	}
	c.visits = visits(b, e)
	c.person()
	c.support()
	c.entitlement()
	c.exemption()
	c.reference()
	c.items()
	c.feeGround()
	c.fees()
	c.ceilings()
	c.deadlines()
	c.doubles()
	c.frequencies()
	c.cautions()
	c.licence()
	c.base()
	c.age()
	slices.SortStableFunc(c.findings, order)
	return c.findings
}

// CheckInvoice checks bills that are sent together, each of them and the invoice
// as a whole.
func CheckInvoice(invoiceNo string, bills []domain.Bill, f Facts) []domain.Finding {
	all := ofInvoiceNo(invoiceNo, f)
	if len(bills) == 0 {
		all = append(all, finding(CodeItemsNone, domain.SeverityError, domain.WholeBill, domain.FieldItems))
	}
	e := newEarlier(bills)
	for i, b := range bills {
		e.bill = i
		found := check(b, f, e)
		for j := range found {
			found[j].Bill = i
		}
		all = append(all, found...)
	}
	slices.SortStableFunc(all, order)
	return all
}

func ofInvoiceNo(invoiceNo string, f Facts) []domain.Finding {
	var all []domain.Finding
	if f.Profile != nil && f.Profile.InvoiceNoMust && invoiceNo == "" {
		all = append(all, finding(CodeInvoiceNoMissing, domain.SeverityError, domain.WholeBill, domain.FieldInvoiceNo))
	}
	if !visible(invoiceNo) {
		all = append(all, finding(CodeTextSigns, domain.SeverityError, domain.WholeBill, domain.FieldInvoiceNo))
	} else if n := over(invoiceNo, domain.FieldInvoiceNo); n > 0 {
		all = append(all, finding(CodeTextLong, domain.SeverityError, domain.WholeBill, domain.FieldInvoiceNo, "over", strconv.Itoa(n)))
	}
	return all
}

// checker gathers the findings of one bill.
type checker struct {
	bill      domain.Bill
	facts     Facts
	earlier   *earlier
	key       domain.ListKey     // of the bill's price list
	kind      domain.SupportKind // what the part of the support asks for
	kindKnown bool               // the region has that part
	visits    []visit
	findings  []domain.Finding
}

// visit is the items of one date.
type visit struct {
	date  domain.Date
	first int   // index of its first item
	care  int   // number of items that are no fees
	fees  []int // indexes of its fees
	done  *visited
}

// visits groups the items by date, in the order of their first items. Items
// without a date belong to none.
func visits(b domain.Bill, e *earlier) []visit {
	var list []visit
	for i, item := range b.Items {
		if item.Date.IsZero() {
			continue
		}
		at := visitAt(list, item.Date)
		if at < 0 {
			at = len(list)
			list = append(list, visit{date: item.Date, first: i, done: e.visit(b.Person, item.Date)})
		}
		if item.IsFee() {
			list[at].fees = append(list[at].fees, i)
		} else {
			list[at].care++
		}
	}
	return list
}

// visitAt is the index of a date's visit, -1 if there is none. It looks at the
// last visit first: most rows have the same date as the row before.
func visitAt(list []visit, date domain.Date) int {
	at := len(list) - 1
	for at >= 0 && list[at].date != date {
		at--
	}
	return at
}

func finding(code string, s domain.Severity, item int, field domain.Field, params ...string) domain.Finding {
	f := domain.Finding{Code: code, Severity: s, Item: item, Field: field}
	for i := 0; i+1 < len(params); i += 2 {
		if f.Params == nil {
			f.Params = make(map[string]string, len(params)/2)
		}
		f.Params[params[i]] = clip(params[i+1], maxParam) // what is repeated never makes an answer large
	}
	return f
}

func (c *checker) error(code string, item int, field domain.Field, params ...string) {
	c.findings = append(c.findings, finding(code, domain.SeverityError, item, field, params...))
}

func (c *checker) warn(code string, item int, field domain.Field, params ...string) {
	c.findings = append(c.findings, finding(code, domain.SeverityWarning, item, field, params...))
}

// rank is the place of a code in Docs.
var rank = func() map[string]int {
	m := make(map[string]int, len(docs))
	for i, d := range docs {
		m[d.Code] = i
	}
	return m
}()

// order sorts findings as the form is read: the bill, its fields, its items.
// Within a field the order is that of Docs, so that "the row is too old" comes
// before "no price list", which follows from it.
func order(x, y domain.Finding) int {
	return cmp.Or(
		cmp.Compare(x.Bill, y.Bill),
		cmp.Compare(x.Item, y.Item),
		cmp.Compare(x.Field.Order(), y.Field.Order()),
		cmp.Compare(rank[x.Code], rank[y.Code]),
	)
}
