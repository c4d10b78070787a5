package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

// world is the state round the root, and the log of what happened in it.
type world struct {
	snap    app.Snapshot
	clock   *uitest.Clock
	log     []string
	broken  error // what saving fails with
	refused error // what a change of clinic fails with
	slow    bool  // screens wait for their load before they take a key
	made    []*fake
}

func (w *world) note(s string) { w.log = append(w.log, s) }

// fake is a screen that can do everything a screen may.
type fake struct {
	w                    *world
	name, arg            string
	got                  string // keys and messages it was given
	typing, modal, dirty bool
	loading              bool            // until its loaded has come
	asking               bool            // from a D to the next key
	actions              []screen.Action // in place of the usual ones
	view                 string
	panicIn              string
}

type loaded struct {
	screen.Mark
	what string
}

type saved struct {
	screen.Mark
	err error
}

func (s saved) Failed() error { return s.err }

func (p *fake) Init() tea.Cmd {
	return func() tea.Msg { return loaded{what: "(" + p.name + ")"} }
}

func (p *fake) Title() string { return "Sidan " + p.name }
func (p *fake) Typing() bool  { return p.typing }
func (p *fake) Modal() bool   { return p.modal }
func (p *fake) Loading() bool { return p.loading }
func (p *fake) Asking() bool  { return p.asking }
func (p *fake) Close()        { p.w.note("close " + p.name) }

func (p *fake) Flush() tea.Cmd {
	if p.panicIn == "flush" {
		panic("19340512-8350")
	}
	if !p.dirty {
		return nil
	}
	p.dirty = false
	return func() tea.Msg {
		p.w.note("save " + p.name)
		return saved{err: p.w.broken}
	}
}

func (p *fake) Actions() []screen.Action {
	if p.actions != nil {
		return p.actions
	}
	return []screen.Action{{Key: keys.Next}, {Key: keys.Send, Can: func() string { return "3 fel kvar" }}, {Key: keys.Undo}}
}

func (p *fake) Outline() outline.Outline {
	return outline.Outline{outline.Sentence{Text: p.view + p.got}}
}

func (p *fake) View(layout.Size) string {
	if p.panicIn == "view" {
		panic("19340512-8350")
	}
	return p.view + p.got
}

func (p *fake) Update(msg tea.Msg) screen.Step {
	switch m := msg.(type) {
	case loaded:
		p.got += m.what
		p.loading = false
	case saved:
		p.got += "[saved]"
	case screen.Unsaved:
		p.got += "[unsaved]"
	case screen.Changed:
		if p.panicIn == "changed" {
			panic("19340512-8350")
		}
		p.got += "[changed]"
	case screen.Tick:
		if p.panicIn == "tick" {
			panic("19340512-8350")
		}
		p.got += "[tick]"
	case tea.KeyMsg:
		return p.key(m)
	}
	return screen.Stay(nil)
}

func (p *fake) key(m tea.KeyMsg) screen.Step {
	switch m.String() {
	case "enter":
		return screen.Push(screen.Route{Name: "b"})
	case "ctrl+p":
		return screen.Replace(screen.Route{Name: "b"}).Say("Bytt")
	case "ctrl+b":
		return screen.Back()
	case "ctrl+x":
		return screen.Stay(func() tea.Msg { panic(errors.New("patient 19340512-8350")) })
	case "ctrl+y":
		panic("19340512-8350")
	case "ctrl+v":
		reply := func(s string) tea.Cmd { return func() tea.Msg { return loaded{what: s} } }
		return screen.Stay(tea.Batch(tea.Sequence(reply("1"), reply("2")), reply("3")))
	}
	p.asking = m.String() == "D"
	p.got += m.String()
	return screen.Stay(nil)
}

func newWorld(t testing.TB) *world {
	return &world{clock: uitest.NewClock(t, "2026-11-23 10:42:07"), snap: app.Snapshot{
		User: domain.User{HSAID: "SE0000000000-DEMO01", Name: "Anna Ek"}, Clinic: domain.Clinic{No: "31", Name: "Ängens tandklinik"},
		Region: "Västra Götalandsregionen", Portal: "Fakturaportalen", Demo: true, LoggedIn: true, Counts: app.Counts{Drafts: 7},
		Sync: app.SyncState{Phase: app.SyncOnline}, Card: app.CardState{Phase: app.CardUnlocked, Holder: app.Holder{Name: "Anna Ek"}},
	}}
}

