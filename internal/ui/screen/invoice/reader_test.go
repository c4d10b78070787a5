package invoice

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
)

// E2: a reader sees Radera and Kreditera, and why they are not for readers.
func TestE2AReaderDeletesAndCreditsNothing(t *testing.T) {
	pl, p := open(t, nil)
	p.role = domain.RoleReader
	for _, key := range []string{"delete", "D", "k", "K"} {
		pl.Last.Notice = ""
		if pl.Press(key); !strings.Contains(pl.Last.Notice, labels.ReaderMayNot) {
			t.Errorf("%s: %+v", key, pl.Last)
		}
	}
}
