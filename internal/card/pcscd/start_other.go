//go:build !linux

package pcscd

import "context"

// Daemon is never made on this system.
type Daemon struct{}

// Start fails with ErrUnsupported.
func Start(context.Context, Options) (*Daemon, error) { return nil, ErrUnsupported }

func (*Daemon) Socket() string { return "" }

func (*Daemon) Addr() string { return "" }

func (*Daemon) PID() int { return 0 }

func (*Daemon) Done() <-chan struct{} { return nil }

func (*Daemon) Log() string { return "" }

func (*Daemon) Stop() error { return nil }
