// Package imports reads the region's registers out of the files that offices
// have: clinics, users, performers, patients with their rights, and price lists (E4). A file
// is first made a Plan, which says what reading it in would do and what it would
// take away; nothing is written before the plan is applied. A file with a fault
// gives no plan at all.
package imports

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/sheet"
	"example.org/tandtui/internal/text"
)

// Import is what files are read against.
type Import struct {
	Store   server.Store
	Profile *domain.Profile
	// Demo is the price lists that hold until the first one is imported.
	Demo domain.PriceBook
	Now  func() time.Time
	// By is who reads the file in, kept in the desk's log.
	By domain.Actor
	// List is the price list that TLV's workbook, which names none, is for; ""
	// where the region has only one.
	List string
	// Pause is how long other writers are let in between two batches.
	Pause time.Duration
}

// Plan is what reading a file in would do, in Swedish sentences.
type Plan struct {
	Source sheet.Source
	Rows   int      // below the head
	Does   []string // what is read in
	Notes  []string // what to look at
	// Takes is what somebody has and loses, or pays otherwise for: it is asked about.
	Takes []string
	// Replaces says that a price list loses procedures.
	Replaces bool

	kind   string
	digest string // SHA-256 of the file, hex
	work   []batch
}

// batch is a part of the work that is done in one transaction.
type batch struct {
	rows int
	do   func(server.Tx) error
}

// Kind is a sort of file that can be imported.
type Kind struct {
	Columns []sheet.Column
	plan    func(*planner) error
}

// Kinds lists them by name.
var Kinds = map[string]Kind{
	"clinics":    {clinicColumns, (*planner).clinics},
	"users":      {userColumns, (*planner).users},
	"performers": {performerColumns, (*planner).performers},
	"persons":    {personColumns, (*planner).persons},
	"prices":     {priceColumns, (*planner).prices},
}

// planner is one file on its way to a plan.
type planner struct {
	Import
	ctx    context.Context // of the reading, which does not outlive it
	table  *sheet.Table
	kind   Kind
	today  domain.Date
	shown  map[string]int64  // versions of the clinics that the plan was made of
	codes  map[string]string // of all price lists as written there, by their capitals
	plan   *Plan
	faults sheet.Faults
}

// Plan reads a file of a kind. What is wrong with it is sheet.Faults.
func (i Import) Plan(ctx context.Context, kind string, r io.Reader, o sheet.Options) (*Plan, error) {
	digest := sha256.New()
	t, err := sheet.Read(io.TeeReader(r, digest), o)
	if err != nil {
		return nil, err
	}
	t.FindHead(Kinds[kind].Columns)
	p := &planner{Import: i, ctx: ctx, table: t, kind: Kinds[kind], today: domain.DateOf(i.Now())}
	p.plan = &Plan{Source: t.Source, Rows: max(len(t.Rows)-1, 0), kind: kind, digest: hex.EncodeToString(digest.Sum(nil))}
	if len(t.Rows) == 1 {
		p.faults.Add(t.Rows[0].No+1, "", "filen har inga rader under rubrikraden")
		// The head is judged too: a wrong one explains why.
	}
	if err := p.kind.plan(p); err != nil {
		return nil, err
	}
	if len(p.faults) > 0 {
		slices.SortStableFunc(p.faults, func(x, y sheet.Fault) int { return cmp.Compare(x.Line, y.Line) })
		return nil, p.faults
	}
	return p.plan, nil
}

// lines reads the rows by the columns of the kind.
func (p *planner) lines(each func(sheet.Line)) error { return p.table.Lines(p.kind.Columns, each) }

// fault notes what only the rows together, or the database, show to be wrong.
func (p *planner) fault(line int, column, reason string) {
	if !p.faults.Full() {
		p.faults.Add(line, column, reason)
	}
}

// read looks into the database. What it sets outside it sets anew: it may run twice.
func (p *planner) read(f func(server.Tx) error) error { return p.Store.Read(p.ctx, f) }

func (p *Plan) takes(n int, sentence string) {
	if n > 0 {
		p.Takes = append(p.Takes, fmt.Sprintf(sentence, text.Number(n)))
	}
}

// Interrupted says that only the first rows of a plan were read in. Reading the
// file in again does the rest.
type Interrupted struct {
	Done, Rows int
	Err        error
}

func (e *Interrupted) Error() string {
	return fmt.Sprintf("imports: %d of %d rows done: %v", e.Done, e.Rows, e.Err)
}

// Unwrap gives what interrupted.
func (e *Interrupted) Unwrap() error { return e.Err }

// Apply does what the plan says, and notes in the desk's log who did it. A large
// one is done in batches, between which other writers have their turn; if that is
// interrupted the error is *Interrupted, and the log says how far it came.
func (i Import) Apply(ctx context.Context, p *Plan) error {
	done := 0
	for n, b := range p.work {
		last := n == len(p.work)-1
		err := i.pause(ctx, n)
		if err == nil {
			err = i.Store.Write(ctx, func(tx server.Tx) error {
				if err := b.do(tx); err != nil || !last {
					return err
				}
				return i.note(tx, p, done+b.rows, "")
			})
		}
		if err != nil && done > 0 {
			noted := i.Store.Write(context.WithoutCancel(ctx), func(tx server.Tx) error { return i.note(tx, p, done, interrupted) })
			return &Interrupted{Done: done, Rows: p.Rows, Err: errors.Join(err, noted)}
		}
		if err != nil {
			return err
		}
		done += b.rows
	}
	return nil
}

// interrupted is said in the log of a file of which only the first rows were read in.
const interrupted = "avbruten"

// note keeps who read a file in, and how much of it.
func (i Import) note(tx server.Trace, p *Plan, rows int, reason string) error {
	return server.NoteDesk(tx, server.DeskAct{
		At: i.Now(), By: i.By, Verb: "import " + p.kind, Rows: int64(rows), Digest: p.digest, Reason: reason,
	})
}

// pause waits before each batch but the first. A writer of another process
// looks every 100 ms whether the database is free.
func (i Import) pause(ctx context.Context, n int) error {
	if n == 0 || i.Pause == 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(i.Pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
