package drafts

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/labels"
)

// A home visit whose bills are not made is not ready, and not sent with the others:
// nobody has looked at its bills.
func TestAHomeVisitIsNotReady(t *testing.T) {
	pl, _ := open(t, draft("001", 178, func(d *app.DraftSummary) { d.Visit, d.Bills = true, 3 }))
	if got := line(t, pl, "2026-11-001"); !strings.Contains(got, labels.DraftVisit) || strings.Contains(got, labels.DraftReady) {
		t.Error(got)
	}
	pl.Press("f8")
	if pl.Last.Notice != labels.NotNow(labels.DraftSendReady, labels.DraftNoneReady) {
		t.Error(pl.Last.Notice)
	}
}
