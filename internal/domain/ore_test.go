package domain

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestParseOre(t *testing.T) {
	for text, want := range map[string]Ore{
		"1250":           125000,
		"1 250":          125000,
		"1\u00a0250":     125000, // no-break space, as spreadsheets paste it
		"1\u202f250":     125000, // narrow no-break space
		"1250,5":         125050,
		"1250.50":        125050,
		"12 500,5 kr":    1250050,
		"- 1 250":        -125000,
		"-200":           -20000,
		"−200":           -20000, // U+2212
		" 200 kr ":       20000,
		"200,00 Kr":      20000,
		"0":              0,
		"100 000 000":    10_000_000_000,
		"-100000000,99":  -10_000_000_099,
		"0000000000200,": 20000,
	} {
		if got, err := ParseOre(text); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
}

func TestParseOreRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "kr", "-", ",50", "1,234", "1,2,3", "1.234,50", "12a", "1e3", "0x10", "+5", "--5", "٣", "100 000 001", "99999999999999999999",
		"12 50", "1 2", "1250 50", "1 250 5", "1  250", "1 2500", "1 250,5 0", "12\u00a050", "1 250 kr 5", // 12,50, or 1250?
	} {
		if got, err := ParseOre(text); !errors.Is(err, ErrAmount) {
			t.Errorf("%q read as %d, %v", text, got, err)
		}
	}
}

func TestOreString(t *testing.T) {
	for ore, want := range map[Ore]string{
		0: "0,00", 5: "0,05", -5: "-0,05", 123450: "1 234,50", -20000: "-200,00", Kronor(1_234_567): "1 234 567,00",
		math.MinInt64: "-92 233 720 368 547 758,08",
	} {
		if got := ore.String(); got != want {
			t.Errorf("%d shows as %q, want %q", int64(ore), got, want)
		}
	}
}

// What is shown can be typed back, to the öre.
func TestOreRoundTrip(t *testing.T) {
	const limit = maxInputKronor * 100
	rapid.Check(t, func(t *rapid.T) {
		want := Ore(rapid.Int64Range(-limit, limit).Draw(t, "ore"))
		if got, err := ParseOre(want.String() + " kr"); err != nil || got != want {
			t.Fatalf("%d shows as %q, which reads as %d, %v", int64(want), want, int64(got), err)
		}
	})
}

func FuzzParseOre(f *testing.F) {
	for _, s := range []string{"1 234,50 kr", "-200", "−1", "1.5", ",", "kr kr"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		o, err := ParseOre(s)
		if err != nil {
			return
		}
		if again, err := ParseOre(o.String()); err != nil || again != o {
			t.Fatalf("%q is %d, shown %q, read %d, %v", s, int64(o), o, int64(again), err)
		}
	})
}
