package app

import (
	"sync/atomic"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// CountRules counts how often the rules run from now on.
func (a *App) CountRules() *atomic.Int64 {
	var n atomic.Int64
	read := a.checks.read
	a.checks.read = func(d domain.Draft, f rules.Facts) rules.Reading {
		n.Add(1)
		return read(d, f)
	}
	return &n
}

// ChangedAll is every change, as a login rings.
const ChangedAll = changedAll

// FailRules makes the rules panic once.
func (a *App) FailRules() {
	read := a.checks.read
	a.checks.read = func(domain.Draft, rules.Facts) rules.Reading {
		a.checks.read = read
		panic("in a test")
	}
}
