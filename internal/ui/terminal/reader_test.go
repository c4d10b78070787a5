package terminal

import (
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/muesli/cancelreader"
	"pgregory.net/rapid"
)

// tb is a test of either kind.
type tb interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// typist writes to a Reader through a pipe; its clock stands still but for wait.
type typist struct {
	*Reader
	in   *os.File
	gone int
	time time.Time
	slow []string // what comes while the reader waits for more
}

func newTypist(t testing.TB) *typist {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = in.Close(), out.Close() })
	x := &typist{in: in, time: time.Unix(0, 0)}
	x.Reader = NewReader(out, func() { x.gone++ }, new(atomic.Bool))
	x.now = func() time.Time { return x.time }
	x.more = func(d time.Duration) bool {
		if waiting(out, 0) {
			return true
		}
		if len(x.slow) > 0 {
			x.write(t, x.slow[0])
			x.slow = x.slow[1:]
			return true
		}
		x.time = x.time.Add(d)
		return false
	}
	return x
}

func (x *typist) write(t tb, s string) {
	t.Helper()
	if _, err := x.in.WriteString(s); err != nil {
		t.Fatal(err)
	}
}

// read gives the reads that Bubble Tea would make for what has been written.
func (x *typist) read(t tb) (reads []string) {
	t.Helper()
	for waiting(x.File, 0) {
		buf := make([]byte, 256)
		n, err := x.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		if n == len(buf) {
			t.Fatal("a full buffer makes Bubble Tea wait for more")
		}
		if strings.Trim(string(buf[n:]), "\x00") != "" {
			t.Fatalf("something is left behind what was read: %q", buf)
		}
		reads = append(reads, string(buf[:n]))
	}
	return reads
}

// TestT7EveryCharacterArrives: a burst longer than one read, whose characters do
// not end where reads do.
func TestT7EveryCharacterArrives(t *testing.T) {
	for before := range 300 {
		x := newTypist(t)
		typed := strings.Repeat("x", before) + "åäöåäö€\x1b[3~ü\x1b[24;2~é👍"
		x.write(t, typed)
		reads := x.read(t)
		for _, r := range reads {
			if !utf8.ValidString(r) || complete([]byte(r)) != len(r) {
				t.Fatalf("after %d: a read is cut in a character or key: %q", before, r)
			}
		}
		if got := strings.Join(reads, ""); got != typed {
			t.Fatalf("after %d: %q, want %q", before, got, typed)
		}
	}
}

// TestT7HalvesAreJoined: a character comes in parts, at any time; a key within
// the time that it may take.
func TestT7HalvesAreJoined(t *testing.T) {
	for _, whole := range []string{"å", "€", "👍", "\x1b[A", "\x1bOP", "\x1b[15;5~", "\x1b\x1b[A", "\x1bå", "\x1b[[A"} {
		for cut := 1; cut < len(whole); cut++ {
			x := newTypist(t)
			x.slow = []string{whole[cut:]}
			x.write(t, "a"+whole[:cut])
			got := x.read(t)
			for _, late := range x.slow { // what nobody waits for
				x.write(t, late)
				got = append(got, x.read(t)...)
			}
			if strings.Join(got, "") != "a"+whole || strings.TrimPrefix(got[len(got)-1], "a") != whole {
				t.Errorf("%q cut at %d: %q", whole, cut, got)
			}
		}
	}
}

// TestT7NothingIsMadeOrLost holds for all bytes, whatever they are.
func TestT7NothingIsMadeOrLost(t *testing.T) {
	x := newTypist(t)
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.SliceOfN(rapid.SampledFrom([]string{"x", "å", "\xc3", "\xff", "\x1b", "\x1b[", "1", "A", "~", "O", "\r", "👍", "\x1b[1;5A"}), 0, 400).Draw(t, "typed")
		all := strings.Join(typed, "") + "z" // what ends in half a character waits
		x.write(t, all)
		if got := strings.Join(x.read(t), ""); got != all {
			t.Fatalf("%q, want %q", got, all)
		}
	})
}

