package qr_test

import (
	"regexp"
	"strings"
	"testing"

	"example.org/tandtui/internal/bankid"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/qr"
	"example.org/tandtui/test/qrread"
)

// texts are codes as BankID has them, early and late.
var texts = []string{
	bankid.Order{QRStartToken: "67df3917-fa0d-44e5-b327-edcc928297f8", QRStartSecret: "d28db9a7-4cde-429e-a983-359be676944c"}.QR(0),
	bankid.Order{QRStartToken: "67df3917-fa0d-44e5-b327-edcc928297f8", QRStartSecret: "x"}.QR(299e9),
}

// TestACodeIsReadByAnother: in every room that it fits, an independent decoder reads
// the drawn cells, also beside text; what is cut or turned round is not read.
func TestACodeIsReadByAnother(t *testing.T) {
	for _, want := range texts {
		for rows, width := range map[int]int{23: 45, 24: 47, 25: 49, 40: 49} {
			lines := qr.Draw(want, layout.Size{W: 60, H: rows})
			if len(lines) != min(rows, 25) || layout.Width(lines[0]) != width {
				t.Fatalf("%d rows: %d by %d", rows, len(lines), layout.Width(lines[0]))
			}
			frame := strings.Join(lines, "  Starta BankID-appen\n")
			if got, err := qrread.Decode(frame); err != nil || got != want {
				t.Errorf("%d rows: %q %v", rows, got, err)
			}
			for name, broken := range map[string]string{
				"cut below":    strings.Join(lines[:len(lines)*2/3], "\n"),
				"turned round": strings.NewReplacer("30;", "97;", "97;", "30;", "40m", "107m", "107m", "40m").Replace(frame),
			} {
				if got, err := qrread.Decode(broken); err == nil {
					t.Errorf("%s, %d rows: read as %q", name, rows, got)
				}
			}
		}
	}
}

// TestNoColourIsTheThemes: each line begins with its own colours and ends them.
func TestNoColourIsTheThemes(t *testing.T) {
	own := regexp.MustCompile(`^(\x1b\[(30|97);(40|107)m▀+)+\x1b\[0m$`)
	for _, l := range qr.Draw(texts[0], layout.Size{W: 80, H: 40}) {
		if !own.MatchString(l) {
			t.Errorf("%q", l)
		}
	}
}

func TestNoRoomNoCode(t *testing.T) {
	for _, z := range []layout.Size{{W: 44, H: 40}, {W: 80, H: 22}, {}} {
		if lines := qr.Draw(texts[0], z); lines != nil {
			t.Errorf("%v: a code that is cut", z)
		}
	}
	if qr.Draw(strings.Repeat("x", 5000), layout.Size{W: 500, H: 500}) != nil {
		t.Error("a code of too much")
	}
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		qr.Draw(texts[0], layout.Size{W: 80, H: 24})
	}
}