func (w *world) place(name, title, menu, key, off string) screen.Place {
	return screen.Place{Name: name, Title: title, Menu: menu, Key: key, Off: off, Make: w.make(name)}
}

func (w *world) make(name string) func(string) screen.Screen {
	return func(arg string) screen.Screen {
		p := &fake{w: w, name: name, arg: arg, loading: w.slow}
		w.made = append(w.made, p)
		return p
	}
}

func (w *world) root(t *theme.Theme) *Root {
	return New(Config{
		Env:   screen.Env{Theme: t, Now: w.clock.Now},
		Start: screen.Route{Name: "a"},
		State: func() app.Snapshot { return w.snap },
		Seal:  func() { w.note("seal") },
		ChooseClinic: func(no string) error {
			w.note("clinic " + no)
			if w.refused == nil {
				w.snap.Clinic = domain.Clinic{No: no, Name: "Åbyns tandklinik"}
			}
			return w.refused
		},
		Find: func(words string) []screen.Target {
			return []screen.Target{{Title: "Utkast " + words, To: screen.Route{Name: "b", Arg: words}}}
		},
		Places: []screen.Place{
			w.place("a", "Registrera räkning", "Registrera", "1", ""),
			w.place("upload", "Ladda upp fakturafil", "Ladda upp", "2", "finns inte än"),
			w.place("b", "Era fakturor", "Era fakturor", "3", ""),
			w.place("clinic", "Klinikadministration", "Klinik", "4", "finns inte än"),
			w.place("support", "Support", "Support", "5", ""),
			w.place(screen.Drafts, "Utkast", "Utkast", "6", ""),
			{Name: screen.Login, Title: "Logga in", Inner: true, Make: w.make(screen.Login)},
			w.place(screen.Home, "Start", "", "", ""),
		},
	})
}

// open gives a root whose first screen has started.
func open(t testing.TB) (*world, *Root) {
	t.Helper()
	w := newWorld(t)
	r := w.root(theme.Plain())
	w.snap.Sync.LastSync = w.clock.Now()
	settle(r, r.Init())
	return w, r
}

// settle runs a command and everything it leads to; quit is what it reports.
func settle(r *Root, c tea.Cmd) (quit bool) {
	for _, m := range uitest.Run(c) {
		if _, ok := m.(tea.QuitMsg); ok {
			quit = true
			continue
		}
		_, next := r.Update(m)
		quit = settle(r, next) || quit
	}
	return quit
}

func send(r *Root, m tea.Msg) bool { _, c := r.Update(m); return settle(r, c) }

func press(t testing.TB, r *Root, names ...string) (quit bool) {
	t.Helper()
	for _, n := range names {
		quit = send(r, uitest.Key(t, n)) || quit
	}
	return quit
}

func front(r *Root) *fake { return r.top().s.(*fake) }

func TestKeysTypedAheadReachTheNewScreen(t *testing.T) {
	_, r := open(t)
	for _, n := range []string{"enter", "å"} { // without waiting for any command
		r.Update(uitest.Key(t, n))
	}
	if front(r).name != "b" || front(r).got != "å" {
		t.Errorf("%s got %q", front(r).name, front(r).got)
	}
}

// What a screen reads may be what the one before it still writes: a draft is opened
// once its last save is done.
func TestAScreenBeginsOnceTheLeftOnesHaveSaved(t *testing.T) {
	w, r := open(t)
	w.slow = true
	front(r).dirty = true
	_, save := r.Update(uitest.Key(t, "ctrl+p"))
	r.Update(uitest.Key(t, "x"))
	if got := front(r).got; front(r).name != "b" || got != "" {
		t.Fatalf("%s began before the save: %q", front(r).name, got)
	}
	settle(r, save)
	if got := front(r).got; got != "(b)x" || !slices.Contains(w.log, "save a") {
		t.Errorf("%q, %v", got, w.log)
	}
}

// Characters of one read are keys one by one: "3" is the menu's, the rest is the
// new screen's; a paste stays whole.
func TestCharactersOfOneReadAreKeys(t *testing.T) {
	_, r := open(t)
	r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("3xå")})
	if front(r).name != "b" || front(r).got != "xå" {
		t.Errorf("%s got %q", front(r).name, front(r).got)
	}
	_, r = open(t)
	r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("3x"), Paste: true})
	if front(r).name != "a" || front(r).got != "(a)[3x]" {
		t.Errorf("pasted: %s got %q", front(r).name, front(r).got)
	}
}

