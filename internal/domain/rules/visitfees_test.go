package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// fees tells the visits' fees of a bill shortly: "11-20 due 200 row -1 last 1".
func fees(bills []domain.Bill, bill int, f rules.Facts) string {
	var out []string
	for _, v := range rules.VisitFees(bills, bill, f) {
		out = append(out, fmt.Sprintf("%s %s %d row %d last %d", v.Date.String()[5:], v.Reason, v.Amount/100, v.Row, v.Last))
	}
	return strings.Join(out, ", ")
}

func TestVisitFees(t *testing.T) {
	f := vgr(t)
	item := func(date, code string) domain.Item { return domain.Item{Date: domain.MustDate(date), Code: code} }
	b := domain.Bill{Person: personID(t, adult), Support: domain.SupportN, Items: []domain.Item{
		item("2026-11-20", "101"), item("2026-11-18", "301"), item("2026-11-20", "302"),
		item("2026-11-18", domain.PatientFeeCode), item("2026-11-10", domain.PatientFeeCode),
		{Code: "101"},
	}}
	if got := fees([]domain.Bill{b}, 0, f); got != "11-20 due 200 row -1 last 2, 11-18 due 200 row 3 last 3" {
		t.Error(got)
	}
	paid := domain.Bill{Person: b.Person, Items: []domain.Item{item("2026-11-20", domain.PatientFeeCode)}}
	if got := fees([]domain.Bill{paid, b}, 1, f); !strings.HasPrefix(got, "11-20 taken") {
		t.Error(got)
	}
	paid.Person = personID(t, ancient) // another patient's fee
	if got := fees([]domain.Bill{paid, b}, 1, f); !strings.HasPrefix(got, "11-20 due") {
		t.Error(got)
	}
	facts := f.Persons[b.Person]
	facts.Earlier = []domain.PastItem{{Date: domain.MustDate("2026-11-20"), Code: domain.PatientFeeCode}}
	f.Persons[b.Person] = facts
	if got := fees([]domain.Bill{b}, 0, f); !strings.HasPrefix(got, "11-20 taken") {
		t.Error("an earlier bill:", got)
	}
	b.Exemption = &domain.FeeExemption{No: "1", Validity: domain.Period{From: domain.MustDate("2026-11-19"), To: domain.MustDate("2027-11-18")}}
	if got := fees([]domain.Bill{b}, 0, f); !strings.HasPrefix(got, "11-20 exempt") || !strings.Contains(got, "11-18 due") {
		t.Error(got)
	}
	b.Exemption = nil
	for number, want := range map[string]domain.FeeFree{ancient: {FromAge: 85}, child: {UntilYearOf: 19}} {
		b.Person = personID(t, number)
		v := rules.VisitFees([]domain.Bill{b}, 0, f)[0]
		if v.Reason != rules.FeeFreeByAge || v.Free.FromAge != want.FromAge || v.Free.UntilYearOf != want.UntilYearOf {
			t.Errorf("%s: %+v", number, v)
		}
	}
}
