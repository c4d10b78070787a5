//go:build !linux

package pcscd

import "context"

// Daemon is never made on this system.
type Daemon struct{}

// Start fails with ErrUnsupported.
func Start(context.Context, Options) (*Daemon, error) { return nil, ErrUnsupported }

// Socket is empty.
func (*Daemon) Socket() string { return "" }

// Addr is empty.
func (*Daemon) Addr() string { return "" }

// PID is 0.
func (*Daemon) PID() int { return 0 }

// Done is nil.
func (*Daemon) Done() <-chan struct{} { return nil }

// Log is empty.
func (*Daemon) Log() string { return "" }

// Stop does nothing.
func (*Daemon) Stop() error { return nil }
