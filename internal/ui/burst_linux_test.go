package ui

import (
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"

	"example.org/tandtui/internal/ui/terminal"
	"example.org/tandtui/internal/ui/uitest"
)

// sequences are the keys of a scenario that are no characters, as terminals send
// them.
var sequences = map[string]string{
	"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"delete": "\x1b[3~", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f8": "\x1b[19~", "f10": "\x1b[21~",
	"ctrl+d": "\x04", "ctrl+k": "\x0b", "ctrl+w": "\x17", "ctrl+z": "\x1a", "ctrl+g": "\x07", "alt+3": "\x1b3", "alt+6": "\x1b6", "alt+9": "\x1b9", "alt+a": "\x1ba", "space": " ", "f1": "\x1bOP",
}

// stroke is a key of a scenario: a name in angle brackets, else a character.
type stroke struct{ name, bytes string }

var strokeForm = regexp.MustCompile(`<[a-z0-9+]+>|(?s:.)`)

func strokesOf(t *testing.T, scenario string) (list []stroke) {
	t.Helper()
	for _, s := range strokeForm.FindAllString(scenario, -1) {
		name := strings.Trim(s, "<>")
		if name == s {
			list = append(list, stroke{s, s})
			continue
		}
		b, ok := sequences[name]
		if !ok {
			t.Fatalf("no terminal sends %q", s)
		}
		if name == "space" {
			name = " "
		}
		list = append(list, stroke{name, b})
	}
	return list
}

const (
	loggedIn = "123456<enter>"
	atWork   = "<enter>" // the first of two clinics
	// N is chosen by hand: what the region's answer fills in comes when it comes.
	typedOn = "6009172336<enter>n<tab>m1<enter><tab>2026-11-020<enter>45678<enter><enter><enter>101<enter>301<enter>"
)

// scenarios has one for each screen at least. What is typed while the PIN is tried
// is dropped, so that no digit of it lands elsewhere: each begins where the steps
// before have led.
var scenarios = []struct {
	name   string
	before []string
	keys   string
}{
	{"login", nil, loggedIn},
	{"clinics", []string{loggedIn}, "<down><enter>"},
	{"clinics, a bill at once", []string{loggedIn}, atWork + "1" + typedOn},
	{"home", []string{loggedIn, atWork}, "<down><down><up>"},
	{"home to invoices", []string{loggedIn, atWork}, "<down><down><enter><down>"},
	{"bill", []string{loggedIn, atWork}, "1" + typedOn + "<ctrl+k><up><up>311<enter>"},
	{"bill, the fees", []string{loggedIn, atWork}, "1" + typedOn + "<alt+a>"},
	{"bill, a second one", []string{loggedIn, atWork}, "1" + typedOn + "<f6>4309189126<enter>"},
	{"bill, taken back", []string{loggedIn, atWork}, "1" + typedOn + "<ctrl+z><ctrl+z>103<enter>"},
	{"bill, last look", []string{loggedIn, atWork}, "1" + typedOn + "<f8>"},
	{"bill, another date", []string{loggedIn, atWork}, "1" + typedOn + "ig<enter>302<enter>"},
	{"home visit", []string{loggedIn, atWork}, "8<tab><tab>2026-H1<enter><tab>101<enter>301<enter><down>6009172336<enter>4309189126<enter>"},
	{"entitlement", []string{loggedIn, atWork}, "76009172336<enter>"},
	{"drafts", []string{loggedIn, atWork}, "1" + typedOn + "<alt+6>/1960<enter>"},
	{"drafts, thrown away", []string{loggedIn, atWork}, "1" + typedOn + "<alt+6><delete><ctrl+z>"},
	{"invoices", []string{loggedIn, atWork}, "3<down>"},
	{"invoices, searched", []string{loggedIn, atWork}, "3/014<enter>"},
	{"invoice", []string{loggedIn, atWork}, "3<enter><enter>"},
	{"invoice, a question", []string{loggedIn, atWork}, "3<enter>D"},
	{"invoice, the next one", []string{loggedIn, atWork}, "3<enter><right><left><enter>"},
	{"invoice, as a file", []string{loggedIn, atWork}, "3<enter>x"},
	{"history", []string{loggedIn, atWork}, "3<enter>h<down>"},
	{"credit", []string{loggedIn, atWork}, "3<right><enter>ka<space><f8>"},
	{"sums", []string{loggedIn, atWork}, "3u<down><down>"},
	{"reconcile", []string{loggedIn, atWork}, "3bt/x"},
	{"reconcile, a file", []string{loggedIn, atWork}, "3bobank/utdrag"},
	{"receipt", []string{loggedIn, atWork, "1" + typedOn + "<alt+a><f8>"}, "<enter>"},
	{"outbox", []string{loggedIn, atWork, "1" + typedOn + "<alt+a><f8>", "<enter>"}, "<alt+9><down>"},
	{"support", []string{loggedIn, atWork}, "5<down><down>"},
	{"go to", []string{loggedIn, atWork}, "<ctrl+g>fakturor"},
	{"help", []string{loggedIn, atWork}, "1<f1><down>"},
}

// settled plays steps one key after the other and gives the frame after each step:
// each key has had all its answers, and been seen, before the next.
func settled(t *testing.T, steps []string) (frames []string) {
	t.Helper()
	x := startWhole(t, false)
	follow := func(msg tea.Msg) {
		send(x.root, msg)
		for {
			select {
			case c := <-x.app.Updates():
				send(x.root, rang{c})
				continue
			default:
			}
			return
		}
	}
	settle(x.root, x.root.Init())
	follow(tea.WindowSizeMsg{Width: 80, Height: 24})
	for _, step := range steps {
		for _, k := range strokesOf(t, step) {
			x.pass(time.Second)
			follow(uitest.Key(t, k.name))
		}
		frames = append(frames, still(x.root.View()))
	}
	return frames
}

// film is the program in its real event loop on a terminal.
type film struct {
	*whole
	tty    io.StringWriter
	frames chan string
}

func startFilm(t *testing.T) *film {
	t.Helper()
	x := &film{whole: startWhole(t, true), frames: make(chan string, 1)}
	tty, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = tty.Close(), slave.Close() })
	x.tty = tty
	keys := terminal.NewReader(slave, func() {}, &x.root.secret)
	x.root.reads = keys.Reads.Load
	p := tea.NewProgram(&filmed{x.root, x.frames}, tea.WithInput(keys), tea.WithOutput(io.Discard), tea.WithoutSignalHandler())
	ended := make(chan struct{})
	go func() { defer close(ended); _, _ = p.Run() }()
	t.Cleanup(func() { p.Quit(); <-ended }) // which waits for the reader; Kill does not, and the terminal is closed next
	p.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return x
}

