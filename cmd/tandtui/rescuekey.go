package main

import (
	"io"
	"os"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/recovery"
)

// readKey reads a recovery key out of a file, or what is typed until the end of it (-).
func readKey(name string, typed io.Reader) (_ *recovery.Key, err error) {
	from := typed
	if name != "-" {
		f, err := os.Open(name) // #nosec G304 -- the user's own file
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // it was only read
		from = f
	}
	read, err := io.ReadAll(io.LimitReader(from, recovery.MaxWritten+1))
	defer clear(read)
	if err != nil {
		return nil, err
	}
	return app.ReadRecoveryKey(read)
}
