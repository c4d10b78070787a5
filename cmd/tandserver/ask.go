package main

import "example.org/tandtui/cmd/internal/cli"

// errDeclined says that whoever was asked did not answer ja.
var errDeclined = cli.ErrDeclined

// confirm asks about what takes something away.
func confirm(s cli.Streams, question string, answered bool, flag string) error {
	return cli.Confirm(s, question, answered, flag)
}
