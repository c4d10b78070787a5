package store

import (
	"errors"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// The row of the draft that is being typed lies outside the blocks, in a record of
// its own, under the draft's id: with ten thousand drafts a block is six kilobytes,
// to be opened, sealed and written with every save. There is one such row at most. It
// stands for the one in the block, which is brought up to date when another draft is
// typed, or this one gets another state (ADR 033).
var pathTyped = bucketPath{"draft-typed"}

// typedRow gives the row outside the blocks and whose it is; "" if there is none.
// One that is damaged is made anew of its draft.
func (r records) typedRow() (id, row string, err error) {
	b := bucketAt(r.tx, pathTyped)
	if b == nil {
		return "", "", nil
	}
	key, _ := b.Cursor().First()
	if key == nil {
		return "", "", nil
	}
	plain, err := r.get(pathTyped, key)
	if !errors.Is(err, errDamaged) {
		return string(key), string(plain), err
	}
	var d domain.Draft
	if there, err := r.getJSON(pathDrafts, key, &d); !there || err != nil {
		return string(key), "", nil //nolint:nilerr // the block still has a row of it
	}
	return string(key), string(rowOf(bareRow(d))), nil
}

// typeRow puts the row of a draft that is being typed outside the blocks, and the
// one of the draft before into its block.
func (r records) typeRow(sum app.DraftSummary) error {
	row := rowOf(sum)
	if err := r.recount(sum.ID, row); err != nil {
		return err
	}
	before, old, err := r.typedRow()
	if err != nil {
		return err
	}
	if before != "" && before != sum.ID {
		if old != "" {
			err = r.changeBlock(before, writer(old))
		}
		if err = errors.Join(err, r.remove(pathTyped, []byte(before))); err != nil {
			return err
		}
	}
	return r.put(pathTyped, []byte(sum.ID), row)
}
