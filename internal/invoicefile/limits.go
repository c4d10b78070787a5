package invoicefile

// Limits bound what is read of a file. What goes beyond one is a finding.
type Limits struct {
	Bytes      int64 // of the file
	Entries    int   // bills and credits
	Bills      int   // of one invoice; the server takes no more in a submission
	Rows       int   // of one bill, as the rules allow
	Depth      int   // of elements
	Attributes int   // of one element
	Text       int   // bytes of one text, and of one tag
	Entry      int   // bytes of one bill, for the return files
	Findings   int   // that are kept of one bill; the others are only counted
}

// DefaultLimits are those of the format (docs/fakturafil.md); a server may have
// its own.
func DefaultLimits() Limits {
	return Limits{
		Bytes: 200 << 20, Entries: 100_000, Bills: 5_000, Rows: 500, Depth: 32, Attributes: 64,
		Text: 64 << 10, Entry: 4 << 20, Findings: 200,
	}
}
