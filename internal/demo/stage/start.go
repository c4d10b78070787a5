package stage

import (
	"io"
	"os"
	"strings"
)

// Part is a part of the demo that did not start.
type Part uint8

// The parts.
const (
	PartFolder  Part = iota // the demo's folder, or what stands in it
	PartProgram             // the program tandserver
	PartServer              // the running server
	PartCards               // card service and virtual card
	PartUser                // no user has the name asked for
)

// StartError says which part did not start.
type StartError struct {
	Part Part
	Said string // what the part itself said, in Swedish; the users' names for PartUser
	Err  error
}

func (e *StartError) Error() string {
	if e.Said != "" {
		return e.Err.Error() + ": " + e.Said
	}
	return e.Err.Error()
}

func (e *StartError) Unwrap() error { return e.Err }

// longestSaid is how much of the server's log is looked at, bytes.
const longestSaid = 4096

// lastLine is the last line that the server wrote to its log after begin (a byte
// offset), without the program's name.
func lastLine(log *os.File, begin int64) string {
	raw, err := io.ReadAll(io.NewSectionReader(log, begin, longestSaid))
	if err != nil {
		return ""
	}
	said := strings.TrimSpace(string(raw))
	said = said[strings.LastIndexByte(said, '\n')+1:]
	return strings.TrimPrefix(said, "tandserver: ")
}
