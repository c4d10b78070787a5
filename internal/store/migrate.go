package store

import (
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Schema 1 had each row of the draft list in a record of its own. Such a file
// is brought up to date by the first transaction that writes to it, which an
// opening makes; on a full disk it stays as it is, and is read as it is.
var placeDraftList = place{"draft-list"}

// oldRowForm is the version that stood before each row of schema 1.
const oldRowForm = 1

// old tells whether the file is of schema 1.
func (r records) old() bool { return bucketAt(r.tx, placeDraftList) != nil }

// migrate brings an old file up to date. From then on an older program refuses
// it: it would show a list without drafts.
func (r records) migrate() error {
	if !r.old() {
		return nil
	}
	list, err := r.oldRows(nil)
	if err != nil {
		return err
	}
	var blocks [256]struct {
		rows writer
		n    int
	}
	for _, sum := range list {
		b := &blocks[blockKey(sum.ID)[0]]
		b.rows.text(string(rowOf(sum)))
		b.n++
	}
	for key, b := range blocks {
		if err := r.putBlock([]byte{byte(key)}, b.rows, b.n); err != nil {
			return err
		}
	}
	if err := r.tx.DeleteBucket([]byte(placeDraftList[0])); err != nil {
		return err
	}
	salt, err := readHead(r.tx)
	if err != nil {
		return err
	}
	return r.tx.Bucket(bucketHead).Put(keyHead, head(salt))
}

// oldRows appends the rows that lie as schema 1 had them.
func (r records) oldRows(list []app.DraftSummary) ([]app.DraftSummary, error) {
	err := r.each(placeDraftList, false, func(_, plain []byte) error {
		r := &reader{s: string(plain)}
		if r.num() != oldRowForm {
			r.bad = true
		}
		list = append(list, app.DraftSummary{
			ID: r.text(), Clinic: r.text(), State: domain.DraftState(r.text()), Updated: r.at(),
			InvoiceNo: r.text(), Person: r.text(), Support: domain.Support(r.text()),
			Bills: int(r.num()), FirstDate: r.date(), Sum: domain.Ore(r.num()),
			Errors: int(r.num()), Warnings: int(r.num()),
		})
		return r.end("a row of the list of drafts")
	})
	return list, err
}
