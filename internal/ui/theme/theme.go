// Package theme is what states look like: the terminal's own sixteen colours and
// no background of ours, so that light, dark and high-contrast backgrounds all
// work. A style is an SGR prefix made once, because rendering a style per cell
// costs some forty times as much as writing two strings.
//
// Colour never carries a meaning alone: whoever uses Error, Warn or OK also
// writes the glyph or word.
package theme

import (
	"os"
	"strings"
)

// The glyphs of states, the same on every screen.
const (
	GlyphError  = "✗"
	GlyphWarn   = "!"
	GlyphOK     = "✓"
	GlyphCursor = "›"
	GlyphOn     = "●"
	GlyphOff    = "○"
)

const reset = "\x1b[0m"

// SGR is a style: the escape sequence that begins it, "" for none.
type SGR string

// Text puts plain text in the style.
func (s SGR) Text(text string) string {
	if s == "" || text == "" {
		return text
	}
	return string(s) + text + reset
}

// Write puts plain text in the style into a builder, without joining strings.
func (s SGR) Write(b *strings.Builder, text string) {
	if s == "" {
		b.WriteString(text)
		return
	}
	b.WriteString(string(s))
	b.WriteString(text)
	b.WriteString(reset)
}

// Theme is the styles of the program, by meaning.
type Theme struct {
	Title  SGR // headings, the header line
	Strong SGR // sums, the active menu entry
	Label  SGR // names of fields
	Faint  SGR // help, rules, disabled actions
	Error  SGR // with ✗
	Warn   SGR // with !
	OK     SGR // with ✓
	Key    SGR // keys in the footer
	Select SGR // the row or choice under the cursor, with ›
	Cursor SGR // the cell where typing goes
}

// Plain has no escape sequences at all; for tests and for files.
func Plain() *Theme { return &Theme{} }

// mono has the styles that are not colours: NO_COLOR forbids only those
// (no-color.org), and reverse video is what shows the cursor.
func mono() *Theme {
	return &Theme{
		Title: "\x1b[1m", Strong: "\x1b[1m", Key: "\x1b[1m",
		Error: "\x1b[1m", Warn: "\x1b[1m", Select: "\x1b[1m", Cursor: "\x1b[7m",
	}
}

func coloured(red, yellow, green, blue, grey SGR) *Theme {
	t := mono()
	t.Error, t.Warn, t.OK, t.Key, t.Faint = red, yellow, green, blue, grey
	return t
}

// New makes the theme named auto, light, dark or mono. auto reads NO_COLOR, TERM
// and COLORFGBG through getenv and asks the terminal nothing. If they do not
// decide, it uses the normal colours, which are legible on both backgrounds.
func New(name string, getenv func(string) string) *Theme {
	if name == "auto" || name == "" {
		name = guess(getenv)
	}
	switch name {
	case "mono":
		return mono()
	case "dark":
		return coloured("\x1b[91m", "\x1b[93m", "\x1b[92m", "\x1b[96m", "\x1b[2m")
	case "light":
		return coloured("\x1b[31m", "\x1b[35m", "\x1b[32m", "\x1b[34m", "\x1b[90m")
	}
	return coloured("\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[36m", "\x1b[2m")
}

// FromEnv is New with the process's environment.
func FromEnv(name string) *Theme { return New(name, os.Getenv) }

func guess(getenv func(string) string) string {
	if getenv("NO_COLOR") != "" || getenv("TERM") == "dumb" {
		return "mono"
	}
	// COLORFGBG is "foreground;background", rxvt and its followers.
	ground := getenv("COLORFGBG")
	switch ground[strings.LastIndexByte(ground, ';')+1:] {
	case "":
		return "either"
	case "7", "15":
		return "light"
	}
	return "dark"
}
