package draw

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Cell is one cell of the terminal. The second cell of a wide character has no
// text.
type Cell struct {
	Text  string
	Width int
	Style Style
}

// Style is the SGR state; colours are -1 for the terminal's own, else an index
// of the 256.
type Style struct {
	Front, Back                     int
	Bold, Faint, Underline, Reverse bool
}

var plain = Style{Front: -1, Back: -1}

// Cells reads a frame into h lines of w cells. Sequences other than SGR are
// skipped.
func Cells(frame string, w, h int) [][]Cell {
	lines := strings.Split(strings.TrimSuffix(frame, "\n"), "\n")
	out := make([][]Cell, h)
	style := plain // tmux carries the style over to the next line
	for y := range out {
		row := make([]Cell, 0, w)
		rest := ""
		if y < len(lines) {
			rest = lines[y]
		}
		var state byte
		for len(rest) > 0 {
			seq, width, n, next := ansi.DecodeSequence(rest, state, nil)
			switch {
			case width > 0 && len(row)+width <= w:
				row = append(row, Cell{seq, width, style})
				for range width - 1 {
					row = append(row, Cell{"", 0, style})
				}
			case strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m"):
				style = style.sgr(seq[2 : len(seq)-1])
			}
			rest, state = rest[n:], next
		}
		for len(row) < w {
			row = append(row, Cell{" ", 1, plain})
		}
		out[y] = row
	}
	return out
}

// sgr applies the parameters of one sequence (ECMA-48 8.3.117, and 38;5 and
// 48;5 of xterm).
func (s Style) sgr(params string) Style {
	var ps []int
	for _, p := range strings.Split(params, ";") {
		n, _ := strconv.Atoi(p) // an empty parameter is 0
		ps = append(ps, n)
	}
	for i := 0; i < len(ps); i++ {
		p := ps[i]
		if (p == 38 || p == 48) && i+2 < len(ps) && ps[i+1] == 5 {
			s.paint(p-8, ps[i+2])
			i += 2
			continue
		}
		s.set(p)
	}
	return s
}

// set applies one parameter.
func (s *Style) set(p int) {
	switch p {
	case 0:
		*s = plain
	case 1:
		s.Bold = true
	case 2:
		s.Faint = true
	case 4:
		s.Underline = true
	case 7:
		s.Reverse = true
	case 22:
		s.Bold, s.Faint = false, false
	case 24:
		s.Underline = false
	case 27:
		s.Reverse = false
	default:
		switch tens, unit := p/10*10, p%10; {
		case unit == 9:
			s.paint(tens, -1)
		case unit > 7:
		case tens == 90 || tens == 100:
			s.paint(tens-60, unit+8)
		default:
			s.paint(tens, unit)
		}
	}
}

// paint sets the text's colour (30) or the ground's (40).
func (s *Style) paint(which, colour int) {
	switch which {
	case 30:
		s.Front = colour
	case 40:
		s.Back = colour
	}
}

var palette = [16]string{
	"#2e3136", "#e06c75", "#98c379", "#d7a65f", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
	"#7f848e", "#ff7b86", "#b5e08f", "#f0c674", "#7fc1ff", "#dd9bf0", "#7fd6e0", "#ffffff",
}

func colour(i int, own string) string {
	switch {
	case i < 0:
		return own
	case i < 16:
		return palette[i]
	case i < 232: // the cube of 6×6×6
		i -= 16
		step := func(n int) int {
			if n == 0 {
				return 0
			}
			return 55 + 40*n
		}
		return hex(step(i/36), step(i/6%6), step(i%6))
	}
	grey := 8 + 10*(i-232)
	return hex(grey, grey, grey)
}

func hex(r, g, b int) string {
	const digits = "0123456789abcdef"
	out := []byte{'#'}
	for _, v := range []int{r, g, b} {
		out = append(out, digits[v>>4&15], digits[v&15])
	}
	return string(out)
}

func (s Style) colours() (front, back string) {
	front, back = colour(s.Front, text), colour(s.Back, ground)
	if s.Reverse {
		return back, front
	}
	return front, back
}

func (s Style) attributes() string {
	out := ""
	if s.Bold {
		out += ` font-weight="bold"`
	}
	if s.Faint {
		out += ` fill-opacity="0.6"`
	}
	if s.Underline {
		out += ` text-decoration="underline"`
	}
	return out
}
