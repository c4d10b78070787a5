package imports

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/sheet"
)

// personRow is a person and, if it has a number, one right.
type personRow struct {
	line      int
	person    server.Person
	right     server.Right
	withdrawn bool
	child     bool // by a century that the number does not say
}

// young is the age up to which a number of ten digits may as well be that of a
// patient of a hundred years more, written without its "+".
const young = 15

// guessedChild says whether only the missing century makes somebody a child.
func guessedChild(typed string, id domain.PersonID, today domain.Date) bool {
	digits := 0
	for _, r := range typed {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits == 10 && id.AgeOn(today) < young
}

// rightWords are the kinds of rights as files say them.
var rightWords = map[string]server.RightKind{
	"intyg": server.RightEntitlement, "fhb": server.RightApproval, "förhandsbedömning": server.RightApproval,
}

// rightFields are the columns that belong to a right.
var rightFields = []string{"no", "support", "category", "procedures", "amount", "valid_from", "valid_to"}

// readPerson reads one right of a person, or with an empty right the person alone.
func (p *planner) readPerson(l sheet.Line) personRow {
	r := personRow{line: l.No}
	var err error
	if r.person.ID, err = domain.ParsePersonID(l.Must("person"), p.today); err != nil && l.Filled("person") {
		l.Fail("person", "inget giltigt personnummer, samordningsnummer eller reservnummer")
	}
	r.child = err == nil && guessedChild(l.Peek("person"), r.person.ID, p.today)
	r.person.Protected, r.person.Given = l.YesNo("protected")
	word := l.Text("right")
	kind, known := rightWords[strings.ToLower(word)]
	switch {
	case known:
		p.readRight(l, kind, &r)
	case word != "":
		l.Fail("right", "ska vara intyg, fhb eller tomt")
	case slices.ContainsFunc(rightFields, l.Filled):
		l.Fail("right", "saknas, fast raden säger något om en rättighet: skriv intyg eller fhb")
	}
	return r
}

func (p *planner) readRight(l sheet.Line, kind server.RightKind, r *personRow) {
	r.right = server.Right{Kind: kind, Person: r.person.ID, No: l.Must("no")}
	r.right.Validity, r.withdrawn = p.period(l)
	if kind == server.RightEntitlement {
		r.right.Support = p.support(l, func(k domain.SupportKind) bool { return k.Entitlement })
		r.right.Category = p.category(l, r.right)
		for _, column := range []string{"procedures", "amount"} {
			if l.Filled(column) {
				l.Fail(column, "hör till en förhandsbedömning (fhb): lämna tomt för ett intyg")
			}
		}
		return
	}
	r.right.Support = p.support(l, func(domain.SupportKind) bool { return true })
	if l.Filled("category") {
		l.Fail("category", "hör till ett intyg: lämna tomt för en förhandsbedömning (fhb)")
	}
	if !l.Filled("valid_to") {
		l.Fail("valid_to", "saknas: en förhandsbedömning har en sista dag (skriv 9999-12-31 om den gäller tills vidare)")
	}
	r.right.Procedures = p.procedures(l)
	r.right.Amount = granted(l)
}

// unlimited in amount says that an approval is granted without a limit.
const unlimited = "obegränsat"

func granted(l sheet.Line) domain.Ore {
	if strings.EqualFold(l.Peek("amount"), unlimited) {
		return 0
	}
	before := l.Failed()
	sum, given := l.Amount("amount")
	if l.Failed() == before && (!given || sum == 0) {
		l.Fail("amount", "saknas: skriv det beviljade beloppet i kronor, eller "+unlimited)
	}
	return sum
}

// support reads a part of the support that the region bills and that fits.
func (p *planner) support(l sheet.Line, fits func(domain.SupportKind) bool) domain.Support {
	s := domain.Support(strings.ToUpper(l.Must("support")))
	if k, ok := p.Profile.Kind(s); s != "" && (!ok || !fits(k)) {
		l.Fail("support", "ingen sådan del av tandvårdsstödet för den rättigheten")
	}
	return s
}

// category reads a patientkategori of the region, of the right part and in use.
// A profile without categories for a part has nothing to say about them.
func (p *planner) category(l sheet.Line, right server.Right) string {
	code := l.Must("category")
	var known []string
	for _, c := range p.Profile.Categories {
		switch {
		case c.Support != right.Support:
			continue
		case !strings.EqualFold(c.Code, code):
		case !c.Ended.IsZero() && !right.Validity.From.Before(c.Ended):
			l.Fail("category", "har utgått ("+c.Ended.String()+")")
			return ""
		default:
			return c.Code
		}
		known = append(known, c.Code)
	}
	if code != "" && len(known) > 0 {
		l.Fail("category", "regionen har ingen sådan kategori för "+string(right.Support)+"-tandvård, bara "+strings.Join(known, ", "))
	}
	return code
}

// procedures reads codes that stand in one of the region's price lists.
func (p *planner) procedures(l sheet.Line) []string {
	codes := l.Codes("procedures")
	for i, code := range codes {
		written, ok := p.codes[strings.ToUpper(code)]
		if !ok {
			l.Fail("procedures", "en av koderna finns inte i någon av regionens prislistor")
			return nil
		}
		codes[i] = written
	}
	return codes
}

// lessens tells whether a right is worth less than it was.
func lessens(was, is server.Right) bool {
	wide := func(r server.Right) bool { return len(r.Procedures) == 0 }
	switch {
	case was.Support != is.Support, was.Category != is.Category, is.Validity.From.After(was.Validity.From),
		!is.Validity.To.IsZero() && (was.Validity.To.IsZero() || is.Validity.To.Before(was.Validity.To)),
		is.Amount != 0 && (was.Amount == 0 || is.Amount < was.Amount),
		wide(was) && !wide(is):
		return true
	}
	return !wide(is) && slices.ContainsFunc(was.Procedures, func(code string) bool { return !slices.Contains(is.Procedures, code) })
}
