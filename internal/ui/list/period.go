package list

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// maxDays bounds a period given in days; what is older is found by dates.
const maxDays = 9999

// showPeriod puts the period asked for into its field.
func (l *List[T]) showPeriod() {
	switch p := l.spec.Period; {
	case p == nil:
	case l.ever():
		l.line.SetValue(periodField, labels.ListEver)
	default:
		l.line.SetValue(periodField, p.From.String()+labels.ListTo+p.To.String())
	}
}

// ever tells whether all time is shown.
func (l *List[T]) ever() bool { return *l.spec.Period == domain.Period{} }

// turnPeriod shows all time, and then the period before it again.
func (l *List[T]) turnPeriod() screen.Step {
	if l.ever() {
		*l.spec.Period = l.before
	} else {
		l.before, *l.spec.Period = *l.spec.Period, domain.Period{}
	}
	l.showPeriod()
	return l.searched()
}

// takePeriod asks for the period typed; one that cannot be read keeps the focus.
func (l *List[T]) takePeriod() bool {
	if l.spec.Period == nil {
		return true
	}
	p, ok := ReadPeriod(l.line.Value(periodField), l.spec.Today())
	l.bad = !ok
	if !ok {
		l.line.SetFocus(periodField, -1)
		return false
	}
	if (p == domain.Period{}) && !l.ever() {
		l.before = *l.spec.Period
	}
	*l.spec.Period = p
	return true
}

// ReadPeriod reads "2026-10-24 till 2026-11-23", two dates in any form the
// program knows, a number of days back from today, or "hela tiden", which is the
// zero Period.
func ReadPeriod(s string, today domain.Date) (domain.Period, bool) {
	if strings.EqualFold(strings.TrimSpace(s), labels.ListEver) {
		return domain.Period{}, true
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '–' || r == ',' })
	var dates []domain.Date
	for _, w := range words {
		if strings.EqualFold(w, strings.TrimSpace(labels.ListTo)) {
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
