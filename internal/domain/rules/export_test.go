package rules

import "example.org/tandtui/internal/domain"

// Check finds what is wrong with one bill by itself.
func Check(b domain.Bill, f Facts) []domain.Finding { return check(b, f, newEarlier(nil)) }
