package uitest_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// recorder is a test that notes its failures instead of failing.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper()                   {}
func (r *recorder) Error(a ...any)            { r.failures = append(r.failures, fmt.Sprint(a...)) }
func (r *recorder) Errorf(f string, a ...any) { r.failures = append(r.failures, fmt.Sprintf(f, a...)) }
func (r *recorder) Fatalf(f string, a ...any) { r.Errorf(f, a...); panic(r) }
func (r *recorder) wants(t *testing.T, part string) {
	t.Helper()
	if !strings.Contains(strings.Join(r.failures, "\n"), part) {
		t.Errorf("no failure about %q in %q", part, r.failures)
	}
}

type probe struct {
	got   string
	view  string
	binds []key.Binding
	told  outline.Outline
}

type answer struct {
	screen.Mark
	s string
}

func reply(s string) tea.Cmd { return func() tea.Msg { return answer{s: s} } }

func (p *probe) Init() tea.Cmd            { return reply("init ") }
func (p *probe) View(layout.Size) string  { return p.view }
func (p *probe) Actions() []screen.Action { return screen.Shown(p.binds...) }
func (p *probe) Outline() outline.Outline { return p.told }
func (p *probe) Flush() tea.Cmd           { return reply("flush ") }
func (p *probe) Update(m tea.Msg) screen.Step {
	switch m := m.(type) {
	case answer:
		p.got += m.s
	case screen.Tick:
		p.got += m.Now.Format("05.00 ")
	case tea.KeyMsg:
		switch m.String() {
		case "f8":
			return screen.Stay(tea.Batch(tea.Sequence(reply("1 "), reply("2 ")), reply("3 ")))
		case "enter":
			return screen.Reset(screen.Route{Name: "x"}).With(reply("lost "))
		case "n":
			return screen.Stay(nil).Say("sagt")
		}
		p.got += m.String() + " "
	}
	return screen.Stay(nil)
}

func TestPlayerDoesTheRootsPart(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	s := &probe{}
	p := uitest.Open(t, clock, s)
	p.Press("shift+tab", "ctrl+s", "f8", "alt+3", " ", "å")
	p.Type("ö")
	p.Paste("två ord")
	p.Wait(500 * time.Millisecond)
	p.Flush()
	p.Press("n")
	if p.Last.Notice != "sagt" {
		t.Error("a notice goes unseen")
	}
	p.Press("enter", "x")
	want := "init shift+tab ctrl+s 1 2 3 alt+3   å ö [två ord] 07.25 07.50 flush "
	if s.got != want {
		t.Errorf("\n%q, want\n%q", s.got, want)
	}
	if p.Last.To.Name != "x" || !p.Closed {
		t.Error("navigation:", p.Last, p.Closed)
	}
	if got := clock.Now().Format(time.DateTime + ".00"); got != "2026-11-23 10:42:07.50" {
		t.Error(got)
	}
}

func TestAWordThatIsDrawnAndNotToldFails(t *testing.T) {
	s := &probe{told: outline.Outline{outline.Field{Label: "Summa", Value: "16 150,00"}, outline.Sentence{Text: "Räkningen är underkänd."}}}
	for view, want := range map[string]string{
		"│ Summa 16 150,00 │ ✗ Räkn… är under-\nkänd.": "",
		"Summa 16 151,00": "151",
		"Summa lön":       "lön",
		"Sum… Skr…":       "skr",
		"(F8 skicka)":     "f8",
	} {
		r := &recorder{TB: t}
		s.view = view
		uitest.CheckOutline(r, s, layout.Size{W: 40, H: 3})
		if want == "" && len(r.failures) > 0 {
			t.Errorf("%q: %q", view, r.failures)
		}
		if want != "" {
			r.wants(t, `"`+want+`"`)
		}
	}
	s.binds = []key.Binding{keys.Send}
	r := &recorder{TB: t}
	s.view = "(F8 skicka)"
	if uitest.CheckOutline(r, s, layout.Size{W: 40, H: 3}); len(r.failures) > 0 {
		t.Error("actions are told:", r.failures)
	}
}

func TestFramesThatDoNotFitFail(t *testing.T) {
	r := &recorder{TB: t}
	uitest.CheckFrame(r, "abc\nabcd\nab", layout.Size{W: 3, H: 2})
	r.wants(t, "3 lines")
	r.wants(t, "line 1 is 4")
	r.wants(t, "line 2 is 2")

	t.Chdir(t.TempDir())
	r = &recorder{TB: t}
	p := uitest.Open(r, uitest.NewClock(t, "2026-11-23 10:42:07"), &probe{view: strings.Repeat(strings.Repeat("å", 130)+"\n", 50)})
	func() {
		defer func() { _ = recover() }() // no golden file
		p.Golden("x")
	}()
	r.wants(t, "130 cells wide")
	r.wants(t, "51 lines")
	r.wants(t, "-update")
}

func TestGoldenSeesEveryChange(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	z := layout.Size{W: 3, H: 1}
	if err := os.WriteFile("testdata/x-3x1.golden", []byte("ab \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &recorder{TB: t}
	uitest.CompareFrame(r, "x", z, "ab ")
	if len(r.failures) > 0 {
		t.Error(r.failures)
	}
	uitest.CompareFrame(r, "x", z, "ab")
	r.wants(t, "differs")
}

func TestLooksAndKeysAreJudged(t *testing.T) {
	r := &recorder{TB: t}
	uitest.Distinct(r, "\x1b[31mfel\x1b[0m", "fel")
	r.wants(t, "look alike")
	r = &recorder{TB: t}
	uitest.Distinct(r, "✗ fel", "fel")
	uitest.CheckKeys(r, &probe{binds: []key.Binding{keys.Back, keys.Send}})
	if len(r.failures) > 0 {
		t.Error(r.failures)
	}
	uitest.CheckKeys(r, &probe{binds: []key.Binding{keys.New("F1", "annat", "f1", "ctrl+b")}})
	r.wants(t, "f1: both")
}
