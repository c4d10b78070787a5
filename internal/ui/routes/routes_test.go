package routes_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/routes"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/screen/login"
	"example.org/tandtui/internal/ui/screen/manual"
	"example.org/tandtui/internal/ui/screen/support"
)

// E3: each place names its chapter of the manual, which is there.
func TestE3EachPlaceHasItsChapter(t *testing.T) {
	chapters := manual.Chapters()
	for _, p := range routes.Places(screen.Env{}, app.New(app.Config{}), login.Options{}, support.About{}) {
		if p.Make != nil && !slices.Contains(chapters, p.Chapter) {
			t.Errorf("%s: the manual (docs/manual.sv.md) has no chapter %q", p.Name, p.Chapter)
		}
	}
}
