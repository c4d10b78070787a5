package imports

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/internal/text"
)

// batchRows is how many rows are read or written in one transaction: a batch
// takes some tenths of a second at most, which is how long others wait.
const batchRows = 1000

func (p *planner) persons() error {
	book, _, err := p.lists()
	if err != nil {
		return err
	}
	p.codes = map[string]string{}
	for _, l := range book {
		for _, x := range l.Procedures {
			p.codes[strings.ToUpper(x.Code)] = x.Code
		}
	}
	rows := make([]personRow, 0, p.plan.Rows)
	if err := p.lines(func(l sheet.Line) { rows = append(rows, p.readPerson(l)) }); err != nil {
		return err
	}
	rows = p.personsOnce(rows)
	if len(p.faults) > 0 {
		return nil
	}
	all := changes{unprotected: map[domain.PersonID]bool{}}
	for part := range slices.Chunk(rows, batchRows) {
		c, err := p.compare(part)
		if err != nil {
			return err
		}
		all.add(c)
		p.plan.work = append(p.plan.work, batch{len(part), func(tx server.Tx) error { return p.put(tx, part) }})
	}
	for _, line := range all.foreign {
		p.fault(line, "no", "numret hör redan till en annan person i registret")
	}
	all.tell(p.plan, rows)
	return nil
}

// rightKey is a number of a kind.
type rightKey struct {
	kind server.RightKind
	no   string
}

// personsOnce finds rows that contradict each other: one number for two people,
// two contents of one number, a person who is protected and is not. Of equal
// rights one is kept. What a row says of a person is known of all the others.
func (p *planner) personsOnce(rows []personRow) (once []personRow) {
	people, rights := make(map[domain.PersonID]int, len(rows)), make(map[rightKey]int, len(rows))
	for i := range rows {
		r := &rows[i]
		if first, ok := people[r.person.ID]; ok && rows[first].person.Given && r.person.Given && rows[first].person.Protected != r.person.Protected {
			p.fault(r.line, "protected", fmt.Sprintf("rad %d säger tvärtom om samma person", rows[first].line))
		} else if !ok || r.person.Given {
			people[r.person.ID] = i
		}
		if r.right.No == "" {
			once = append(once, *r)
			continue
		}
		key := rightKey{r.right.Kind, r.right.No}
		first, ok := rights[key]
		switch {
		case !ok:
			rights[key] = i
			once = append(once, *r)
		case rows[first].person.ID != r.person.ID:
			p.fault(r.line, "no", fmt.Sprintf("numret står på rad %d för en annan person", rows[first].line))
		case !sameRight(rows[first], *r):
			p.fault(r.line, "no", fmt.Sprintf("rad %d säger något annat om samma nummer", rows[first].line))
		default: // the same again; its word about the person counts
			once = append(once, personRow{line: r.line, person: r.person})
		}
	}
	return once
}

func sameRight(x, y personRow) bool {
	a, b := x.right, y.right
	return x.withdrawn == y.withdrawn && a.Support == b.Support && a.Category == b.Category && a.Validity == b.Validity &&
		a.Amount == b.Amount && slices.Equal(a.Procedures, b.Procedures)
}

// changes is what the rows change of what the database has.
type changes struct {
	foreign                      []int // lines whose number is another person's
	unprotected                  map[domain.PersonID]bool
	lessened, withdrawn, unknown int
	held                         int // bills on the way that rest on what is gone
}

// compare looks up what the rows are about.
func (p *planner) compare(rows []personRow) (c changes, err error) {
	err = p.read(func(tx server.Tx) error {
		c = changes{unprotected: map[domain.PersonID]bool{}}
		protected, have, err := stored(tx, rows)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.person.Given && !r.person.Protected && protected[r.person.ID] {
				c.unprotected[r.person.ID] = true
			}
			if r.right.No != "" {
				was, known := have[rightKey{r.right.Kind, r.right.No}]
				c.note(r, was, known)
			}
		}
		resting, err := resting(tx, taken(rows, have))
		for _, r := range resting {
			c.held += len(r.bills)
		}
		return err
	})
	return c, err
}

