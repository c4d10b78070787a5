package bill

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
)

// E2: a reader who has an old draft may look at it, and sends nothing.
func TestE2AReaderSendsNothing(t *testing.T) {
	pl, p := open(t, "")
	p.role = domain.RoleReader
	if pl.Press("f8"); !strings.Contains(pl.Last.Notice, labels.ReaderMayNot) {
		t.Errorf("%+v", pl.Last)
	}
}
