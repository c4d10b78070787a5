package text

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"Ängens tandklinik":                "Ängens tandklinik",
		"A\u0308ngen":                      "Ängen",
		"a\x1b[2Jb":                        "a[2Jb",
		"\x1b]52;c;cHduZWQ=\x07x":          "]52;c;cHduZWQ=x",
		"c1 \u009b2J":                      "c1 2J",
		"bidi \u202eevil\u202c":            "bidi evil",
		"zero\u200bwidth\ufeff":            "zerowidth",
		"two\nlines\tand tab":              "two lines and tab",
		"bad utf8 \xff":                    "bad utf8 \uFFFD",
		"del\x7f":                          "del",
		"private \ue000":                   "private ",
		"wide\u3000space\u00a0nbsp":        "wide space nbsp",
		"sara am \u0e33\u0e33":             "sara am \uFFFD\uFFFD",
		"jamo \u1112\u1161\u11ab":          "jamo 한", // composed, as it is written
		"loose jamo \u1161\u11ab":          "loose jamo \uFFFD\uFFFD",
		"blank \u3164\u2800":               "blank \uFFFD\uFFFD",
		"\U0001F44D\U0001F3FD":             "\U0001F44D",
		"\U0001F1F8\U0001F1EA":             "\u2691",
		"\U0001F469\u200D\U0001F9B1":       "\U0001F469\U0001F9B1",
		"\u263A\uFE0F 1\uFE0F\u20E3":       "\u263A 1",
		"z" + strings.Repeat("\u0335", 50): "z\u0335\u0335",
	} {
		if got := Safe(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzSafe(f *testing.F) {
	for _, s := range []string{"åäö", "\x1b[31m", "\u202e", "e\u0301\u0301\u0301", "\x00", "日本", "a\u200d\u0308"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Safe(s)
		if again := Safe(got); again != got {
			t.Fatalf("%q gives %q, which gives %q", s, got, again)
		}
		if !norm.NFC.IsNormalString(got) {
			t.Fatalf("%q is not NFC", got)
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) {
				t.Fatalf("%q lets %U through", s, r)
			}
		}
	})
}