func TestEscAloneIsNotHeldBack(t *testing.T) {
	x := newTypist(t)
	for _, key := range []string{"\x1b", "\x1b[", "\x1bO"} {
		x.write(t, key)
		if got := x.read(t); len(got) != 1 || got[0] != key {
			t.Errorf("%q: %q", key, got)
		}
	}
	if since := x.time.Sub(time.Unix(0, 0)); since > 3*keyPatience {
		t.Errorf("waited %v", since)
	}
}

// TestASecretIsReadCharacterByCharacter, however fast it is typed.
func TestASecretIsReadCharacterByCharacter(t *testing.T) {
	x := newTypist(t)
	x.secret.Store(true)
	x.write(t, "12å\x1b[A3")
	var got []string
	for _, r := range x.read(t) {
		if r != "" {
			got = append(got, r)
		}
	}
	if strings.Join(got, "|") != "1|2|å|\x1b[A|3" {
		t.Errorf("%q", got)
	}
}

// TestTheEndOfTheKeyboardIsTold: a terminal that has gone gives either an error,
// which Bubble Tea heeds, or the end of input, which it does not.
func TestTheEndOfTheKeyboardIsTold(t *testing.T) {
	x := newTypist(t)
	x.write(t, "a")
	if got := x.read(t); len(got) != 1 || x.gone != 0 {
		t.Error("a key is no end:", got, x.gone)
	}
	_ = x.in.Close()
	if _, err := x.Read(make([]byte, 256)); !errors.Is(err, io.EOF) || x.gone != 1 {
		t.Error("the end went unheard:", err, x.gone)
	}
	var _ cancelreader.File = x.Reader // Bubble Tea must still be able to poll it
}

const start, end = "\x1b[200~", "\x1b[201~"

func TestAPasteStaysOne(t *testing.T) {
	for _, pasted := range []string{"hej", strings.Repeat("räkning ", 5000), "a\x03b\x1bOQc", "\x1b[97u"} {
		x := newTypist(t)
		go func() { _, _ = x.in.WriteString("1" + start + pasted + end + "2") }()
		want := "1" + start + pasted + end + "2"
		var got strings.Builder
		for got.Len() < len(want) {
			buf := make([]byte, 256)
			n, err := x.Read(buf)
			if err != nil {
				t.Fatal(err)
			}
			got.Write(buf[:n])
		}
		if got.String() != want {
			t.Errorf("%.40q came as %.40q", want, got.String())
		}
	}
}

// TestT6APasteWithoutItsEndEnds: by itself after a second, also while somebody
// types on, and at once with a key that locks or leaves.
func TestT6APasteWithoutItsEndEnds(t *testing.T) {
	t.Run("by itself", func(t *testing.T) {
		x := newTypist(t)
		x.write(t, start+"hej")
		if got := strings.Join(x.read(t), ""); got != start+"hej"+end {
			t.Errorf("%q", got)
		}
		if took := x.time.Sub(time.Unix(0, 0)); took != pastePatience {
			t.Errorf("after %v", took)
		}
		x.write(t, "x")
		if got := strings.Join(x.read(t), ""); got != "x" {
			t.Errorf("the next key: %q", got)
		}
	})
	t.Run("half an end mark", func(t *testing.T) {
		x := newTypist(t)
		x.write(t, start+"hej\x1b[20")
		if got := strings.Join(x.read(t), ""); got != start+"hej"+end {
			t.Errorf("%q", got)
		}
		x.write(t, "x")
		if got := strings.Join(x.read(t), ""); got != "x" {
			t.Errorf("the next key: %q", got)
		}
	})
	t.Run("while somebody types", func(t *testing.T) {
		x := newTypist(t)
		x.write(t, start+"hej")
		x.more = func(time.Duration) bool { x.time = x.time.Add(100 * time.Millisecond); return true }
		got := ""
		for range 30 {
			buf := make([]byte, 256)
			n, err := x.Read(buf)
			if err != nil {
				t.Fatal(err)
			}
			got += string(buf[:n])
			x.write(t, "q")
		}
		if pasted, typed, ended := strings.Cut(got, end); !ended || len(typed) < 15 {
			t.Errorf("pasted %q, typed %q", pasted, typed)
		}
	})
	for _, key := range []string{"\x03", "\x0c", "\x1bOQ", "\x1b[12~"} {
		t.Run("with a key", func(t *testing.T) {
			x := newTypist(t)
			x.slow = []string{key}
			x.write(t, start+"hej")
			if got := strings.Join(x.read(t), ""); got != start+"hej"+end+key {
				t.Errorf("%q", got)
			}
			x.write(t, start+"hej"+key) // in one read with the text: not known for a key at once
			if got := strings.Join(x.read(t), ""); got != start+"hej"+end+key {
				t.Errorf("%q", got)
			}
		})
	}
}

