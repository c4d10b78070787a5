package settings

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Themes are the values of Theme.
var Themes = []string{"auto", "light", "dark", "mono"}

// check looks at the values that can be judged by themselves.
func (f *File) check() {
	for key, e := range f.entries {
		switch {
		case key != caPEM && !shows(e.text):
			f.Faults = append(f.Faults, Fault{Path: f.Path, Line: e.line, Reason: BadText, Key: key})
		case key == Server && !IsServer(e.text):
			f.Faults = append(f.Faults, Fault{Path: f.Path, Line: e.line, Reason: BadServer, Key: key})
		case key == Theme && !slices.Contains(Themes, e.text):
			f.Faults = append(f.Faults, Fault{Path: f.Path, Line: e.line, Reason: BadTheme, Key: key})
		}
	}
	sortByLine(f.Faults)
}

// maxValue is more than any address or path has, bytes.
const maxValue = 4096

// shows tells whether a value can be shown as it is. The file may come by post: what
// steers a terminal, or makes one address look like another, is no setting.
func shows(text string) bool {
	return len(text) <= maxValue && utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsGraphic(r) })
}

func sortByLine(faults []Fault) {
	slices.SortFunc(faults, func(a, b Fault) int { return cmp.Or(a.Line-b.Line, cmp.Compare(a.Key, b.Key)) })
}

// IsServer tells whether text is the address of a server: https and a host,
// nothing else.
func IsServer(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

// nearest is the name that was most likely meant: at most two letters, and less
// than half of them, are others. "" if none is so near.
func nearest(typed string, names []string) string {
	best, least := "", 3
	for _, n := range names {
		if d := distance(typed, n); d < least && 2*d < len(n) {
			best, least = n, d
		}
	}
	return best
}

// distance is the number of letters to add, take away, change or swap
// (Damerau-Levenshtein, with neighbours swapped once).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