// burst writes keys in one piece and gives the first frame that is as wanted, or
// the last one.
func (x *film) burst(t *testing.T, keys []stroke, want string) (last string) {
	t.Helper()
	var all strings.Builder
	for _, k := range keys {
		all.WriteString(k.bytes)
	}
	x.pass(time.Minute) // all of it comes at one time
	if _, err := x.tty.WriteString(all.String()); err != nil {
		t.Fatal(err)
	}
	for late := time.After(10 * time.Second); ; {
		select {
		case frame := <-x.frames:
			if last = still(frame); last == want {
				return last
			}
		case <-late:
			return last
		}
	}
}

// filmed is the root whose newest frame can be had.
type filmed struct {
	*Root
	frames chan string
}

func (w *filmed) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := w.Root.Update(msg)
	return w, cmd
}

func (w *filmed) View() string {
	frame := w.Root.View()
	select {
	case <-w.frames:
	default:
	}
	w.frames <- frame
	return frame
}

// still is a frame without the times of day in it, and without the notice or the
// word of saving that stands in the status line for some seconds.
func still(frame string) string {
	lines := strings.Split(clockTimes.ReplaceAllString(frame, "TT:TT"), "\n")
	lines[len(lines)-2] = ""
	return strings.Join(lines, "\n")
}

var clockTimes = regexp.MustCompile(`\d\d:\d\d(:\d\d)?`)

// Lines that the terminal does not mark as pasted answer no question: D asks, and
// what follows in the same piece is dropped, also over line breaks.
func TestPastedLinesAnswerNoQuestion(t *testing.T) {
	steps := []string{loggedIn, atWork, "3<enter>D"}
	want := settled(t, steps)
	x := startFilm(t)
	steps[2] += "<enter>j<enter>jjJ<enter>"
	for i, step := range steps {
		if got := x.burst(t, strokesOf(t, step), want[i]); got != want[i] {
			t.Fatalf("%s\nasked:\n%s\nafter a paste:\n%s", step, want[i], got)
		}
	}
	if n := x.app.Snapshot().Outbox; n > 0 {
		t.Errorf("%d commands in the outbox", n)
	}
}

// L9: all keys of a scenario in one read lead to the same frame as one by one, on
// every screen.
func TestL9BurstOnEveryScreen(t *testing.T) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			steps := append(slices.Clone(s.before), s.keys)
			want := settled(t, steps)
			x := startFilm(t)
			for i, step := range steps {
				if got := x.burst(t, strokesOf(t, step), want[i]); got != want[i] {
					t.Fatalf("%s\none by one:\n%s\nin one read:\n%s", step, want[i], got)
				}
			}
		})
	}
}
