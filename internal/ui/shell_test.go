package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

// states are the frames that the shell has a golden file for.
var states = map[string]func(t *testing.T, w *world, r *Root){
	"work": func(*testing.T, *world, *Root) {},
	"deep": func(t *testing.T, _ *world, r *Root) { press(t, r, "enter", "enter") },
	"login": func(t *testing.T, w *world, r *Root) {
		w.snap = app.Snapshot{}
		send(r, rang{})
	},
	"offline": func(t *testing.T, w *world, r *Root) {
		w.snap.Sync.Phase, w.snap.Outbox = app.SyncOffline, 3
		w.snap.Card = app.CardState{Phase: app.CardNone}
		send(r, rang{})
	},
	"refused": func(t *testing.T, w *world, r *Root) {
		w.snap.Sync.Phase = app.SyncRefused
		send(r, rang{})
	},
	"clock": func(t *testing.T, w *world, r *Root) {
		w.snap.Sync.Phase, w.snap.Sync.Skew = app.SyncOnline, -26*time.Hour
		send(r, rang{})
	},
	"notice": func(t *testing.T, _ *world, r *Root) { press(t, r, "2") },
	"help":   func(t *testing.T, _ *world, r *Root) { press(t, r, "enter", "?") },
	"goto":   func(t *testing.T, _ *world, r *Root) { press(t, r, "ctrl+g", "down", "down") },
	"found":  func(t *testing.T, _ *world, r *Root) { press(t, r, "ctrl+g", "x", "backspace", "f", "a") },
	"fault":  func(t *testing.T, _ *world, r *Root) { r.fault = &panics.Fault{What: "string", Where: "bill.go:12"} },
	"locked": func(t *testing.T, w *world, r *Root) {
		w.snap.Locked = true
		send(r, rang{})
	},
	"clinics": func(t *testing.T, w *world, r *Root) {
		w.snap.Scope.Clinics = []domain.Clinic{w.snap.Clinic, {No: "44", Name: "Åbyns tandklinik"}}
		send(r, rang{})
		press(t, r, "ctrl+g", "4", "4")
	},
	"unseen": func(t *testing.T, w *world, r *Root) {
		w.snap.Unseen = 2
		send(r, rang{})
	},
	"message": func(t *testing.T, w *world, r *Root) {
		w.snap.News = []app.Posted{{Message: domain.Message{No: 7, Text: "Driftstopp i kväll mellan 20 och 22."}}}
		send(r, rang{})
	},
	"unread": func(t *testing.T, w *world, r *Root) {
		w.snap.News = []app.Posted{{Message: domain.Message{No: 7, Text: "Driftstopp i kväll."}}, {Message: domain.Message{No: 6}}}
		send(r, rang{})
		w.clock.Pass(2 * noticeFor)
		send(r, ticked{w.clock.Now()})
	},
	"long": func(t *testing.T, w *world, r *Root) {
		w.snap.User.Name = "Anna-Karin Östergård von Lindenskiöld af Säby"
		w.snap.Clinic.Name = "Folktandvården Vänersborg Östra specialistkliniken för sjukhustandvård"
		w.snap.Card.Holder.Name = w.snap.User.Name
		send(r, rang{})
	},
}

func TestGoldenFrames(t *testing.T) {
	for name, reach := range states {
		for _, z := range uitest.Sizes {
			t.Run(fmt.Sprintf("%s-%d", name, z.W), func(t *testing.T) {
				w, r := open(t)
				front(r).view = strings.Repeat("En rad av skärmen, som är längre än fönstret är brett och därför kapas, å ä ö.  ", 2) + "\n"
				reach(t, w, r)
				send(r, tea.WindowSizeMsg{Width: z.W, Height: z.H})
				view := strings.TrimPrefix(r.View(), eraseScrollback)
				uitest.CheckFrame(t, view, z)
				uitest.CompareFrame(t, name, z, view)
				if fits(z) {
					uitest.CheckTold(t, r.Outline(), view)
				}
			})
		}
	}
}

func TestStatesDifferWithoutColour(t *testing.T) {
	seen := map[string]string{}
	for name, reach := range states {
		w, r := open(t)
		reach(t, w, r)
		plain := ansi.Strip(r.View())
		if other, same := seen[plain]; same {
			t.Errorf("%s and %s look alike", name, other)
		}
		seen[plain] = name
	}
}

func TestFrameIsExactAtEverySizeAndTheme(t *testing.T) {
	for _, name := range []string{"dark", "light", "mono"} {
		for _, z := range []layout.Size{{W: 60, H: 15}, {W: 61, H: 16}, {W: 80, H: 24}, {W: 200, H: 60}, {W: 59, H: 40}, {W: 100, H: 14}, {W: 3, H: 2}, {W: 1, H: 1}} {
			w := newWorld(t)
			r := w.root(theme.FromEnv(name))
			settle(r, r.Init())
			front(r).view = strings.Repeat("\x1b[31mräkning 漢字\x1b[0m", 60) + strings.Repeat("\nrad", 80)
			press(t, r, "enter")
			for _, k := range []string{"x", "f1", "esc", "ctrl+g"} {
				send(r, tea.WindowSizeMsg{Width: z.W, Height: z.H})
				uitest.CheckFrame(t, r.View(), z)
				send(r, tea.WindowSizeMsg{Width: 80, Height: 24})
				press(t, r, k)
			}
		}
	}
}

