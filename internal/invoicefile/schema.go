package invoicefile

import _ "embed"

// Schema is the format as XML Schema 1.0, for vendors: what can be said of a file
// without knowing a region. A test makes it of the grammar.
//
//go:embed fakturafil-1.xsd
var Schema string
