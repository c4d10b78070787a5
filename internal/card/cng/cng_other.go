//go:build !windows

package cng

import "context"

// List always fails with ErrUnavailable.
func List() ([]Certificate, error) { return nil, ErrUnavailable }

// Authorities always fails with ErrUnavailable.
func Authorities() ([][]byte, error) { return nil, ErrUnavailable }

// Key is never made on this system.
type Key struct{}

// Open always fails with ErrUnavailable.
func Open([]byte) (*Key, error) { return nil, ErrUnavailable }

// Sign always fails with ErrUnavailable.
func (*Key) Sign(context.Context, Job) ([]byte, error) { return nil, ErrUnavailable }

// Close does nothing.
func (*Key) Close() error { return nil }
