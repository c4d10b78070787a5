package rules

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/tandtui/internal/domain"
)

// Limits of what a bill may hold; far above what a clinic types.
const (
	maxItems = 500
	maxParam = 50 // characters of a text that a finding repeats
)

// NormalRef is the form in which references are compared: without case and
// surrounding or repeated spaces. Whether the portal minds case is not known;
// refusing "A1" after "a1" is the safe reading of "har redan använts".
func NormalRef(ref string) string {
	return strings.ToLower(strings.Join(strings.Fields(ref), " "))
}

// reference checks the räkningsreferens (B17) and the bill's free texts.
func (c *checker) reference() {
	b := c.bill
	ref, free := NormalRef(b.BillRef), c.facts.Profile.BillRefs == domain.RefFree
	switch {
	case ref == "":
		c.error(CodeBillRefMissing, domain.WholeBill, domain.FieldBillRef)
	case free && c.earlier.refs[ref]:
		c.warn(CodeBillRefTwice, domain.WholeBill, domain.FieldBillRef, "ref", b.BillRef, "free", "1")
	case free:
	case c.facts.UsedRefs[ref]:
		c.error(CodeBillRefUsed, domain.WholeBill, domain.FieldBillRef, "ref", b.BillRef)
	case c.facts.Waiting[ref]:
		c.error(CodeBillRefUsed, domain.WholeBill, domain.FieldBillRef, "ref", b.BillRef, "waiting", "1")
	case c.earlier.refs[ref]:
		c.error(CodeBillRefTwice, domain.WholeBill, domain.FieldBillRef, "ref", b.BillRef)
	}
	c.earlier.refs[ref] = true
	if c.text(b.BillRef, domain.WholeBill, domain.FieldBillRef); visible(b.BillRef) && !distinct(b.BillRef) {
		c.error(CodeTextSigns, domain.WholeBill, domain.FieldBillRef)
	}
	c.text(b.CareModel, domain.WholeBill, domain.FieldCareModel)
	c.text(b.Category, domain.WholeBill, domain.FieldCategory)
	c.text(b.Approval, domain.WholeBill, domain.FieldApproval)
	c.text(b.PriceList, domain.WholeBill, domain.FieldPriceList)
	c.text(b.FeeGround, domain.WholeBill, domain.FieldFeeGround)
	c.text(b.Comment, domain.WholeBill, domain.FieldComment)
	for i, item := range b.Items {
		c.text(item.Comment, i, domain.FieldItemComment)
		c.text(item.Performer, i, domain.FieldItemPerformer)
	}
}

// text checks the length of a free text, and that all of it can be seen.
func (c *checker) text(s string, item int, field domain.Field) {
	switch {
	case s == "":
	case !visible(s):
		c.error(CodeTextSigns, item, field)
	case over(s, field) > 0:
		c.error(CodeTextLong, item, field, "over", strconv.Itoa(over(s, field)))
	}
}

// over is by how many characters a text is too long for its field.
func over(s string, field domain.Field) int {
	return max(utf8.RuneCountInString(s)-field.Limit(), 0)
}

// visible reports whether a text shows all that it holds: no control characters
// or escape sequences, which would act on a colleague's terminal, and no
// invisible or direction characters, with which one reference looks like another.
func visible(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) })
}

// blank is the Braille pattern without dots, which Unicode does not count as a
// space.
const blank = '\u2800'

// distinct reports whether a reference cannot be mistaken for another: no
// combining accents, since "Å" can also be written as A and a ring, and no
// letters without a visible shape. The client composes what is typed and pasted.
func distinct(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r > unicode.MaxLatin1 && (r == blank || unicode.In(r, unicode.M, unicode.Other_Default_Ignorable_Code_Point))
	})
}

// exemption checks the frikort's own fields (B5).
func (c *checker) exemption() {
	e := c.bill.Exemption
	if e == nil {
		return
	}
	if strings.TrimSpace(e.No) == "" {
		c.error(CodeExemptionNo, domain.WholeBill, domain.FieldExemptionNo)
	}
	c.text(e.No, domain.WholeBill, domain.FieldExemptionNo)
	switch {
	case e.Validity.From.IsZero():
		c.error(CodeExemptionPeriod, domain.WholeBill, domain.FieldExemptionFrom)
	case e.Validity.To.IsZero():
		c.error(CodeExemptionPeriod, domain.WholeBill, domain.FieldExemptionTo)
	case e.Validity.To.Before(e.Validity.From):
		c.error(CodeExemptionOrder, domain.WholeBill, domain.FieldExemptionTo)
	}
}
