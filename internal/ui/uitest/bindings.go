package uitest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
)

// unreachable are keys that terminals cannot send or that mean another key:
// Ctrl+I is Tab, Ctrl+M Enter, Ctrl+J Enter on some, Ctrl+H Backspace.
var unreachable = map[string]string{
	"ctrl+i": "is Tab", "ctrl+m": "is Enter", "ctrl+j": "is Enter in some terminals",
	"ctrl+h": "is Backspace", "ctrl+[": "is Esc", "ctrl+@": "needs AltGr", "ctrl+\\": "needs AltGr",
	"ctrl+]": "needs AltGr", "ctrl+^": "is a dead key", "ctrl+_": "differs between terminals",
}

// altGr are the characters that a Swedish keyboard has on AltGr only.
const altGr = "@£$€{[]}\\~|µ"

var named = []string{
	"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "enter", "tab", "shift+tab",
	"esc", "backspace", "delete", "insert", " ", "ctrl+up", "ctrl+down", "ctrl+left", "ctrl+right",
	"ctrl+home", "ctrl+end", "shift+up", "shift+down", "alt+up", "alt+down",
}

// Faults gives what is wrong with a set of bindings that work at the same time: a
// key used twice, one that a Swedish keyboard or a terminal cannot give, an F-key
// without an alternative, or no words for the footer. nil if nothing.
func Faults(bindings ...key.Binding) (faults []string) {
	owner := map[string]string{}
	for _, b := range bindings {
		name := b.Help().Desc
		if b.Help().Key == "" || name == "" {
			faults = append(faults, fmt.Sprintf("%v: nothing for the footer", b.Keys()))
		}
		for _, k := range b.Keys() {
			if why := refuse(k); why != "" {
				faults = append(faults, fmt.Sprintf("%s (%s): %s", k, name, why))
			}
			if other, taken := owner[k]; taken {
				faults = append(faults, fmt.Sprintf("%s: both %s and %s", k, other, name))
			}
			owner[k] = name
		}
		if onlyF(b.Keys()) {
			faults = append(faults, fmt.Sprintf("%s: an F-key without a twin", name))
		}
	}
	return faults
}

func refuse(k string) string {
	if why := unreachable[k]; why != "" {
		return why
	}
	rest := strings.TrimPrefix(k, "alt+")
	runes := []rune(rest)
	switch {
	case slices.Contains(named, k), isF(k):
		return ""
	case len(runes) == 1 && strings.ContainsRune(altGr, runes[0]):
		return "needs AltGr on a Swedish keyboard"
	case len(runes) == 1:
		return ""
	case strings.HasPrefix(k, "ctrl+") && len(k) == 6 && k[5] >= 'a' && k[5] <= 'z':
		return ""
	}
	return "no terminal sends it"
}

func isF(k string) bool {
	var n int
	_, err := fmt.Sscanf(k, "f%d", &n)
	return err == nil && n >= 1 && n <= 12 && k == fmt.Sprintf("f%d", n)
}

func onlyF(keys []string) bool {
	f := 0
	for _, k := range keys {
		if isF(k) {
			f++
		}
	}
	return f > 0 && f == len(keys)
}
