package invoicefile

import "example.org/tandtui/internal/domain"

// WholeFile is Finding.Place of a finding about the file.
const WholeFile = domain.WholeFile

// Finding is one thing wrong, or worth a look, in a file.
type Finding = domain.FileFinding
