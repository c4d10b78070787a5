package imports

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/sheet"
)

var (
	fromColumn = sheet.Column{Name: "valid_from", Also: []string{"giltig från", "giltigt från", "gäller från", "från"}}
	toColumn   = sheet.Column{Name: "valid_to", Also: []string{"giltig till", "giltigt till", "gäller till", "till"}}
)

var clinicColumns = append([]sheet.Column{
	{Name: "provider_id", Also: []string{"vårdgivare id", "vårdgivarid"}},
	{Name: "provider_name", Also: []string{"vårdgivare", "vårdgivarens namn"}},
	{Name: "org_number", Also: []string{"organisationsnummer", "orgnr", "org nr"}},
	{Name: "clinic_no", Also: []string{"kliniknummer", "kliniknr"}},
	{Name: "clinic_name", Also: []string{"klinik", "klinikens namn", "kliniknamn"}},
	{Name: "specialists", Also: []string{"specialister", "specialist", "specialistklinik"}},
	{Name: toColumn.Name, Also: toColumn.Also, May: true},
}, payeeColumns...)

var userColumns = []sheet.Column{
	{Name: "hsa_id", Also: []string{"hsaid"}},
	{Name: "name", Also: []string{"namn"}},
	{Name: "clinic_no", Also: []string{"kliniknummer", "kliniknr", "klinik"}}, // klinik: as the desk lists them
	{Name: "role", Also: []string{"roll"}},
	fromColumn, toColumn,
}

var personColumns = []sheet.Column{
	{Name: "person", Also: []string{"personnummer", "patient", "personnr"}},
	{Name: "protected", Also: []string{"skyddad", "skyddad identitet", "skyddade personuppgifter"}},
	{Name: "right", Also: []string{"rättighet", "slag"}},
	{Name: "no", Also: []string{"nummer", "nr"}},
	{Name: "support", Also: []string{"stöd", "tandvårdsstöd"}},
	{Name: "category", Also: []string{"kategori", "patientkategori"}},
	{Name: "procedures", Also: []string{"åtgärder"}},
	{Name: "amount", Also: []string{"belopp"}},
	fromColumn, toColumn,
}

// priceColumns are those of a file of price lists. list is one of the profile's.
// Rows of one list and one valid_from make one list; a list of the same day that
// is there already is replaced, and of several the newest in force counts.
// support names the parts of the support that a row is for; empty: all. provider
// is the id of the one whose agreement the list is; empty: everybody's. code_from
// and code_to are the days of a code that begins or ends within its list; one that
// is used again has two rows.
var priceColumns = []sheet.Column{
	{Name: "list", Also: []string{"lista", "prislista"}},
	{Name: "code", Also: []string{"kod", "åtgärd", "åtgärdskod"}},
	{Name: "name", Also: []string{"namn", "benämning"}},
	{Name: "category", Also: []string{"kategori"}},
	{Name: "specialist"},
	{Name: "price", Also: []string{"pris"}},
	{Name: "actual_cost", Also: []string{"faktisk kostnad"}},
	{Name: "position", Also: []string{"tand", "tand eller käke"}},
	{Name: "fhb"},
	fromColumn, toColumn,
	{Name: "support", Also: []string{"stöd", "tandvårdsstöd"}, May: true},
	{Name: "provider", Also: []string{"vårdgivare id", "vårdgivarid"}, May: true},
	{Name: "code_from", Also: []string{"kod från"}, May: true},
	{Name: "code_to", Also: []string{"kod till"}, May: true},
}

// introduced is the first day of the support (SFS 1998:1338): no right, price or
// clinic of it is older, and an earlier day is a slip of a century.
var introduced = domain.MustDate("1999-01-01")

// FarStart is how many years ahead a first day may lie.
const FarStart = 10

// withdrawnWord in valid_to says that a right never held, from its first day.
const withdrawnWord = "återkallat"

func isWithdrawn(l sheet.Line) bool {
	return strings.EqualFold(l.Peek("valid_to"), withdrawnWord)
}

// period reads valid_from and valid_to; an empty valid_to, and 9999-12-31, mean
// tills vidare. A period that is withdrawn has no end here.
func (p *planner) period(l sheet.Line) (v domain.Period, withdrawn bool) {
	before := l.Failed()
	var given bool
	v.From, given = l.Date("valid_from")
	switch {
	case l.Failed() > before:
	case !given:
		l.Fail("valid_from", "saknas")
	case v.From.Before(introduced):
		l.Fail("valid_from", "ligger före "+introduced.String()+", då stödet infördes")
	case v.From.After(p.today.AddMonths(12 * FarStart)):
		l.Fail("valid_from", "ligger mer än tio år framåt")
	}
	if isWithdrawn(l) {
		return v, true
	}
	if v.To, _ = p.end(l, "valid_to"); !v.To.IsZero() && v.To.Before(v.From) {
		l.Fail("valid_to", "ligger före valid_from: skriv "+withdrawnWord+" om det aldrig har gällt")
	}
	return v, false
}

// FarEnd is how many years ahead a last day may lie; a later one is a slip, such as
// 2206 for 2026.
const FarEnd = 30

// end reads a last day; zero: tills vidare.
func (p *planner) end(l sheet.Line, column string) (day domain.Date, given bool) {
	day, given = l.Date(column)
	if !day.IsZero() && day.After(p.today.AddMonths(12*FarEnd)) {
		l.Fail(column, "ligger mer än trettio år framåt: skriv 9999-12-31 om det gäller tills vidare")
	}
	return day, given
}