func TestLateRepliesAreDropped(t *testing.T) {
	_, r := open(t)
	_, late := r.Update(uitest.Key(t, "enter"))
	press(t, r, "esc")
	settle(r, late)
	if got := front(r).got; got != "(a)[changed]" {
		t.Errorf("%q", got)
	}
}

func TestRepliesThroughBatchAndSequenceFindTheirScreen(t *testing.T) {
	_, r := open(t)
	_, cmd := r.Update(uitest.Key(t, "ctrl+v"))
	r.Update(uitest.Key(t, "enter"))
	settle(r, cmd)
	if got := r.stack[0].s.(*fake).got; got != "(a)123" {
		t.Errorf("%q", got)
	}
	if got := front(r).got; got != "" {
		t.Errorf("the other screen got %q", got)
	}
}

func TestOnlyTheTopNavigates(t *testing.T) {
	w, r := open(t)
	press(t, r, "enter")
	if got := r.apply(0, screen.Reset(screen.Route{Name: "support"})); got != nil || len(r.stack) != 2 {
		t.Error("a screen below moved the user")
	}
	press(t, r, "ctrl+p")
	if len(r.stack) != 2 || r.notice != "Bytt" || !slices.Contains(w.log, "close b") {
		t.Error("replace:", len(r.stack), r.notice, w.log)
	}
	press(t, r, "esc")
	if r.notice != "" {
		t.Errorf("%q still stands on another screen", r.notice)
	}
	press(t, r, "esc", "esc")
	if len(r.stack) != 1 || front(r).name != "a" {
		t.Error("the first screen stays")
	}
	if !strings.HasSuffix(front(r).got, "escesc") {
		t.Error("the first screen may use Esc itself:", front(r).got)
	}
}

func TestEscIsTheScreensWhileModal(t *testing.T) {
	_, r := open(t)
	press(t, r, "enter")
	front(r).modal = true
	press(t, r, "esc")
	if front(r).name != "b" || !strings.HasSuffix(front(r).got, "esc") {
		t.Error("Esc left a screen with an open list")
	}
}

func TestDigitsAreMenuOnlyWhereNobodyTypes(t *testing.T) {
	_, r := open(t)
	front(r).typing = true
	press(t, r, "3", "?")
	if front(r).name != "a" || front(r).got != "(a)3?" {
		t.Errorf("%s %q", front(r).name, front(r).got)
	}
	press(t, r, "alt+3")
	if front(r).name != "b" {
		t.Error("Alt and a digit is menu while typing too")
	}
	press(t, r, "1")
	if front(r).name != "a" || len(r.stack) != 1 {
		t.Error("menu")
	}
	send(r, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("3"), Paste: true})
	if front(r).name != "a" {
		t.Error("a pasted digit is text")
	}
	press(t, r, "2")
	if front(r).name != "a" || r.notice != "Ladda upp fakturafil – finns inte än" {
		t.Error("a place that is off says why:", r.notice)
	}
}

func TestNoMenuBeforeLogin(t *testing.T) {
	w, r := open(t)
	w.snap.Clinic = domain.Clinic{}
	press(t, r, "3", "alt+3", "ctrl+g")
	if front(r).name != "a" || r.over != nil {
		t.Error("went to a place without a clinic")
	}
}

func TestTextIsNFCFromTheKeysOn(t *testing.T) {
	_, r := open(t)
	send(r, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("Sjo\u0308")})
	if got := front(r).got; got != "(a)Sjö" {
		t.Errorf("%q", got)
	}
}

func TestNoticeStandsForAWhileWhateverIsPressed(t *testing.T) {
	w, r := open(t)
	press(t, r, "2", "x", "y")
	if r.notice == "" {
		t.Error("a key wiped the notice")
	}
	send(r, ticked{w.clock.Now().Add(noticeFor + time.Second)})
	if r.notice != "" {
		t.Error("the notice never goes")
	}
}

func TestDoorbellAndClockReachEveryScreen(t *testing.T) {
	w, r := open(t)
	press(t, r, "enter")
	send(r, rang{})
	send(r, ticked{w.clock.Now()})
	for _, e := range r.stack {
		if got := e.s.(*fake).got; !strings.HasSuffix(got, "[changed][tick]") {
			t.Errorf("%s got %q", e.to.Name, got)
		}
	}
}

