package doctor

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"example.org/tandtui/internal/text"
)

// Setting is a setting, for the bundle.
type Setting struct{ Name, Value, From string }

// Surroundings is what the bundle tells beside the checks. Nothing in it is about a
// person; what a path or the environment may tell of one is taken out by Bundle.
type Surroundings struct {
	At       time.Time
	Version  string // the program's line
	Settings []Setting
	Folder   string           // of drafts
	Sizes    map[string]int64 // bytes of the files in it, by the ending of their names
	Home     string
	Getenv   func(string) string
}

// spoken are the environment variables whose values say something of the terminal and
// nothing of anybody.
var spoken = []string{"TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE"}

// present are those of which it is only told whether they are set: their values may
// hold names, addresses or passwords.
var present = []string{"TMUX", "STY", "SSH_CONNECTION", "WT_SESSION", "HTTPS_PROXY", "HTTP_PROXY"}

// Bundle is what is sent to the region's support, in plain text, so that whoever
// sends it can read it first. It names nobody: not the card's holder, not the
// computer's user, no file.
func Bundle(lines []Line, s Surroundings) string {
	var b strings.Builder
	put := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	put("%s", text.BundleHead)
	put("")
	put("%s", s.At.Format("2006-01-02 15:04 -07:00"))
	put("%s", s.Version)
	put("%s/%s", runtime.GOOS, runtime.GOARCH)
	put("\n%s", text.BundleChecks)
	for _, l := range lines {
		put("  %-9s %-8s %s %s", l.Name, l.Grade, l.Code, s.clean(l.Said.String()))
	}
	put("\n%s", text.BundleSettings)
	for _, v := range s.Settings {
		put("  %-12s %s (%s)", v.Name, s.clean(v.Value), s.clean(v.From))
	}
	put("\n%s", text.BundleEnvironment)
	for _, name := range spoken {
		if v := s.Getenv(name); v != "" {
			put("  %s=%s", name, s.clean(v))
		}
	}
	for _, name := range present {
		if s.Getenv(name) != "" {
			put("  %s %s", name, text.BundleSet)
		}
	}
	put("\n%s %s", text.BundleFolder, s.clean(s.Folder))
	for _, kind := range sorted(s.Sizes) {
		put("  %-10s %d byte", kind, s.Sizes[kind])
	}
	return b.String()
}

// somebody is what a person may be known by, wherever people have typed it into
// settings: an HSA-id, a person number of any kind, an e-mail address.
var somebody = regexp.MustCompile(`(?i)\bSE\d{10}-\w+|\b\d{6}(\d\d)?[-+ ]?\d{4}\b|\b\d{8}[a-z]\w{3}\b|[^\s/\\"']+@[^\s/\\"']+`)

// clean makes text fit to be shown, and takes out of it the name of the computer's
// user and what else may name somebody.
func (s Surroundings) clean(what string) string {
	what = text.Safe(what)
	if len(s.Home) > 1 {
		what = strings.ReplaceAll(what, s.Home, "~")
		if user := filepath.Base(s.Home); len(user) > 2 {
			what = strings.ReplaceAll(what, user, "…")
		}
	}
	return somebody.ReplaceAllString(what, "…")
}

// Sizes are the bytes of the files in a folder by the ending of their names: the
// names themselves are made of users.
func Sizes(folder string) map[string]int64 {
	sizes := map[string]int64{}
	list, err := os.ReadDir(folder)
	if err != nil {
		return sizes // it has not been made yet, or may not be read: Folder tells
	}
	for _, e := range list {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			sizes[kindOf(e.Name())] += info.Size()
		}
	}
	return sizes
}

// kindOf is the ending of a name that is one of the store's; a name that somebody
// else has given is not told.
func kindOf(name string) string {
	for _, kind := range []string{".db", ".id", ".kopia", ".stand"} {
		if strings.HasSuffix(name, kind) {
			return kind
		}
	}
	if strings.Contains(name, ".skadad-") {
		return ".skadad"
	}
	return text.BundleOther
}

func sorted(sizes map[string]int64) []string {
	return slices.Sorted(maps.Keys(sizes))
}
