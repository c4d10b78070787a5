package layout

import (
	"slices"
	"strings"
)

// Squeeze fits text into h rows: empty lines go, the lowest first, and then
// what is at the bottom. Text that fits is left as it is.
func Squeeze(s string, h int) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	for i := len(lines) - 1; i >= 0 && len(lines) > h; i-- {
		if strings.TrimSpace(lines[i]) == "" {
			lines = slices.Delete(lines, i, i+1)
		}
	}
	return strings.Join(lines[:min(len(lines), max(h, 0))], "\n")
}
