package data

import "example.org/tandtui/internal/domain"

// visit is one day's care of a demo bill: codes, with "code@position" where the
// procedure needs one. The patient's fee is added where one is due.
type visit []string

// bill is a demo bill by place in patients.
type bill struct {
	patient  int
	support  domain.Support
	category string // S: disease group; its FHB is the patient's first
	visits   []visit
}

// fate is what happens to an invoice after it was received.
type fate struct {
	approve   int // days relative to the demo's date; 0: not
	approveOn int
	hold      bool // its first bill is under granskning
	void      string
	pay       int // the payout's date
	credit    int // the day on which it is credited
	payCredit int // the payout in which the credit is netted
}

// invoice is a demo invoice, sent some days before the demo's date.
type invoice struct {
	clinic string
	user   int
	sent   int
	bills  []bill
	fate
}

var checkUp = []visit{{"101", "121"}}

// history lists the invoices in the order in which they were sent. Every status
// that the portal has occurs.
var history = []invoice{
	{"3101", 0, -88, []bill{
		{0, supN, "", []visit{{"101", "121"}, {"705@16", "311"}}},
		{1, supN, "", []visit{{"101"}, {"825@UK"}}},
	}, fate{pay: -74}},
	{"3102", 1, -85, []bill{{10, supN, "", checkUp}, {12, supN, "", []visit{{"103", "301"}}}}, fate{pay: -74}},
	{"5701", 3, -80, []bill{{19, supF, "", []visit{{"101", "342"}}}}, fate{pay: -74}},
	{"3101", 0, -71, []bill{{2, supN, "", []visit{{"101", "401@46"}}}}, fate{pay: -60, credit: -40, payCredit: -32}},
	{"3101", 2, -66, []bill{{3, supN, "", checkUp}, {4, supN, "", []visit{{"341", "311"}}}}, fate{pay: -60}},
	{"3101", 0, -58, []bill{{34, supN, "", []visit{{"101", "831@UK"}}}, {37, supN, "", checkUp}}, fate{pay: -46}},
	{"3102", 1, -52, []bill{{13, supN, "", []visit{{"112"}}}}, fate{pay: -46}},
	{"3101", 2, -45, []bill{{5, supN, "", checkUp}}, fate{void: "Dubblett av en tidigare faktura"}},
	{"5701", 3, -41, []bill{{20, supF, "", checkUp}, {27, supS, "S4", []visit{{"101", "341"}}}}, fate{pay: -32}},
	{"3101", 0, -36, []bill{{6, supN, "", []visit{{"704@36"}}}, {25, supF, "", checkUp}}, fate{pay: -32}},
	{"3101", 0, -24, []bill{{8, supN, "", []visit{{"101", "701@11"}}}}, fate{pay: -18, credit: -4}},
	{"3102", 1, -21, []bill{{14, supN, "", checkUp}}, fate{pay: -18}},
	{"3101", 2, -13, []bill{{7, supN, "", []visit{{"101"}, {"342"}}}, {26, supN, "", checkUp}}, fate{approve: -3, approveOn: 5}},
	{"5701", 3, -12, []bill{{21, supF, "", []visit{{"401@28"}}}}, fate{approve: -3, approveOn: 5}},
	{"3101", 0, -9, []bill{{9, supN, "", []visit{{"101", "404@Q3"}}}, {28, supS, "S4", []visit{{"101", "401@37"}}}}, fate{hold: true}},
	{"3102", 1, -5, []bill{{15, supN, "", checkUp}}, fate{}},
	{"3101", 0, -3, []bill{{11, supN, "", []visit{{"103"}}}, {35, supN, "", checkUp}}, fate{}},
	{"5701", 3, -2, []bill{{22, supF, "", checkUp}}, fate{}},
	{"3101", 2, -1, []bill{{16, supN, "", []visit{{"341"}}}}, fate{}},
}