func TestHostileNamesCannotReachTheTerminal(t *testing.T) {
	w, r := open(t)
	w.snap.Clinic.Name, w.snap.User.Name, w.snap.Region = "\x1b]52;c;aGVq\x07Klinik", "\u202eAnna\nEk", "Västra\x1b[2J"
	w.snap.Card.Holder.Name = "\x1b[31mAnna"
	send(r, rang{})
	if view := r.View(); strings.ContainsAny(view, "\x1b\x07\u202e") {
		t.Errorf("%q", view)
	}
}

func TestFooterKeepsTheLastKeysAndTheReason(t *testing.T) {
	_, r := open(t)
	press(t, r, "enter")
	for w, last := range map[int]string{60: "Esc · ?", 80: "Esc tillbaka · ? hjälp", 120: "Esc tillbaka · ? hjälp"} {
		foot := r.footer(w)
		if !strings.Contains(foot, "(F8 skicka – 3 fel kvar)") || !strings.HasSuffix(strings.TrimSpace(foot), last) {
			t.Errorf("%d: %q", w, foot)
		}
	}
	front(r).typing = true
	if foot := r.footer(80); !strings.Contains(foot, "F1 hjälp") || strings.Contains(foot, "? hjälp") {
		t.Errorf("? is text while typing: %q", foot)
	}
}

// Esc that closes something on the screen is the way out, however many keys the
// screen has.
func TestFooterKeepsTheWayOut(t *testing.T) {
	_, r := open(t)
	s := front(r)
	s.modal = true
	for i := range 8 {
		s.actions = append(s.actions, screen.Action{Key: keys.New("F"+itoa(i), "gör någonting", "f"+itoa(i))})
	}
	s.actions = append(s.actions, screen.Action{Key: keys.As(keys.Back, "stäng")}, screen.Action{Key: keys.Search})
	for _, w := range []int{60, 80, 120} {
		foot := r.footer(w)
		if !strings.Contains(foot, "F0 gör någonting") || !strings.Contains(foot, "Esc stäng") || !strings.HasSuffix(strings.TrimSpace(foot), "?") || layout.Width(foot) != w {
			t.Errorf("%d: %q", w, foot)
		}
	}
}

func TestMenuFollowsThePlaces(t *testing.T) {
	_, r := open(t)
	if line := r.menuLine(80); !strings.Contains(line, "›1 Registrera") || !strings.Contains(line, "– Ladda upp") || !strings.Contains(line, "6 Utkast 7") {
		t.Errorf("%q", line)
	}
	press(t, r, "3")
	if line := r.menuLine(80); !strings.Contains(line, "›3 Era fakturor") || strings.Contains(line, "›1") {
		t.Errorf("%q", line)
	}
}

// A narrow window keeps every place that can be opened.
func TestMenuOfANarrowWindow(t *testing.T) {
	_, r := open(t)
	line := r.menuLine(60)
	for _, name := range []string{"1 Registrera", "3 Era fakturor", "6 Utkast 7"} {
		if !strings.Contains(line, name) {
			t.Errorf("%q is not in %q", name, line)
		}
	}
	if strings.Contains(line, "–") || layout.Width(line) != 60 {
		t.Errorf("%q", line)
	}
}

// BenchmarkView is the whole window after a key, goal 0.15 ms at 80×24 and
// 0.3 ms at 200×60, against filling as many bytes (BenchmarkFloorFill).
func BenchmarkView(b *testing.B) {
	for _, z := range []layout.Size{{W: 80, H: 24}, {W: 200, H: 60}} {
		b.Run(fmt.Sprintf("%dx%d", z.W, z.H), func(b *testing.B) {
			w := newWorld(b)
			r := w.root(theme.FromEnv("dark"))
			front(r).view = strings.Repeat(layout.Pad("  2026-11-014  Under behandling, åäö  16 150,00", z.W)+"\n", z.H-frameRows)
			r.Update(tea.WindowSizeMsg{Width: z.W, Height: z.H})
			b.ReportAllocs()
			for b.Loop() {
				r.Update(ticked{w.clock.Now()})
				front(r).got = ""
				_ = r.View()
			}
		})
	}
}

// BenchmarkFloorFill writes a window of spaces line by line.
func BenchmarkFloorFill(b *testing.B) {
	for b.Loop() {
		var out strings.Builder
		out.Grow(81 * 24)
		for range 24 {
			out.WriteString(layout.Spaces(80))
			out.WriteByte('\n')
		}
	}
}

// A sentence in the status line is never cut to make room for what stands there
// always.
func TestLongNoticeHasTheLineForItself(t *testing.T) {
	_, r := open(t)
	r.notice = strings.Repeat("rätta ", 11) + "slut."
	if line := r.status(80); !strings.Contains(line, "slut.") || layout.Width(line) != 80 {
		t.Errorf("%q", line)
	}
	r.notice = "Sparat."
	if line := r.status(80); !strings.Contains(line, r.card()) {
		t.Errorf("%q", line)
	}
}
