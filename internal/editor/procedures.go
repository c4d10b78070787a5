package editor

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// listKey names a price list on a date: the one chosen on the bill, whose name is
// shown, or that of the part of the support.
type listKey struct {
	use     string
	support domain.Support
	on      domain.Date
}

func keyOf(b domain.DraftBill, on domain.Date) listKey {
	return listKey{b.PriceList, domain.Support(b.Support), on}
}

// Offers is what may be billed on a date by the list of the bill shown.
func (e *Editor) Offers(on domain.Date) []domain.Procedure { return e.offers(keyOf(*e.raw(), on)) }

func (e *Editor) offers(k listKey) []domain.Procedure {
	provider := e.src.Snapshot().Clinic.ProviderID
	list, ok := e.src.Region().Prices.List(domain.ListKey{Provider: provider, Use: k.use, Support: k.support}, k.on)
	if !ok {
		return nil
	}
	return list.Offers(k.support, k.on)
}

// Procedure is the procedure of a row in the list of the row's date; zero if
// there is none. Capitals are as the rules read them: all one.
func (e *Editor) Procedure(row domain.DraftItem) domain.Procedure {
	return e.ProcedureOf(*e.raw(), row)
}

// ProcedureOf is the same for a row of any bill.
func (e *Editor) ProcedureOf(b domain.DraftBill, row domain.DraftItem) domain.Procedure {
	on, err := domain.ParseDateInput(row.Date, e.src.Today())
	if err != nil || row.Code == "" {
		return domain.Procedure{}
	}
	k := keyOf(b, on)
	codes := e.codes[k]
	if codes == nil {
		codes = codesOf(e.offers(k))
		if len(codes) > 0 {
			e.codes[k] = codes
		}
	}
	return codes[strings.ToLower(row.Code)]
}

// codesOf finds procedures by their code in small letters.
func codesOf(list []domain.Procedure) map[string]domain.Procedure {
	codes := make(map[string]domain.Procedure, len(list))
	for _, p := range list {
		codes[strings.ToLower(p.Code)] = p
	}
	return codes
}

func (e *Editor) find(date, code string) (domain.Procedure, bool) {
	p := e.Procedure(domain.DraftItem{Date: date, Code: code})
	return p, p.Code != ""
}

// facts is what the editor's own questions to the rules need.
func (e *Editor) facts() rules.Facts {
	data := e.src.Region()
	return rules.Facts{
		Today: e.src.Today(), Profile: &data.Profile, Prices: data.Prices, Clinic: e.src.Snapshot().Clinic,
		Persons: map[domain.PersonID]domain.PersonFacts{e.person.ID: e.person.Facts},
	}
}

// StandardFee is the patient's fee that the region names for a date, öre; 0 where
// it names none (Värmland), so that it is typed.
func StandardFee(src Source, on domain.Date) domain.Ore {
	data := src.Region()
	return rules.FeeDue(domain.Bill{}, on, rules.Facts{Today: src.Today(), Profile: &data.Profile}).Amount
}

// PriceWanted tells that a row's price must be typed: an actual cost, or a fee
// for which the region names no amount.
func (e *Editor) PriceWanted(row domain.DraftItem) bool {
	p := e.Procedure(row)
	if !p.ActualCost || p.Code != domain.PatientFeeCode {
		return p.ActualCost
	}
	on, err := domain.ParseDateInput(row.Date, e.src.Today())
	return err != nil || StandardFee(e.src, on) <= 0
}

// CareModelFor tells whether there is a field for the vårdmodell, and whether it
// must be filled in. Before the part of the support is decided the fields are
// those of N: they must not move while somebody types and the region is asked.
// Where the region's rule is unknown (Värmland: "om det efterfrågas", B6) it may
// be for N, as in the other region.
func CareModelFor(p domain.Profile, s domain.Support) (asks, must bool) {
	if s == "" {
		s = domain.SupportN
	}
	if len(p.CareModelFor) == 0 {
		return s == domain.SupportN && len(p.CareModels) > 0, false
	}
	must = slices.Contains(p.CareModelFor, s)
	return must, must
}

// ListOf is the price list that a part of the support is billed by (B4).
func ListOf(p domain.Profile, s domain.Support) (domain.ListUse, bool) {
	for _, l := range p.PriceLists {
		if slices.Contains(l.Supports, s) {
			return l, true
		}
	}
	return domain.ListUse{}, false
}
