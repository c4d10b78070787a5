package storetest

import (
	"context"
	"errors"

	"example.org/tandtui/internal/server"
)

// Twice is a store that runs every transaction twice: the first time it is taken
// back, as by a database that breaks one off at its end and asks for it again.
// Whoever gives something to the outside of a transaction and does not set it
// anew shows it twice.
type Twice struct{ server.Store }

var errTakenBack = errors.New("storetest: taken back")

// Read implements server.Store.
func (s Twice) Read(ctx context.Context, f func(server.Tx) error) error {
	return twice(ctx, s.Store.Read, f)
}

// Write implements server.Store.
func (s Twice) Write(ctx context.Context, f func(server.Tx) error) error {
	return twice(ctx, s.Store.Write, f)
}

func twice(ctx context.Context, run func(context.Context, func(server.Tx) error) error, f func(server.Tx) error) error {
	err := run(ctx, func(tx server.Tx) error {
		if err := f(tx); err != nil {
			return err // whoever fails is not asked again
		}
		return errTakenBack
	})
	if !errors.Is(err, errTakenBack) {
		return err
	}
	return run(ctx, f)
}
