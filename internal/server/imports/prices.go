package imports

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/sheet"
)

// maxBook bounds all price lists together, bytes as they are sent: half of the
// largest answer that clients take.
const maxBook = 8 << 20

func (p *planner) prices() error {
	file := priceFile{planner: p, codes: map[string][]codeRow{}, providers: map[string]bool{}}
	if err := p.read(func(tx server.Tx) error {
		clinics, err := tx.Clinics()
		for _, c := range clinics {
			file.providers[c.ProviderID] = true
		}
		return err
	}); err != nil {
		return err
	}
	read := file.row
	if isTLV(p.table) {
		var err error
		if read, err = file.tlv(); err != nil {
			return err
		}
	}
	if err := p.lines(read); err != nil {
		return err
	}
	if len(file.lists) == 0 {
		return nil
	}
	before, demo, err := p.lists()
	if err != nil {
		return err
	}
	p.comparePrices(before, demo, file.lists)
	p.plan.work = append(p.plan.work, batch{p.plan.Rows, func(tx server.Tx) error {
		for _, l := range file.lists {
			if err := tx.PutPriceList(l); err != nil {
				return err
			}
		}
		return nil
	}})
	return nil
}

// lists gives the price lists that hold: the demo's until one is imported.
func (p *planner) lists() (book domain.PriceBook, demo bool, err error) {
	err = p.read(func(tx server.Tx) (err error) {
		book, err = tx.PriceLists()
		return err
	})
	if len(book) == 0 {
		return p.Demo, true, err
	}
	return book, false, err
}

// priceFile gathers the lists of a file, in the order of their first rows.
type priceFile struct {
	*planner
	lists     []domain.PriceList
	codes     map[string][]codeRow // by "LIST-ID CODE", in capitals
	providers map[string]bool
}

// codeRow is where a code stands in the file, and the days for which it is.
type codeRow struct {
	line int
	days domain.Period
}

func (f *priceFile) row(l sheet.Line) {
	before := l.Failed()
	use, provider := f.use(l), f.provider(l)
	validity, withdrawn := f.period(l)
	if withdrawn {
		l.Fail("valid_to", "en prislista tas bort med tandserver prices remove")
	}
	item := domain.Procedure{
		Code: l.Must("code"), Name: l.Must("name"), Category: l.Text("category"), Position: domain.PositionRule(l.Text("position")),
	}
	item.Specialist, _ = l.YesNo("specialist")
	item.ActualCost, _ = l.YesNo("actual_cost")
	item.ApprovalMust, _ = l.YesNo("fhb")
	checkCode(l, item)
	item.Price = listPrice(l, item.ActualCost)
	item.Only = only(l, use, f.Profile)
	item.Validity = daysOf(l, validity)
	if l.Failed() == before {
		f.add(l, "code", domain.PriceList{Use: use.ID, Provider: provider, Name: use.Name, Supports: use.Supports, Validity: validity}, item)
	}
}

func checkCode(l sheet.Line, item domain.Procedure) {
	switch {
	case strings.EqualFold(item.Code, domain.PatientFeeCode):
		l.Fail("code", "patientavgiften finns i alla listor av sig själv")
	case item.Code != "" && !sheet.Code(item.Code):
		l.Fail("code", "ska vara siffror och bokstäver A–Z, högst 20")
	case item.Code != "" && strings.HasSuffix(strings.ToUpper(item.Code), "S") != item.Specialist:
		l.Fail("code", "specialistkoder, och bara de, slutar på S")
	case !item.Position.Valid():
		l.Fail("position", "ingen sådan regel för tand eller käke")
	}
}

// add puts a procedure into its list; column is where its code stands.
func (f *priceFile) add(l sheet.Line, column string, to domain.PriceList, item domain.Procedure) {
	list := f.list(to)
	if list.Validity != to.Validity {
		l.Fail("valid_to", "skiljer sig från listans övriga rader")
		return
	}
	key := list.ID + " " + strings.ToUpper(item.Code) // codes are typed in any case
	for _, row := range f.codes[key] {
		if row.days.Contains(item.Validity.From) || item.Validity.Contains(row.days.From) {
			l.Fail(column, fmt.Sprintf("står redan i listan, på rad %d", row.line))
			return
		}
	}
	f.codes[key] = append(f.codes[key], codeRow{l.No, item.Validity})
	list.Procedures = append(list.Procedures, item)
}

