package width

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/mattn/go-runewidth"
	"github.com/rivo/uniseg"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/test/tmux"
)

// childResult makes the test binary ask the terminal it runs in; the answer goes
// into the file of this name.
const childResult = "TANDTUI_WIDTH_RESULT"

func TestMain(m *testing.M) {
	file := os.Getenv(childResult)
	if file == "" {
		os.Exit(m.Run())
	}
	said := "all agree"
	if err := askTerminal(); err != nil {
		said = err.Error()
	}
	if err := os.WriteFile(file, []byte(said), 0o600); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// samples are all characters as they are drawn, each between two letters, after
// itself and after wide ones; then random strings of the difficult ones.
func samples(yield func(string) bool) {
	difficult := []rune{'a', 'å', '語', '한', '👍', '👩', '\u200d', '\ufe0f', '🏽', '\u0301', '🇸', '🇪', 'ำ', '์', '\u1161', '\u11a8', '\u3164', '\u2800', '\u20e3', '☺', '9', '\u094d', 'क', 'ﾞ', '\ufffd', '\u00ad'}
	seen := map[string]bool{}
	for r := rune(0xa0); r <= unicode.MaxRune; r++ {
		if !unicode.IsGraphic(r) || unicode.Is(unicode.Co, r) {
			continue
		}
		for _, s := range []string{"a" + string(r) + "b", "語" + string([]rune{r, r}) + "👍"} {
			if s = text.Safe(s); !seen[s] && !yield(s) {
				return
			}
			seen[s] = true
			if unicode.Is(unicode.Han, r) && r%64 != 0 || unicode.Is(unicode.Hangul, r) && r%16 != 0 {
				break // as its neighbours
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteRune(difficult[random.IntN(len(difficult))])
		}
		if !yield(text.Safe(b.String())) {
			return
		}
	}
}

// TestV12LibrariesAgree: the measure of layout, that of what Bubble Tea draws with,
// uniseg, and the sum of go-runewidth.
func TestV12LibrariesAgree(t *testing.T) {
	runes := runewidth.NewCondition()
	runes.EastAsianWidth, runes.StrictEmojiNeutral = false, true
	n := 0
	for s := range samples {
		n++
		sum := 0
		for _, r := range s {
			sum += runes.RuneWidth(r)
		}
		w := layout.Width(s)
		if w != ansi.StringWidth(s) || w != uniseg.StringWidth(s) || w != sum {
			t.Errorf("%+q: layout %d, ansi %d, uniseg %d, go-runewidth %d", s, w, ansi.StringWidth(s), uniseg.StringWidth(s), sum)
		}
	}
	if n < 100_000 {
		t.Errorf("only %d samples", n)
	}
}

// TestV12TheTerminalAgrees asks tmux where its cursor stands after each sample.
func TestV12TheTerminalAgrees(t *testing.T) {
	result := filepath.Join(t.TempDir(), "result")
	x, err := tmux.Start(tmux.Options{Width: 80, Height: 24, Env: []string{childResult + "=" + result}, Command: os.Args[:1]})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Stop() }()
	for tick := time.Tick(50 * time.Millisecond); ; <-tick {
		if dead, _, err := x.Dead(); err != nil || dead {
			break
		}
	}
	if said, err := os.ReadFile(result); err != nil || string(said) != "all agree" {
		t.Errorf("%v: %s", err, said)
	}
}

// batch is how many samples are under way at once.
const batch = 64

func askTerminal() error {
	before, err := term.MakeRaw(os.Stdin.Fd())
	if err != nil {
		return err
	}
	defer func() { _ = term.Restore(os.Stdin.Fd(), before) }()
	answers := bufio.NewReader(os.Stdin)
	var asked []string
	ask := func() error {
		var all strings.Builder
		for _, s := range asked {
			all.WriteString("\r\x1b[K" + s + "\x1b[6n")
		}
		if _, err := os.Stdout.WriteString(all.String()); err != nil {
			return err
		}
		for _, s := range asked {
			answer, err := answers.ReadString('R')
			if err != nil {
				return err
			}
			var row, column int
			if _, err := fmt.Sscanf(answer, "\x1b[%d;%dR", &row, &column); err != nil {
				return err
			}
			if column-1 != layout.Width(s) {
				return fmt.Errorf("%+q: the terminal draws %d cells, counted were %d", s, column-1, layout.Width(s))
			}
		}
		asked = asked[:0]
		return nil
	}
	for s := range samples {
		if asked = append(asked, s); len(asked) == batch {
			if err := ask(); err != nil {
				return err
			}
		}
	}
	return ask()
}
