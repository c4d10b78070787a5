package imports

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/sheet"
)

// TLV publishes its reference prices as a workbook with a row a procedure: the
// number, the name, the price in general and in specialist care ("-" for none),
// and two columns about how the price was reckoned. From which day they hold
// stands in the heads of the price columns alone.
const (
	tlvCode    = "Åtgärdsnummer"
	tlvGeneral = "Referenspris allmäntandvård"
	tlvSpecial = "Referenspris specialisttandvård"
)

var tlvColumns = []sheet.Column{
	{Name: tlvCode},
	{Name: "Åtgärdsnamn", Wrap: true},
	{Name: tlvGeneral},
	{Name: tlvSpecial},
	{Name: "Tandteknisk kostnad", Skip: true},
	{Name: "Dentalt material i beräkningen av referenspris", Skip: true},
}

// isTLV tells TLV's workbook from a file with our own columns.
func isTLV(t *sheet.Table) bool {
	return slices.ContainsFunc(t.Heading(), func(s string) bool { return strings.EqualFold(s, tlvCode) })
}

// tlv prepares the reading of TLV's workbook.
func (f *priceFile) tlv() (func(sheet.Line), error) {
	head := f.table.Rows[0]
	var from []domain.Date
	for i, s := range f.table.Heading() {
		for _, name := range []string{tlvGeneral, tlvSpecial} {
			if rest, ok := cutFold(s, name); ok {
				day, found := firstDay(rest)
				if !found {
					return nil, sheet.Faults{{Line: head.No, Column: name, Reason: "rubriken säger inte från vilken dag priset gäller (”fr o m 1 jan 2026”)"}}
				}
				from, head.Cells[i].Text = append(from, day), name
			}
		}
	}
	f.kind.Columns = tlvColumns
	if len(from) == 2 && from[0] != from[1] {
		return nil, sheet.Faults{{Line: head.No, Reason: "de två priskolumnerna gäller från olika dagar: dela filen"}}
	}
	if f.List == "" && len(f.Profile.PriceLists) == 1 {
		f.List = f.Profile.PriceLists[0].ID
	}
	use, ok := f.named(f.List)
	if !ok {
		return nil, sheet.Faults{{Line: head.No, Reason: "TLV:s fil säger inte vilken av regionens prislistor den gäller: ange --list " + strings.Join(f.uses(), " eller --list ")}}
	}
	if len(from) == 0 {
		return func(sheet.Line) {}, nil // the head is refused for its missing columns
	}
	known, err := f.rulesOf(use, from[0])
	return func(l sheet.Line) { f.tlvRow(l, use, domain.Period{From: from[0]}, known) }, err
}

// rulesOf gives what TLV's workbook does not say of a procedure (category,
// position, whether it needs an FHB): as the region's list before has it, or the
// demo's.
func (f *priceFile) rulesOf(use domain.ListUse, on domain.Date) (func(code string) *domain.Procedure, error) {
	book, _, err := f.planner.lists()
	before, ok := forerunner(book, domain.PriceList{Use: use.ID, Supports: use.Supports, Validity: domain.Period{From: on}})
	return func(code string) *domain.Procedure {
		if ok {
			if x := before.Procedure(code, on); x != nil {
				return x
			}
		}
		for i := range f.Demo {
			if x := f.Demo[i].Procedure(code, on); x != nil {
				return x
			}
		}
		return nil
	}, err
}

func (f *priceFile) tlvRow(l sheet.Line, use domain.ListUse, v domain.Period, known func(string) *domain.Procedure) {
	code, name := l.Must(tlvCode), l.Must("Åtgärdsnamn")
	for _, x := range []struct {
		column, code string
		specialist   bool
	}{{tlvGeneral, code, false}, {tlvSpecial, code + "S", true}} {
		if l.Peek(x.column) == "-" || code == "" {
			continue
		}
		price, given := l.Amount(x.column)
		item := domain.Procedure{Code: x.code, Name: name, Specialist: x.specialist, Price: price}
		switch {
		case !given:
			l.Fail(x.column, "saknas: ett streck står för att det inte finns något pris")
			continue
		case price == 0:
			l.Fail(x.column, "inget belopp i kronor")
			continue
		case !sheet.Code(x.code):
			l.Fail(tlvCode, "ska vara siffror och bokstäver A–Z")
			continue
		}
		if k := known(x.code); k != nil {
			item.Category, item.Position, item.ApprovalMust, item.Only = k.Category, k.Position, k.ApprovalMust, k.Only
		} else {
			f.plan.Notes = append(f.plan.Notes, "Åtgärd "+x.code+" är ny: vilken tand eller käke den gäller kontrolleras inte.")
		}
		f.add(l, tlvCode, domain.PriceList{Use: use.ID, Name: use.Name, Supports: use.Supports, Validity: v}, item)
	}
}

func cutFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

var (
	writtenDay = regexp.MustCompile(`([0-9]{1,2}) ([a-zåäö]+)\.? ([0-9]{4})`)
	months     = []string{"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"}
)

// firstDay reads "fr o m 1 jan 2026", also with the month in full.
func firstDay(s string) (domain.Date, bool) {
	m := writtenDay.FindStringSubmatch(strings.ToLower(s))
	if m == nil {
		return domain.Date{}, false
	}
	month := slices.IndexFunc(months, func(name string) bool { return strings.HasPrefix(m[2], name) })
	day, _ := strconv.Atoi(m[1])
	year, _ := strconv.Atoi(m[3])
	return domain.NewDate(year, time.Month(month+1), day)
}
