package main

import (
	"io"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/invoicefile"
)

// FormatCmd prints the schema of the invoice file, for who makes such files.
type FormatCmd struct{}

func (FormatCmd) Help() string {
	return `Exempel:  tandtui format > fakturafil-1.xsd

Skriver formatets XML-schema. Formatet beskrivs i docs/fakturafil.md och i man 5 fakturafil. Prova en fil med tandtui check.`
}

// Run prints it.
func (FormatCmd) Run(s cli.Streams) error {
	_, err := io.WriteString(s.Out, invoicefile.Schema)
	return err
}
