package app

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

func TestD10NextReferenceIsFreeAndFits(t *testing.T) {
	used := map[string]bool{"45678-2": true, "45678-3": true}
	free := func(ref string) bool { return used[ref] }
	for ref, want := range map[string]string{"45678": "45678-4", "A": "A-2", "": "", " x ": "x-2"} {
		if got := nextRef(ref, free); got != want {
			t.Errorf("%q: %q, want %q", ref, got, want)
		}
	}
	long := strings.Repeat("å", 60)
	if got := nextRef(long, free); len([]rune(got)) != domain.FieldBillRef.Limit() || !strings.HasSuffix(got, "-2") {
		t.Errorf("%q", got)
	}
}