// daysOf reads the days of a code within its list; the zero period is all of them.
func daysOf(l sheet.Line, list domain.Period) (days domain.Period) {
	from, begins := l.Date("code_from")
	to, ends := l.Date("code_to")
	if !begins && !ends {
		return days
	}
	days = domain.Period{From: from, To: to}
	if !begins {
		days.From = list.From
	}
	switch {
	case !list.Contains(days.From):
		l.Fail("code_from", "ligger utanför listans tid")
	case ends && (to.Before(days.From) || !list.Contains(to)):
		l.Fail("code_to", "ligger före den första dagen, eller utanför listans tid")
	}
	return days
}

// use finds the list of the profile that a row names, by id or by name.
func (f *priceFile) use(l sheet.Line) domain.ListUse {
	id := l.Must("list")
	use, known := f.named(id)
	if id != "" && !known {
		l.Fail("list", "regionen har ingen sådan prislista, bara "+strings.Join(f.uses(), ", "))
	}
	return use
}

func (f *priceFile) named(id string) (domain.ListUse, bool) {
	for _, u := range f.Profile.PriceLists {
		if strings.EqualFold(u.ID, id) || strings.EqualFold(u.Name, id) {
			return u, true
		}
	}
	return domain.ListUse{}, false
}

func (f *priceFile) uses() []string {
	ids := make([]string, len(f.Profile.PriceLists))
	for i, u := range f.Profile.PriceLists {
		ids[i] = u.ID
	}
	return ids
}

// list finds or begins a list: of one use, provider and first day there is one.
func (f *priceFile) list(l domain.PriceList) *domain.PriceList {
	l.ID = l.Use + "-" + l.Validity.From.String()
	if l.Provider != "" {
		l.ID = l.Use + "-" + l.Provider + "-" + l.Validity.From.String()
	}
	at := slices.IndexFunc(f.lists, func(x domain.PriceList) bool { return x.ID == l.ID })
	if at < 0 {
		at = len(f.lists)
		l.Procedures = []domain.Procedure{domain.PatientFee()}
		f.lists = append(f.lists, l)
	}
	return &f.lists[at]
}

// provider is whose agreement a row belongs to; "" for everybody's list.
func (f *priceFile) provider(l sheet.Line) string {
	id := l.Text("provider")
	if id != "" && !f.providers[id] {
		l.Fail("provider", "vårdgivaren finns inte: läs in kliniker först")
	}
	return id
}

// only reads the parts of the support that a row is for; "" where they are all
// that its list serves.
func only(l sheet.Line, use domain.ListUse, profile *domain.Profile) string {
	var parts []string
	for _, part := range strings.FieldsFunc(strings.ToUpper(l.Text("support")), func(r rune) bool { return r == ' ' || r == ',' || r == ';' }) {
		s := domain.Support(part)
		switch {
		case !slices.ContainsFunc(profile.KindsInUse(), func(k domain.SupportKind) bool { return k.Code == s }):
			l.Fail("support", "ska vara delar av tandvårdsstödet med blanksteg emellan, som N F S")
			return ""
		case len(use.Supports) > 0 && !slices.Contains(use.Supports, s):
			l.Fail("support", string(s)+"-tandvård faktureras inte efter den prislistan")
			return ""
		}
		parts = append(parts, part)
	}
	slices.Sort(parts)
	return strings.Join(slices.Compact(parts), "")
}

// listPrice reads a price in kronor; where the actual cost is charged there is none.
func listPrice(l sheet.Line, actualCost bool) domain.Ore {
	if actualCost {
		if l.Filled("price") {
			l.Fail("price", "ska vara tomt där den faktiska kostnaden får debiteras")
		}
		return 0
	}
	before := l.Failed()
	price, given := l.Amount("price")
	switch {
	case l.Failed() > before:
	case !given:
		l.Fail("price", "saknas")
	case price == 0:
		l.Fail("price", "inget belopp i kronor")
	}
	return price
}

// bearable refuses lists that clients could not fetch: without them they can
// neither log in for the first time nor hear of new prices.
func (p *planner) bearable(book domain.PriceBook) {
	raw, err := json.Marshal(book)
	if err != nil || len(raw) > maxBook {
		p.fault(1, "", "prislistorna blir tillsammans större än klinikernas program kan hämta: är det rätt fil?")
	}
}
