package domain

import "slices"

// Field names a field of a bill or item, the same in findings, forms and JSON.
type Field string

// Fields of a bill.
const (
	FieldInvoiceNo     Field = "invoiceNo"
	FieldPerson        Field = "person"
	FieldSupport       Field = "support"
	FieldCareModel     Field = "careModel"
	FieldCategory      Field = "category"
	FieldApproval      Field = "approval"
	FieldPriceList     Field = "priceList"
	FieldExemption     Field = "exemption"
	FieldExemptionNo   Field = "exemptionNo"
	FieldExemptionFrom Field = "exemptionFrom"
	FieldExemptionTo   Field = "exemptionTo"
	FieldFeeGround     Field = "feeGround"
	FieldBillRef       Field = "billRef"
	FieldComment       Field = "comment"
	FieldItems         Field = "items"
)

// Fields of an item.
const (
	FieldItemDate      Field = "date"
	FieldItemCode      Field = "code"
	FieldItemPosition  Field = "position"
	FieldItemPrice     Field = "price"
	FieldItemComment   Field = "itemComment"
	FieldItemPerformer Field = "performer"
)

// DraftBill is the raw text of one bill's fields.
type DraftBill struct {
	Person        string      `json:"person"`
	Support       string      `json:"support"`
	CareModel     string      `json:"careModel"`
	Category      string      `json:"category"`
	Approval      string      `json:"approval"`
	PriceList     string      `json:"priceList"`
	Exempt        bool        `json:"exempt"`
	ExemptionNo   string      `json:"exemptionNo"`
	ExemptionFrom string      `json:"exemptionFrom"`
	ExemptionTo   string      `json:"exemptionTo"`
	FeeGround     string      `json:"feeGround,omitempty"`
	BillRef       string      `json:"billRef"`
	Comment       string      `json:"comment"`
	Items         []DraftItem `json:"items"`
}

// DraftItem is the raw text of one item's fields. An empty Price means "the
// price of the list".
type DraftItem struct {
	Date     string `json:"date"`
	Code     string `json:"code"`
	Position string `json:"position"`
	Price    string `json:"price"`
	Comment  string `json:"comment"`
	// Performer is empty where the region asks for none.
	Performer string `json:"performer,omitempty"`
}

// Scope is what a field stands on.
type Scope uint8

// The scopes.
const (
	OfInvoice Scope = iota // once, for all bills
	OfBill
	OfItem
)

// FieldKind is how a field is written.
type FieldKind uint8

// The kinds.
const (
	TextField   FieldKind = iota // free text
	DateField                    // a date, or a short form of one
	ChoiceField                  // one of a list
	TickField                    // yes or no; its text is Ticked or empty
	MoneyField                   // an amount in kronor
)

// Ticked is the text of a tick that is set; one that is not has none.
const Ticked = "1"

// FieldSpec is one field of a draft. A field is added in this file: its name, its
// text in DraftBill or DraftItem, and its line in the table below. Its label is
// in internal/ui/labels, and the screens' layouts say where it is shown.
type FieldSpec struct {
	Name  Field
	Scope Scope
	Kind  FieldKind
	Limit int // most characters; what is longer is kept and told by a finding

	ofDraft func(*Draft) *string
	ofBill  func(*DraftBill) *string
	tick    func(*DraftBill) *bool
	ofItem  func(*DraftItem) *string
}

// specs is every field that is written in, in the order of the form.
var specs = []FieldSpec{
	{Name: FieldPerson, Scope: OfBill, Limit: 20, ofBill: func(b *DraftBill) *string { return &b.Person }},
	{Name: FieldSupport, Scope: OfBill, Kind: ChoiceField, Limit: 1, ofBill: func(b *DraftBill) *string { return &b.Support }},
	{Name: FieldPriceList, Scope: OfBill, Kind: ChoiceField, Limit: 50, ofBill: func(b *DraftBill) *string { return &b.PriceList }},
	{Name: FieldCareModel, Scope: OfBill, Kind: ChoiceField, Limit: 50, ofBill: func(b *DraftBill) *string { return &b.CareModel }},
	{Name: FieldCategory, Scope: OfBill, Kind: ChoiceField, Limit: 50, ofBill: func(b *DraftBill) *string { return &b.Category }},
	{Name: FieldApproval, Scope: OfBill, Limit: 50, ofBill: func(b *DraftBill) *string { return &b.Approval }},
	{Name: FieldExemption, Scope: OfBill, Kind: TickField, Limit: 1, tick: func(b *DraftBill) *bool { return &b.Exempt }},
	{Name: FieldExemptionNo, Scope: OfBill, Limit: 50, ofBill: func(b *DraftBill) *string { return &b.ExemptionNo }},
	{Name: FieldExemptionFrom, Scope: OfBill, Kind: DateField, Limit: 10, ofBill: func(b *DraftBill) *string { return &b.ExemptionFrom }},
	{Name: FieldExemptionTo, Scope: OfBill, Kind: DateField, Limit: 10, ofBill: func(b *DraftBill) *string { return &b.ExemptionTo }},
	{Name: FieldFeeGround, Scope: OfBill, Kind: ChoiceField, Limit: 50, ofBill: func(b *DraftBill) *string { return &b.FeeGround }},
	{Name: FieldInvoiceNo, Scope: OfInvoice, Limit: 50, ofDraft: func(d *Draft) *string { return &d.InvoiceNo }},
	{Name: FieldBillRef, Scope: OfBill, Limit: 50, ofBill: func(b *DraftBill) *string { return &b.BillRef }},
	{Name: FieldComment, Scope: OfBill, Limit: 500, ofBill: func(b *DraftBill) *string { return &b.Comment }},

	{Name: FieldItemDate, Scope: OfItem, Kind: DateField, Limit: 10, ofItem: func(i *DraftItem) *string { return &i.Date }},
	{Name: FieldItemCode, Scope: OfItem, Limit: 60, ofItem: func(i *DraftItem) *string { return &i.Code }},
	{Name: FieldItemPosition, Scope: OfItem, Limit: 100, ofItem: func(i *DraftItem) *string { return &i.Position }},
	{Name: FieldItemPrice, Scope: OfItem, Kind: MoneyField, Limit: 15, ofItem: func(i *DraftItem) *string { return &i.Price }},
	{Name: FieldItemPerformer, Scope: OfItem, Kind: ChoiceField, Limit: 50, ofItem: func(i *DraftItem) *string { return &i.Performer }},
	{Name: FieldItemComment, Scope: OfItem, Limit: 500, ofItem: func(i *DraftItem) *string { return &i.Comment }},
}

