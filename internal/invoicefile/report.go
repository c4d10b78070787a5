package invoicefile

import "example.org/tandtui/internal/domain"

// Report is what a check found.
type Report struct {
	Header  Header
	Digest  string // SHA-256 of the file, hex: the same file again has the same (C7)
	Bytes   int64
	Bills   int // read
	Credits int // read
	// Attachments is how many came along and are fit (C8).
	Attachments int
	// AttachedBytes is their size, unpacked; one that two bills name counts twice.
	AttachedBytes int64
	Faulty        int        // bills and credits that cannot be sent as they are
	Before        int        // that were taken before (Options.Judge): they stand
	Sum           domain.Ore // öre, of all bills as they would be sent
	FaultySum     domain.Ore // öre, of those that cannot, as far as it is known
	Findings      []Finding  // in the order of the file; those of the file as a whole last
	Unlisted      int        // findings that were not kept, because there were too many
	FileFault     bool       // the file as a whole has an error: nothing of it can be sent

	faulty []bool // by place
}

// Decided is the report of what the region has decided about a file (Receipt.Upload):
// its split, with what it found. Split then writes the return files as it does after
// a check here. Header is left empty.
func Decided(r domain.Receipt) *Report {
	u := r.Upload
	d := &Report{
		Digest: r.Digest, Bills: u.Bills, Credits: u.Credits, Before: u.Before, Faulty: len(u.Refused), Sum: r.Sum + u.RefusedSum, FaultySum: u.RefusedSum,
		Findings: u.Findings, Unlisted: u.Unlisted, FileFault: u.FileFault, faulty: make([]bool, u.Bills+u.Credits),
	}
	for _, place := range u.Refused {
		if place >= 0 && place < len(d.faulty) {
			d.faulty[place] = true
		}
	}
	return d
}

// Sendable tells whether a bill or credit can be sent as it is.
func (r *Report) Sendable(place int) bool {
	return !r.FileFault && place >= 0 && place < len(r.faulty) && !r.faulty[place]
}

// Refuse adds a fault of the file as a whole, with its parameters in pairs.
func (r *Report) Refuse(code string, params ...string) {
	r.FileFault = true
	r.Findings = append(r.Findings, Finding{
		Finding: domain.Finding{Code: code, Severity: domain.SeverityError, Item: domain.WholeBill, Params: paired(params)}, Place: WholeFile, Line: 1,
	})
}

// FaultyPlaces are the places of those that cannot be sent, in order.
func (r *Report) FaultyPlaces() (list []int) {
	for place, faulty := range r.faulty {
		if faulty {
			list = append(list, place)
		}
	}
	return list
}

// Sendables is how many bills and credits can be sent.
func (r *Report) Sendables() int {
	if r.FileFault {
		return 0
	}
	return r.Bills + r.Credits - r.Faulty
}
