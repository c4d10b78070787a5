package invoices

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
)

// maxDays bounds a period given in days; older invoices are found by dates.
const maxDays = 9999

func periodText(p domain.Period) string {
	return p.From.String() + labels.InvoicesTo + p.To.String()
}

// readPeriod reads "2026-10-24 till 2026-11-23", two dates in any form the
// program knows, or a number of days back from today.
func readPeriod(s string, today domain.Date) (domain.Period, bool) {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '–' || r == ',' })
	var dates []domain.Date
	for _, w := range words {
		if strings.EqualFold(w, strings.TrimSpace(labels.InvoicesTo)) {
			continue
		}
		if n, err := strconv.Atoi(w); err == nil && n >= 0 && n <= maxDays && len(words) == 1 {
			return domain.Period{From: today.AddDays(-n), To: today}, true
		}
		d, err := domain.ParseDateInput(w, today)
		if err != nil {
			return domain.Period{}, false
		}
		dates = append(dates, d)
	}
	switch {
	case len(dates) == 1:
		return domain.Period{From: dates[0], To: today}, true
	case len(dates) == 2 && !dates[1].Before(dates[0]):
		return domain.Period{From: dates[0], To: dates[1]}, true
	}
	return domain.Period{}, false
}