func TestLeavingSavesAndAFailedSaveComesBack(t *testing.T) {
	w, r := open(t)
	press(t, r, "enter")
	front(r).dirty = true
	press(t, r, "esc")
	if front(r).name != "a" || !slices.Equal(w.log, []string{"save b", "close b"}) {
		t.Error(front(r).name, w.log)
	}
	press(t, r, "enter")
	front(r).dirty, w.broken = true, errors.New("disk full")
	press(t, r, "esc")
	if front(r).name != "b" || !strings.Contains(front(r).got, "[saved]") || r.notice == "" {
		t.Error("what could not be saved was let go")
	}
}

func TestQuitSavesFirst(t *testing.T) {
	w, r := open(t)
	front(r).dirty = true
	press(t, r, "enter")
	front(r).dirty = true
	if !press(t, r, "ctrl+c") {
		t.Error("did not leave")
	}
	if !slices.Equal(w.log, []string{"save a", "save b"}) {
		t.Error(w.log)
	}
}

func TestQuitStaysIfSavingFails(t *testing.T) {
	w, r := open(t)
	w.broken = errors.New("disk full")
	front(r).dirty = true
	if press(t, r, "ctrl+c") {
		t.Fatal("left with work unsaved")
	}
	front(r).dirty = true
	if press(t, r, "x") || press(t, r, "ctrl+c") {
		t.Error("another key in between means to stay")
	}
	if !press(t, r, "ctrl+c") {
		t.Error("the second press leaves")
	}
}

func TestL8SmallWindowSavesAndSaysSo(t *testing.T) {
	w, r := open(t)
	front(r).dirty = true
	send(r, tea.WindowSizeMsg{Width: 40, Height: 10})
	if !slices.Contains(w.log, "save a") {
		t.Error("it claims that all is saved")
	}
	press(t, r, "x")
	if strings.Contains(front(r).got, "x") {
		t.Error("a key nobody could see was taken")
	}
}

// saver is a screen that tells when what is typed was saved.
type saver struct {
	screen.Screen
	at    time.Time
	waits bool
}

func (s saver) SavedAt() time.Time { return s.at }

func (s saver) Waits() bool { return s.waits }

// A window that is too small promises nothing that the disk does not hold.
func TestL8SmallWindowDoesNotPromiseWhatIsNotSaved(t *testing.T) {
	w, r := open(t)
	const promise = "är sparat"
	send(r, tea.WindowSizeMsg{Width: 40, Height: 10})
	top := &r.stack[len(r.stack)-1]
	top.s = saver{Screen: top.s, at: w.clock.Now()}
	if !strings.Contains(r.View(), promise) {
		t.Errorf("saved, and not told:\n%s", r.View())
	}
	top.s = saver{Screen: top.s}
	if view := r.View(); strings.Contains(view, promise) || !strings.Contains(view, "för litet") {
		t.Errorf("the disk is full:\n%s", view)
	}
}

func TestStopSavesAndEndsComeWhatMay(t *testing.T) {
	w, r := open(t)
	w.broken = errors.New("disk full")
	front(r).dirty = true
	if !send(r, stop{}) || !slices.Contains(w.log, "save a") {
		t.Error("the computer shuts down and we stay")
	}
}

func TestLogOutGoesToTheStart(t *testing.T) {
	w, r := open(t)
	press(t, r, "3")
	w.snap = app.Snapshot{}
	send(r, rang{})
	if len(r.stack) != 1 || front(r).name != "a" {
		t.Error(front(r).name)
	}
}

func TestTheStartPageStaysBelowTheMenu(t *testing.T) {
	w, r := open(t)
	settle(r, r.apply(0, screen.Reset(screen.Route{Name: screen.Home})))
	press(t, r, "1", "enter")
	front(r).dirty = true
	press(t, r, "3")
	if len(r.stack) != 2 || front(r).name != "b" || !slices.Contains(w.log, "save b") {
		t.Error(len(r.stack), front(r).name, w.log)
	}
	if line := r.menuLine(80); !strings.Contains(line, "›3 Era fakturor") {
		t.Errorf("%q", line)
	}
	if rule := r.rule(80); !strings.HasPrefix(rule, "── Sidan b ──") {
		t.Errorf("%q", rule)
	}
	press(t, r, "esc")
	if len(r.stack) != 1 || front(r).name != screen.Home {
		t.Error("Esc does not lead to the start page")
	}
}
