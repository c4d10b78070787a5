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
	raw, err := r.rawRow(id)
	if raw == "" || err != nil {
		return sum, err
	}
	row := reader{s: raw}
	row.draft(&sum)
	return sum, row.end("a row of the list of drafts")
}

// rawRow gives a draft's row as it is stored, "" if there is none.
func (r records) rawRow(id string) (string, error) {
	typed, row, err := r.typedRow()
	if err != nil || typed == id && row != "" {
		return row, err
	}
	block, err := r.blockAt(blockKey(id))
	if block == nil || err != nil {
		return "", err
	}
	rows := &reader{s: string(block)}
	for range rows.block() {
		if row := rows.text(); id == (&reader{s: row}).text() {
			return row, nil
		}
	}
	return "", rows.end("a block of the list of drafts")
}

// putRow puts a draft's row in the list, in place of the one it had.
func (r records) putRow(sum app.DraftSummary) error {
	return r.changeRow(sum.ID, rowOf(sum))
}

func (r records) removeRow(id string) error { return r.changeRow(id, nil) }

// changeRow puts a row in its block, or takes it away if row is empty.
func (r records) changeRow(id string, row writer) error {
	if err := r.recount(id, row); err != nil {
		return err
	}
	if err := r.remove(pathTyped, []byte(id)); err != nil {
		return err
	}
	return r.changeBlock(id, row)
}

// recount takes a draft's row out of the counts and its new one, if any, in.
func (r records) recount(id string, row writer) error {
	old, err := r.rawRow(id)
	if err == nil && old != "" {
		err = r.countRow(old, -1)
	}
	if err == nil && len(row) > 0 {
		err = r.countRow(string(row), 1)
	}
	return err
}

// changeBlock writes the block of an id again: with its new row, or without it if
// row is empty.
func (r records) changeBlock(id string, row writer) error {
	key := blockKey(id)
	old, err := r.blockAt(key)
	if err != nil {
		return err
	}
	block, err := withRow(old, id, row)
	if err != nil {
		return err
	}
	return r.putBlock(key, block)
}

// withRow gives a block with a row in place of the one that the id had, or without
// it if row is empty; nil if no row is left.
func withRow(block []byte, id string, row writer) ([]byte, error) {
	var rows writer
	n := 0
	if block != nil {
		all := &reader{s: string(block)}
		for range all.block() {
			if other := all.text(); (&reader{s: other}).text() != id {
				rows.text(other)
				n++
			}
		}
		if err := all.end("a block of the list of drafts"); err != nil {
			return nil, err
		}
	}
	if len(row) > 0 {
		rows.text(string(row))
		n++
	}
	return blockOf(rows, n), nil
}

// blockOf makes a block of n rows, nil of none.
func blockOf(rows writer, n int) []byte {
	if n == 0 {
		return nil
	}
	block := make(writer, 0, len(rows)+8)
	block.num(blockForm)
	block.num(int64(n))
	return append(block, rows...)
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

// blockAt gives a block. A damaged one is made anew of its drafts, and stored if
// the transaction may write.
func (r records) blockAt(key []byte) ([]byte, error) {
	block, err := r.get(pathIndex, key)
	if !errors.Is(err, errDamaged) {
		return block, err
	}
	block, err = r.rebuilt(key)
	if r.done == nil || err != nil {
		return block, err
	}
	return block, r.putBlock(key, block)
}

// putBlock stores a block, or removes one without rows.
func (r records) putBlock(key, block []byte) error {
	if block == nil {
		return r.remove(pathIndex, key)
	}
	return r.put(pathIndex, key, block)
}

// rebuilt makes a damaged block from the drafts that belong in it, as far as they
// can be read. What the rules say about them comes with the next save of each.
func (r records) rebuilt(key []byte) ([]byte, error) {
	var rows writer
	n := 0
	err := r.scan(pathDrafts, false, func(id, plain []byte, damaged error) error {
		var d domain.Draft
		if damaged == nil && bytes.Equal(blockKey(string(id)), key) && decode(plain, &d) == nil {
			rows.text(string(rowOf(bareRow(d))))
			n++
		}
		return nil
	})
	return blockOf(rows, n), err
}

// bareRow is a draft's row with what is known without running the rules.
func bareRow(d domain.Draft) app.DraftSummary {
	row := app.DraftSummary{
		ID: d.ID, Clinic: d.Clinic, State: d.State, Updated: d.Updated, InvoiceNo: d.InvoiceNo, Bills: len(d.Bills),
		Errors: app.Unchecked, Visit: d.HomeVisit != nil,
	}
	for i, b := range d.Bills {
		if i == 0 {
			row.Person, row.Support = b.Person, domain.Support(b.Support)
		}
		row.Find += b.Person + " " + b.BillRef + " "
	}
	return row
}

// blocks calls f with every block as it is with the row that lies outside.
func (r records) blocks(f func(block []byte)) error {
	id, row, err := r.typedRow()
	if err != nil {
		return err
	}
	at := blockKey(id)
	if err := r.scan(pathIndex, false, func(key, plain []byte, damaged error) (err error) {
		if damaged != nil {
			plain, err = r.rebuilt(key)
		}
		if row != "" && err == nil && bytes.Equal(key, at) {
			plain, err = withRow(plain, id, writer(row))
			row = ""
		}
		f(plain)
		return err
	}); err != nil || row == "" {
		return err
	}
	block, err := withRow(nil, id, writer(row))
	f(block)
	return err
}

// rows gives the drafts of every clinic. All texts in the list are parts of one
// string that holds every block.
func (r records) rows() ([]app.DraftSummary, error) {
	var all strings.Builder
	all.Grow(r.size(pathIndex))
	if err := r.blocks(func(block []byte) {
		_, _ = all.Write(block) // never fails (strings.Builder)
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
