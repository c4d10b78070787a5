// Package pcscd runs a PC/SC daemon of its own with one virtual reader (vpcd),
// apart from the system's daemon and its readers, as any user. The demo and the
// tests put virtual cards into it; programs reach it by setting the environment
// variable PCSCLITE_CSOCK_NAME to its socket before their first card call.
//
// The vpcd driver listens on all network interfaces, without any protection:
// this is for demonstration cards only. Linux with Debian's packages pcscd and
// vsmartcard-vpcd; elsewhere Start fails with ErrUnsupported.
package pcscd

import (
	"errors"
	"strings"
)

// SocketVariable is the environment variable by which libpcsclite finds a
// daemon. A process reads it once, at its first card call.
const SocketVariable = "PCSCLITE_CSOCK_NAME"

// ErrUnsupported says that this system has no such daemon.
var ErrUnsupported = errors.New("pcscd: a private card daemon runs on Linux only")

// MissingError names the Debian packages to install.
type MissingError struct{ Packages []string }

func (e *MissingError) Error() string {
	return "pcscd: missing Debian packages: " + strings.Join(e.Packages, " ")
}

// Options of a daemon.
type Options struct {
	// Dir is where the socket is made, "" for a new temporary directory. A
	// daemon started later with the same Dir has the same socket.
	Dir string
}
