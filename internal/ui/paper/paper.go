// Package paper says what stands on paper: an invoice or one of its bills as a
// document that package export can write.
package paper

import (
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
)

// Facts are what an invoice does not say of itself.
type Facts struct {
	Region string            // its name
	Clinic domain.Clinic     //
	Names  map[string]string // of procedures, by code
	Made   time.Time         // stands at the foot
}

// Invoice is a whole invoice: its head, and each bill with its items.
func Invoice(v domain.Invoice, f Facts) export.Document {
	d := head(v, f)
	d.Fields = append(d.Fields, export.Field{Name: labels.InvoiceAmount, Value: text.Kronor(v.Sum())})
	for _, b := range v.Bills {
		d.Sections = append(d.Sections, section(b, f))
	}
	return d
}

// Bill is one bill of an invoice; ok is false if the invoice has none of that
// number.
func Bill(v domain.Invoice, billNo int64, f Facts) (d export.Document, ok bool) {
	for _, b := range v.Bills {
		if b.BillNo == billNo {
			d = head(v, f)
			d.Sections = []export.Section{section(b, f)}
			return d, true
		}
	}
	return d, false
}

func head(v domain.Invoice, f Facts) export.Document {
	d := export.Document{
		Title: labels.InvoiceTitle(v.InvoiceNo, v.OurRef),
		Foot:  labels.PaperMade(f.Clinic.Name, f.Made),
	}
	d.Fields = filled(
		labels.PaperRegion, f.Region,
		labels.PaperClinic, strings.TrimSpace(f.Clinic.Name+" "+f.Clinic.No),
		labels.InvoiceOurRef, strconv.FormatInt(v.OurRef, 10),
		labels.InvoiceReceived, v.Received.In(f.Made.Location()).Format(time.DateOnly),
		labels.InvoiceStatus, text.Status(v.Status, v.StatusOn),
		labels.InvoiceCreditOf, number(v.CreditOf),
		labels.InvoiceReason, v.Reason,
	)
	return d
}

func section(b domain.InvoiceBill, f Facts) export.Section {
	s := export.Section{
		Heading: labels.PaperBill(b.BillRef),
		Fields: filled(
			labels.BillNo, strconv.FormatInt(b.BillNo, 10),
			labels.BillColPerson, b.Person.Display(),
			labels.BillEntitlement, strings.TrimSpace(text.Support(b.Support)+" "+b.Entitlement),
			labels.BillExemption, exemption(b.Exemption),
			labels.BillCareModel, b.CareModel,
			labels.BillCategory, b.Category,
			labels.BillColApproval, b.Approval,
			labels.BillColBy, b.RegisteredBy,
			labels.BillColState, state(b.State),
			labels.BillVoidedBecause, voided(b),
			labels.BillComment, b.Comment,
		),
		Columns: []export.Column{{Title: labels.PaperDate, Width: 11}, {Title: labels.PaperCode, Width: 8}, {Title: labels.PaperProcedure, Width: 40}, {Title: labels.PaperPosition, Width: 10}, {Title: labels.InvoiceAmount, Width: 12}},
	}
	for _, i := range b.Items {
		what := f.Names[i.Code]
		if i.Comment != "" {
			what = strings.TrimSpace(what + " (" + i.Comment + ")")
		}
		s.Rows = append(s.Rows, []export.Cell{export.Day(i.Date), export.Text(i.Code), export.Text(what), export.Text(string(i.Position)), export.Money(i.Price)})
	}
	s.Rows = append(s.Rows, []export.Cell{{}, {}, export.Text(labels.BillColSum), {}, export.Money(b.Sum())})
	return s
}

// filled are the pairs of name and value that have a value.
func filled(pairs ...string) (fields []export.Field) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			fields = append(fields, export.Field{Name: pairs[i], Value: pairs[i+1]})
		}
	}
	return fields
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func exemption(e *domain.FeeExemption) string {
	if e == nil {
		return ""
	}
	return strings.TrimSpace(e.No + " " + text.Validity(e.Validity))
}

func state(s domain.BillState) string {
	if s == domain.BillOrdinary {
		return ""
	}
	return text.BillState(s)
}

// voided is why a bill was voided; "" of any other.
func voided(b domain.InvoiceBill) string {
	if b.State != domain.BillVoided {
		return ""
	}
	return b.Reason
}
