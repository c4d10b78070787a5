package list_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// A narrow footer keeps what can be done: the rest stands last, with its reason.
func TestWhatCannotBeDoneStandsLast(t *testing.T) {
	w := open(t, func(w *world, s *list.Spec[row]) {
		s.Actions = func() []screen.Action {
			return []screen.Action{
				{Key: keys.Send, Can: func() string { return "fel kvar" }, Do: screen.Back},
				{Key: keys.Enter, Do: screen.Back},
			}
		}
	})
	actions := w.Actions()
	if first, last := actions[0], actions[len(actions)-1]; first.Key.Help() != keys.Enter.Help() || last.Key.Help() != keys.Send.Help() || last.Why() != "fel kvar" {
		t.Errorf("first %v, last %v", first.Key.Help(), last.Key.Help())
	}
}

// An opened row is read from its beginning, whatever was scrolled before.
func TestAnOpenedRowBeginsAtItsFirstLine(t *testing.T) {
	for name, again := range map[string][]string{"another row": {"end"}, "the same row": {"x", "x"}} {
		t.Run(name, func(t *testing.T) {
			w := open(t, func(w *world, s *list.Spec[row]) {
				s.Details = func(r row) (p page.Page) {
					for i := range 30 {
						p.Say(page.Plain, fmt.Sprintf("%s rad %d.", r.id, i))
					}
					return p
				}
				s.Actions = func() []screen.Action {
					return []screen.Action{{Key: keys.New("x", "öppna", "x"), Do: func() screen.Step { w.Toggle(); return screen.Stay(nil) }}}
				}
			})
			w.press(t, "x", "down", "down", "down")
			if view := w.View(z); !w.Opened() || strings.Contains(view, "1 rad 0.") || !strings.Contains(view, "1 rad 3.") {
				t.Fatalf("not scrolled:\n%s", view)
			}
			w.press(t, again...)
			if view := w.View(z); !strings.Contains(view, w.chosen()+" rad 0.") {
				t.Errorf("row %s does not begin at its first line:\n%s", w.chosen(), view)
			}
		})
	}
}

// Enter that was pressed before the rows came opens nothing if they never came.
func TestEnterIsForgottenWhenReadingFails(t *testing.T) {
	w := open(t, func(w *world, s *list.Spec[row]) {
		s.Asked = func() tea.Cmd { w.asked = append(w.asked, w.Text()); return nil }
	})
	w.press(t, "/", "b", "enter")
	w.SetRows(rows(), "server.unreachable")
	if len(w.opened) != 0 {
		t.Error("opened:", w.opened)
	}
	w.SetRows(rows(), "")
	if len(w.opened) != 0 {
		t.Error("opened later:", w.opened)
	}
}
