package store

import (
	"bytes"
	"errors"
	"hash/fnv"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// The rows of the draft list are kept several to a record, since opening a seal
// costs more than reading a row: a list of ten thousand is there before the next
// frame. The id decides in which of 256 blocks a row is, so that a save seals one
// small block, however many drafts there are.
var pathIndex = bucketPath{"draft-index"}

// blockForm is the version of a block: itself, the number of rows, and each row
// after its length.
const blockForm = 1

func blockKey(id string) []byte {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id)) // a hash takes everything
	return []byte{byte(h.Sum32())}
}

// block reads a block's head: how many rows follow.
func (r *reader) block() int {
	if r.num() != blockForm {
		r.bad = true
	}
	return r.count()
}

// row gives a draft's row in the list, a zero one if there is none.
func (r records) row(id string) (sum app.DraftSummary, err error) {
	block, err := r.blockAt(blockKey(id))
	if block == nil || err != nil {
		return sum, err
	}
	rows := &reader{s: string(block)}
	for range rows.block() {
		row := reader{s: rows.text()}
		if id != (&reader{s: row.s}).text() {
			continue
		}
		row.draft(&sum)
		rows.bad = rows.bad || !row.whole()
	}
	return sum, rows.end("a block of the list of drafts")
}

// putRow puts a draft's row in the list, in place of the one it had.
func (r records) putRow(sum app.DraftSummary) error {
	return r.changeBlock(sum.ID, rowOf(sum))
}

func (r records) removeRow(id string) error { return r.changeBlock(id, nil) }

// changeBlock writes the block of an id again: with its new row, or without it if
// row is empty.
func (r records) changeBlock(id string, row writer) error {
	key := blockKey(id)
	old, err := r.blockAt(key)
	if err != nil {
		return err
	}
	var rows writer
	n := 0
	if old != nil {
		if rows, n, err = r.otherRows(old, id); err != nil {
			return err
		}
	}
	if row != nil {
		if err := r.countRow(string(row), 1); err != nil {
			return err
		}
		rows.text(string(row))
		n++
	}
	return r.putBlock(key, rows, n)
}

// countRow counts a draft in, or out.
func (r records) countRow(row string, by int) error {
	var sum app.DraftSummary
	one := &reader{s: row}
	one.draft(&sum)
	if counted(sum.State) {
		r.count(tallyDrafts, sum.Clinic, by)
	}
	return one.end("a row of the list of drafts")
}

// blockAt gives a block; one that is damaged is made anew of its drafts.
func (r records) blockAt(key []byte) ([]byte, error) {
	block, err := r.get(pathIndex, key)
	if errors.Is(err, errDamaged) {
		return r.rebuilt(key)
	}
	return block, err
}

// rebuilt makes a damaged block from the drafts that belong in it, as far as they
// can be read. What the rules say about them comes with the next save of each.
func (r records) rebuilt(key []byte) ([]byte, error) {
	block, rows, n := writer(nil), writer(nil), 0
	err := r.scan(pathDrafts, false, func(id, plain []byte, damaged error) error {
		var d domain.Draft
		if damaged == nil && bytes.Equal(blockKey(string(id)), key) && decode(plain, &d) == nil {
			rows.text(string(rowOf(bareRow(d))))
			n++
		}
		return nil
	})
	block.num(blockForm)
	block.num(int64(n))
	return append(block, rows...), err
}

// bareRow is what a draft's row can say without the rules.
func bareRow(d domain.Draft) app.DraftSummary {
	row := app.DraftSummary{
		ID: d.ID, Clinic: d.Clinic, State: d.State, Updated: d.Updated, InvoiceNo: d.InvoiceNo, Bills: len(d.Bills),
		Errors: app.Unchecked,
	}
	for i, b := range d.Bills {
		if i == 0 {
			row.Person, row.Support = b.Person, domain.Support(b.Support)
		}
		row.Find += b.Person + " " + b.BillRef + " "
	}
	return row
}

// putBlock writes a block of n rows, and removes an empty one.
func (r records) putBlock(key []byte, rows writer, n int) error {
	if n == 0 {
		return r.remove(pathIndex, key)
	}
	block := make(writer, 0, len(rows)+8)
	block.num(blockForm)
	block.num(int64(n))
	return r.put(pathIndex, key, append(block, rows...))
}

// otherRows gives a block's rows as they are, except that of id, which is
// subtracted from the counts.
func (r records) otherRows(block []byte, id string) (rows writer, n int, err error) {
	all := &reader{s: string(block)}
	for range all.block() {
		row := all.text()
		if one := (&reader{s: row}); one.text() != id {
			rows.text(row)
			n++
		} else if err := r.countRow(row, -1); err != nil {
			return nil, 0, err
		}
	}
	return rows, n, all.end("a block of the list of drafts")
}

// rows gives the drafts of every clinic. All texts in the list are parts of one
// string that holds every block.
func (r records) rows() ([]app.DraftSummary, error) {
	var all strings.Builder
	all.Grow(r.size(pathIndex))
	if err := r.scan(pathIndex, false, func(key, plain []byte, damaged error) (err error) {
		if damaged != nil {
			plain, err = r.rebuilt(key)
		}
		_, _ = all.Write(plain) // never fails (strings.Builder)
		return err
	}); err != nil {
		return nil, err
	}
	count := reader{s: all.String()}
	n := 0
	for count.more() {
		for range count.block() {
			count.text()
			n++
		}
	}
	list := make([]app.DraftSummary, n)
	left, blocks := list, reader{s: all.String()}
	for blocks.more() {
		for range blocks.block() {
			row := reader{s: blocks.text()}
			row.draft(&left[0])
			left = left[1:]
			blocks.bad = blocks.bad || !row.whole()
		}
	}
	if err := blocks.end("the list of drafts"); err != nil {
		return nil, err
	}
	return r.oldRows(list)
}