var (
	byScope = [][]FieldSpec{OfInvoice: scoped(OfInvoice), OfBill: scoped(OfBill), OfItem: scoped(OfItem)}
	byName  = func() map[Field]int {
		m := make(map[Field]int, len(specs))
		for i, s := range specs {
			m[s.Name] = i
		}
		return m
	}()
)

func scoped(s Scope) []FieldSpec {
	return slices.DeleteFunc(slices.Clone(specs), func(f FieldSpec) bool { return f.Scope != s })
}

// Fields lists every field in the order of the form.
func Fields() []FieldSpec { return slices.Clone(specs) }

// FieldsOf lists the fields of a scope in the order of the form. The list is
// shared and must not be changed.
func FieldsOf(s Scope) []FieldSpec { return byScope[s] }

// Spec is what is known of a field; ok is false for a name that no field has.
func (f Field) Spec() (spec FieldSpec, ok bool) {
	i, ok := byName[f]
	if !ok {
		return FieldSpec{}, false
	}
	return specs[i], true
}

// Limit is the most characters of a field; 0 for a name that no field has.
func (f Field) Limit() int {
	spec, _ := f.Spec()
	return spec.Limit
}

// Order is the place of a field in the form. FieldItems, the rows as a whole,
// stands between the bill's fields and the rows'; an unknown name stands last.
func (f Field) Order() int {
	if f == FieldItems {
		return 2*byName[FieldComment] + 1
	}
	i, ok := byName[f]
	if !ok {
		return 2 * len(specs)
	}
	return 2 * i
}

// Text is the raw text of a field of the bill; "" for a field that it has not.
func (b DraftBill) Text(f Field) string {
	spec, _ := f.Spec()
	return spec.bill(&b)
}

func (s FieldSpec) bill(b *DraftBill) string {
	switch {
	case s.ofBill != nil:
		return *s.ofBill(b)
	case s.tick != nil && *s.tick(b):
		return Ticked
	}
	return ""
}

// SetText writes the raw text of a field of the bill.
func (b *DraftBill) SetText(f Field, text string) {
	switch spec, _ := f.Spec(); {
	case spec.ofBill != nil:
		*spec.ofBill(b) = text
	case spec.tick != nil:
		*spec.tick(b) = text != ""
	}
}

// Text is the raw text of a field of the row; "" for a field that it has not.
func (i DraftItem) Text(f Field) string {
	spec, _ := f.Spec()
	if spec.ofItem == nil {
		return ""
	}
	return *spec.ofItem(&i)
}

// SetText writes the raw text of a field of the row.
func (i *DraftItem) SetText(f Field, text string) {
	if spec, _ := f.Spec(); spec.ofItem != nil {
		*spec.ofItem(i) = text
	}
}

// Text is the raw text of any field: item is WholeBill for one of the bill or
// of the invoice. A place that is not there has no text.
func (d Draft) Text(bill, item int, f Field) string {
	spec, _ := f.Spec()
	switch {
	case spec.ofDraft != nil:
		return *spec.ofDraft(&d)
	case bill < 0 || bill >= len(d.Bills):
		return ""
	case item == WholeBill:
		return spec.bill(&d.Bills[bill])
	case item < 0 || item >= len(d.Bills[bill].Items) || spec.ofItem == nil:
		return ""
	}
	return *spec.ofItem(&d.Bills[bill].Items[item])
}

// SetText writes the raw text of any field that is there.
func (d *Draft) SetText(bill, item int, f Field, text string) {
	spec, _ := f.Spec()
	switch {
	case spec.ofDraft != nil:
		*spec.ofDraft(d) = text
	case bill < 0 || bill >= len(d.Bills):
	case item == WholeBill:
		d.Bills[bill].SetText(f, text)
	case item >= 0 && item < len(d.Bills[bill].Items):
		d.Bills[bill].Items[item].SetText(f, text)
	}
}

// Typed is the text that a bill would be written with.
func (b Bill) Typed() DraftBill {
	d := DraftBill{
		Person: b.Person.Display(), Support: string(b.Support), CareModel: b.CareModel, Category: b.Category, Approval: b.Approval,
		PriceList: b.PriceList, FeeGround: b.FeeGround, BillRef: b.BillRef, Comment: b.Comment,
	}
	if e := b.Exemption; e != nil {
		d.Exempt, d.ExemptionNo, d.ExemptionFrom, d.ExemptionTo = true, e.No, e.Validity.From.String(), e.Validity.To.String()
	}
	for _, i := range b.Items {
		d.Items = append(d.Items, DraftItem{
			Date: i.Date.String(), Code: i.Code, Position: string(i.Position), Price: i.Price.String(), Comment: i.Comment, Performer: i.Performer,
		})
	}
	return d
}