// TestT8KeysOfTheKittyProtocol are those that Bubble Tea knows.
func TestT8KeysOfTheKittyProtocol(t *testing.T) {
	for in, want := range map[string]string{
		"\x1b[27u": "\x1b", "\x1b[13u": "\r", "\x1b[9u": "\t", "\x1b[9;2u": "\x1b[Z", "\x1b[127u": "\x7f",
		"\x1b[229u": "å", "\x1b[229;2u": "Å", "\x1b[229:197;2u": "Å", "\x1b[97;65u": "A", "\x1b[55:47;2u": "/",
		"\x1b[99;5u": "\x03", "\x1b[108;5u": "\x0c", "\x1b[32;5u": "\x00", "\x1b[49;3u": "\x1b1", "\x1b[97;;229u": "å",
		"\x1b[97;1:1u": "a", "\x1b[97;1:2u": "a", "\x1b[97;1:3u": "", "\x1b[57441u": "", "\x1b[57358;65u": "",
		"\x1b[57400u": "1", "\x1b[57414u": "\r", "\x1b[57419u": "\x1b[A", "\x1b[57421;5u": "\x1b[5;5~",
		"\x1b[1;1:1A": "\x1b[A", "\x1b[1;1:3A": "", "\x1b[1;129A": "\x1b[A", "\x1b[1;133A": "\x1b[1;5A", "\x1b[1;5:1A": "\x1b[1;5A",
		"\x1b[P": "\x1bOP", "\x1b[1;1:1Q": "\x1bOQ", "\x1b[13;1:1~": "\x1b[13~", "\x1b[3;5~": "\x1b[3;5~", "\x1b[;5A": "\x1b[;5A",
		"\x1b[27;5;99~": "\x03", "\x1b[27;2;229~": "Å", // modifyOtherKeys
		"\x1b[A": "\x1b[A", "\x1b[3~": "\x1b[3~", "\x1b[?1u": "\x1b[?1u", "\x1b[I": "\x1b[I", "\x1b[97:x;1u": "\x1b[97:x;1u",
	} {
		x := newTypist(t)
		x.write(t, "1"+in+"2")
		if got := strings.Join(x.read(t), ""); got != "1"+want+"2" {
			t.Errorf("%q: %q, want %q", in, got, "1"+want+"2")
		}
	}
}

// FuzzKey: what comes of a key is never longer than what came, since it is put in
// its place.
func FuzzKey(f *testing.F) {
	for _, s := range []string{"\x1b[97;5u", "\x1b[1;1:1P", "\x1b[27;2;229~", "\x1b[57421;5u", "\x1b[;8A"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) == 0 {
			return
		}
		size, whole := unit(b)
		if size < 1 || size > len(b) {
			t.Fatalf("%q: a key of %d bytes", b, size)
		}
		if got := appendKey(nil, b[:size]); whole && len(got) > size {
			t.Fatalf("%q becomes %q", b[:size], got)
		}
	})
}
