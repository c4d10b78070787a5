package desk

import (
	"context"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// PriceColumns are those of a file of price lists. list is one of the profile's.
// Rows of one list and one valid_from make one list; a list of the same day that
// is there already is replaced, and of several the newest in force counts.
var PriceColumns = []string{
	"list", "code", "name", "category", "specialist", "price", "actual_cost", "position", "fhb", "valid_from", "valid_to",
}

// PriceMay are columns that a file of price lists may have. support names the
// parts of the support that a row is for, such as "N F"; empty: all of the list's.
var PriceMay = []string{"support"}

// ImportPrices reads a file of price lists and puts all of them into the store,
// or nothing. It gives the lists that were put. Errors in the file are FileErrors.
func (d Desk) ImportPrices(ctx context.Context, profile *domain.Profile, r io.Reader) ([]domain.PriceList, error) {
	p := prices{profile: profile}
	if err := readTable(r, PriceColumns, PriceMay, p.row); err != nil {
		return nil, err
	}
	if len(p.lists) == 0 {
		return nil, FileErrors{{Line: 2, Reason: "filen har inga rader"}}
	}
	err := d.Store.Write(ctx, func(tx server.Tx) error {
		for _, l := range p.lists {
			if err := tx.PutPriceList(l); err != nil {
				return err
			}
		}
		return bearable(tx)
	})
	if err != nil {
		return nil, err
	}
	return p.lists, nil
}

// maxBook bounds all price lists together, bytes as they are sent: half of the
// largest answer that clients take.
const maxBook = 8 << 20

// bearable refuses lists that clients could not fetch: without them they can
// neither log in for the first time nor hear of new prices.
func bearable(tx server.Tx) error {
	book, err := tx.PriceLists()
	if err != nil {
		return err
	}
	raw, err := json.Marshal(book)
	if err == nil && len(raw) > maxBook {
		return FileErrors{{Line: 1, Reason: "prislistorna blir tillsammans större än klinikernas program kan hämta: är det rätt fil?"}}
	}
	return err
}

// Unpriced lists the parts of the support that have no price list in force
// today: no bill of theirs can be sent. Before the first import the demo's lists
// hold, and there is nothing to tell.
func (d Desk) Unpriced(ctx context.Context) (list []domain.Support, err error) {
	today := domain.DateOf(d.Now())
	err = d.Store.Read(ctx, func(tx server.Tx) error {
		list = nil
		book, err := tx.PriceLists()
		for _, s := range []domain.Support{domain.SupportN, domain.SupportF, domain.SupportS} {
			if _, ok := book.List(domain.ListKey{Support: s}, today); err == nil && len(book) > 0 && !ok {
				list = append(list, s)
			}
		}
		return err
	})
	return list, err
}

// prices gathers the lists of a file, in the order of their first rows.
type prices struct {
	profile *domain.Profile
	lists   []domain.PriceList
	codes   map[string]bool // "LIST-ID CODE", in capitals
}

// priceCode is what a code may be: it is typed, searched and printed.
var priceCode = regexp.MustCompile(`^[0-9A-Za-z]{1,20}$`)

func (p *prices) row(l line) {
	before := len(*l.errs)
	use, validity := p.use(l), l.period()
	item := domain.Procedure{
		Code: l.must("code"), Name: l.must("name"), Category: l.fields["category"], Specialist: l.yesNo("specialist"),
		ActualCost: l.yesNo("actual_cost"), Position: domain.PositionRule(l.fields["position"]), ApprovalMust: l.yesNo("fhb"),
	}
	switch {
	case strings.EqualFold(item.Code, domain.PatientFeeCode):
		l.fail("code", "patientavgiften finns i alla listor av sig själv")
	case item.Code != "" && !priceCode.MatchString(item.Code):
		l.fail("code", "ska vara siffror och bokstäver A–Z, högst 20")
	case strings.HasSuffix(strings.ToUpper(item.Code), "S") != item.Specialist:
		l.fail("code", "specialistkoder, och bara de, slutar på S")
	case !item.Position.Valid():
		l.fail("position", "ingen sådan regel för tand eller käke")
	}
	item.Price = l.listPrice(item.ActualCost)
	item.Only = l.only(use)
	if len(*l.errs) > before {
		return
	}
	list := p.list(use, validity)
	if list.Validity != validity {
		l.fail("valid_to", "skiljer sig från listans övriga rader")
		return
	}
	key := list.ID + " " + strings.ToUpper(item.Code) // codes are typed in any case
	if p.codes[key] {
		l.fail("code", "står redan i listan")
		return
	}
	p.codes[key] = true
	list.Procedures = append(list.Procedures, item)
}

func (p *prices) use(l line) domain.ListUse {
	id := l.must("list")
	for _, u := range p.profile.PriceLists {
		if u.ID == id {
			return u
		}
	}
	if id != "" {
		names := make([]string, len(p.profile.PriceLists))
		for i, u := range p.profile.PriceLists {
			names[i] = u.ID
		}
		l.fail("list", "regionen har ingen sådan prislista, bara "+strings.Join(names, ", "))
	}
	return domain.ListUse{}
}

// list finds or begins the list of a use and a first day.
func (p *prices) list(use domain.ListUse, v domain.Period) *domain.PriceList {
	id := use.ID + "-" + v.From.String()
	at := slices.IndexFunc(p.lists, func(l domain.PriceList) bool { return l.ID == id })
	if at < 0 {
		at = len(p.lists)
		p.lists = append(p.lists, domain.PriceList{
			ID: id, Use: use.ID, Name: use.Name, Validity: v, Supports: use.Supports, Procedures: []domain.Procedure{domain.PatientFee()},
		})
		if p.codes == nil {
			p.codes = map[string]bool{}
		}
	}
	return &p.lists[at]
}

// only reads the parts of the support that a row is for; "" where they are all
// that its list serves.
func (l line) only(use domain.ListUse) string {
	var parts []string
	for _, part := range strings.FieldsFunc(strings.ToUpper(l.fields["support"]), func(r rune) bool { return r == ' ' || r == ',' }) {
		s := domain.Support(part)
		switch {
		case !s.Valid():
			l.fail("support", "ska vara N, F och S med blanksteg emellan")
			return ""
		case len(use.Supports) > 0 && !slices.Contains(use.Supports, s):
			l.fail("support", string(s)+"-tandvård faktureras inte efter den prislistan")
			return ""
		}
		parts = append(parts, part)
	}
	slices.Sort(parts)
	return strings.Join(slices.Compact(parts), "")
}

// listPrice reads a price in kronor; where the actual cost is charged there is none.
func (l line) listPrice(actualCost bool) domain.Ore {
	if actualCost {
		if l.fields["price"] != "" {
			l.fail("price", "ska vara tomt där den faktiska kostnaden får debiteras")
		}
		return 0
	}
	price, err := domain.ParseOre(l.must("price"))
	if l.fields["price"] != "" && (err != nil || price <= 0) {
		l.fail("price", "inget belopp i kronor")
	}
	return price
}
