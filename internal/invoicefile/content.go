package invoicefile

import (
	"strings"

	"example.org/tandtui/internal/domain"
)

// content tells what the schema cannot say about an entry by itself.
func (e *Entry) content() {
	if c := e.Credit; c != nil {
		if c.OurRef == 0 && c.BillRef == "" {
			e.find(CodeCreditTarget, domain.WholeBill, "")
		}
		return
	}
	for i, row := range e.rows {
		if row.el == itemElement && strings.EqualFold(e.Draft.Items[i].Code, domain.PatientFeeCode) {
			e.find(CodeItemFee, i, domain.FieldItemCode)
		}
		if row.unpaid {
			e.find(CodeFeeUnpaid, i, domain.FieldItemPrice)
		}
	}
	if len(e.Attachments) < 2 {
		return
	}
	seen := map[string]bool{}
	for _, name := range e.Attachments {
		if seen[name] {
			e.find(CodeAttachmentTwice, domain.WholeBill, "", "name", name)
		}
		seen[name] = true
	}
}

// find tells an error of the entry that is not one of its form.
func (e *Entry) find(code string, item int, field domain.Field, params ...string) {
	e.tell(domain.Finding{Code: code, Severity: domain.SeverityError, Item: item, Field: field, Params: paired(params)})
}

// Find tells an error of the entry as a whole, with its parameters in pairs.
func (e *Entry) Find(code string, params ...string) { e.find(code, domain.WholeBill, "", params...) }

// warn tells something of the entry as a whole that does not stop it.
func (e *Entry) warn(code string, params ...string) {
	e.tell(domain.Finding{Code: code, Severity: domain.SeverityWarning, Item: domain.WholeBill, Params: paired(params)})
}

// tell adds a finding with its place in the file.
func (e *Entry) tell(f domain.Finding) { e.add(e.At(f), e.file.limits.Findings) }

// At gives a finding about the entry its place in the file, and says whose it is.
func (e *Entry) At(f domain.Finding) Finding {
	line, path := e.where(f.Item, f.Field)
	x := Finding{Finding: f, Place: e.Place, Line: line, Path: path}
	e.name(&x)
	return x
}

// checkHeader tells what the schema cannot say about the header.
func (r *Reader) checkHeader(line int) {
	if n := r.header.OrgNumber; n != "" {
		if _, err := domain.ParseOrgNumber(n); err != nil {
			r.findAt(line, CodeOrgNumber, "")
		}
	}
}
