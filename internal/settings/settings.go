// Package settings reads, checks and changes the program's settings files (TOML),
// and tells where each setting comes from. A file is changed line by line, so that
// comments and order of whoever wrote it stay (ADR 055).
package settings

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/adrg/xdg"
)

// The settings' names, as files have them and, behind "--", flags.
const (
	Server     = "server"      // https address of the region's server
	Region     = "region"      // the region's id, which the server must be of
	CA         = "ca"          // file with the issuer of the server's certificate (PEM)
	Data       = "data"        // folder of drafts and outbox
	CardIssuer = "card-issuer" // whose cards count, a list
	CardModule = "card-module" // path of a PKCS#11 library for the card
	Theme      = "theme"       // auto, light, dark, mono
)

// Names are all settings, in the order they are shown.
var Names = []string{Server, Region, CA, Data, CardIssuer, CardModule, Theme}

// Env is the environment variable of a setting.
func Env(name string) string {
	return "TANDTUI_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// Names of the environment variables that name other files.
const (
	EnvFile   = "TANDTUI_CONFIG"        // in place of the user's
	EnvSystem = "TANDTUI_SYSTEM_CONFIG" // in place of the computer's
)

// SystemFile is the file by which an administrator presets a whole computer.
func SystemFile(getenv func(string) string) string {
	if named := getenv(EnvSystem); named != "" {
		return named
	}
	if runtime.GOOS == "windows" {
		return filepath.Join(getenv("ProgramData"), "tandtui", "config.toml")
	}
	return filepath.Join("/etc", "tandtui", "config.toml")
}

// UserFile is the user's own file.
func UserFile(getenv func(string) string) string {
	if named := getenv(EnvFile); named != "" {
		return named
	}
	return filepath.Join(xdg.ConfigHome, "tandtui", "config.toml")
}

// Kind says what sort of place a value comes from, by rising precedence. Flags
// count above all of them; they are seen by the verb alone.
type Kind uint8

// The kinds.
const (
	FromDefault Kind = iota
	FromSystem       // the computer's file
	FromUser         // the user's file
	FromEnv          // the environment
)

// Value is a setting's value and where it comes from.
type Value struct {
	Name  string
	Text  string // a list with commas between
	From  Kind
	Where string // the file, or the variable
	Line  int    // of the file, counted from 1
}

// Set is what files and environment say. The zero value says nothing.
type Set struct {
	System, User File
	Getenv       func(string) string
}

// Load reads both files. One that does not exist is empty; what is wrong with one
// is in its Faults.
func Load(system, user string, getenv func(string) string) Set {
	return Set{System: readSystem(system), User: readFile(user), Getenv: getenv}
}

// InFiles is a setting as the files have it, nil if none does. The user's counts.
func (s Set) InFiles(name string) *Value {
	for _, f := range []struct {
		file File
		kind Kind
	}{{s.User, FromUser}, {s.System, FromSystem}} {
		if e, ok := f.file.entries[name]; ok {
			return &Value{Name: name, Text: e.text, From: f.kind, Where: f.file.Path, Line: e.line}
		}
	}
	return nil
}

// Value is a setting as files and environment have it; with fallback where none
// does.
func (s Set) Value(name, fallback string) Value {
	if v := s.Getenv(Env(name)); v != "" {
		return Value{Name: name, Text: v, From: FromEnv, Where: Env(name)}
	}
	if v := s.InFiles(name); v != nil {
		return *v
	}
	return Value{Name: name, Text: fallback}
}

// Faults are what is wrong with the files, the computer's first.
func (s Set) Faults() []Fault { return append(append([]Fault{}, s.System.Faults...), s.User.Faults...) }

// AtHome gives a path its home folder for "~", as a shell does for what is typed
// there. It fails where that is not known.
func AtHome(path string) (string, error) {
	if path != "~" && !strings.HasPrefix(path, "~/") && !strings.HasPrefix(path, `~\`) {
		return path, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, path[1:]), nil
}
