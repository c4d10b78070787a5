package editor

import "example.org/tandtui/internal/domain"

// Performers are those of the clinic who may be named for care on a day, by
// number (B30). The list is empty if the region does not ask for them, or has not
// sent them.
func Performers(src Source, on domain.Date) (list []domain.Performer) {
	for _, p := range src.Region().Performers[src.Snapshot().Clinic.No] {
		if p.Validity.Contains(on) {
			list = append(list, p)
		}
	}
	return list
}
