package screen

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
)

// Place is a screen as menu, go-to list, start page and help know it.
// internal/ui/routes lists them all, once; a new screen is a line there.
type Place struct {
	Name    string        // Bill …
	Title   string        // breadcrumb, help, go-to list, start page
	Menu    string        // short name in the menu line, "" for none
	Key     string        // "1" … "9" in the menu, "" for none
	Bills   bool          // something is registered or sent there: not for those who may only read
	Off     string        // why nobody can yet, "" if one can; it stays visible
	Inner   bool          // opened from other screens only: it needs an argument, or a state
	Chapter string        // the manual's heading about it; "": the manual's beginning
	Start   func() string // what is said of it on the start page; nil: it is not there
	Make    func(arg string) Screen
}

// Why tells why a user with a role cannot go there, "" where one can.
func (p Place) Why(r domain.Role) string {
	switch {
	case p.Off != "":
		return p.Off
	case p.Bills:
		return MayBill(r)
	}
	return ""
}

// MayBill is why a user with a role cannot register, send, delete or credit
// anything, "" where one can.
func MayBill(r domain.Role) string {
	if r == domain.RoleReader {
		return labels.ReaderMayNot
	}
	return ""
}

// Target is a screen that was searched for: a draft, an invoice.
type Target struct {
	Title string
	To    Route
}