// stored gives what the database has of the people and the numbers of rows.
func stored(tx server.Tx, rows []personRow) (protected map[domain.PersonID]bool, rights map[rightKey]server.Right, err error) {
	ids := make([]domain.PersonID, len(rows))
	nos := map[server.RightKind][]string{}
	for i, r := range rows {
		ids[i] = r.person.ID
		if r.right.No != "" {
			nos[r.right.Kind] = append(nos[r.right.Kind], r.right.No)
		}
	}
	if protected, err = tx.Protected(ids); err != nil {
		return nil, nil, err
	}
	rights = map[rightKey]server.Right{}
	for kind, list := range nos {
		found, err := tx.Rights(kind, list)
		if err != nil {
			return nil, nil, err
		}
		for no, r := range found {
			rights[rightKey{kind, no}] = r
		}
	}
	return protected, rights, nil
}

func (c *changes) note(r personRow, was server.Right, known bool) {
	switch {
	case known && was.Person != r.person.ID:
		c.foreign = append(c.foreign, r.line)
	case r.withdrawn && known:
		c.withdrawn++
	case r.withdrawn:
		c.unknown++
	case known && lessens(was, r.right):
		c.lessened++
	}
}

// add joins the changes of two parts of a file.
func (c *changes) add(more changes) {
	c.foreign = append(c.foreign, more.foreign...)
	c.lessened, c.withdrawn, c.unknown = c.lessened+more.lessened, c.withdrawn+more.withdrawn, c.unknown+more.unknown
	c.held += more.held
	maps.Copy(c.unprotected, more.unprotected)
}

// tell says what comes of the rows.
func (c *changes) tell(p *Plan, rows []personRow) {
	people, children, kinds, open := map[domain.PersonID]bool{}, map[domain.PersonID]bool{}, map[server.RightKind]int{}, 0
	for _, r := range rows {
		people[r.person.ID] = true
		if r.child {
			children[r.person.ID] = true
		}
		if r.right.No != "" && !r.withdrawn {
			kinds[r.right.Kind]++
		}
		if r.right.Kind == server.RightApproval && len(r.right.Procedures) == 0 && !r.withdrawn {
			open++
		}
	}
	p.Does = append(p.Does, fmt.Sprintf("Personer: %s. Intyg: %s. Förhandsbedömningar: %s.", text.Number(len(people)), text.Number(kinds[server.RightEntitlement]), text.Number(kinds[server.RightApproval])))
	if len(children) > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf("Personer som lästes som barn för att numret har tio siffror: %s. Är någon över hundra år: skriv numret med tolv siffror.", text.Number(len(children))))
	}
	if open > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf("Förhandsbedömningar som inte nämner några åtgärder och därför gäller alla: %s.", text.Number(open)))
	}
	if c.unknown > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf("Återkallade nummer som inte finns i registret: %s.", text.Number(c.unknown)))
	}
	p.takes(len(c.unprotected), "Personer med skyddad identitet som blir oskyddade: %s.")
	p.takes(c.withdrawn, "Intyg och förhandsbedömningar som återkallas från första dagen: %s.")
	p.takes(c.lessened, "Intyg och förhandsbedömningar som gäller kortare tid, för mindre eller för något annat än förut: %s.")
	p.takes(c.held, "Räkningar på väg som vilar på dem och läggs under granskning: %s.")
}

// put stores a part of the rows, and puts under granskning what rests on rights that
// are gone.
func (p *planner) put(tx server.Tx, rows []personRow) error {
	_, have, err := stored(tx, rows)
	if err != nil {
		return err
	}
	people := make([]server.Person, len(rows))
	var rights []server.Right
	withdrawn := map[server.RightKind][]string{}
	for i, r := range rows {
		people[i] = r.person
		switch {
		case r.right.No == "":
		case r.withdrawn:
			withdrawn[r.right.Kind] = append(withdrawn[r.right.Kind], r.right.No)
		default:
			rights = append(rights, r.right)
		}
	}
	if err := tx.PutPersons(people...); err != nil {
		return err
	}
	for kind, nos := range withdrawn {
		if err := tx.RemoveRights(kind, nos); err != nil {
			return err
		}
	}
	if err := tx.PutRights(rights...); err != nil {
		return err
	}
	return p.review(tx, taken(rows, have))
}
