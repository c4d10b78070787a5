package store

import (
	"crypto/sha256"
	"strconv"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// A file of an older schema is brought up to date by the first save, which an
// opening makes, after a copy of it was put beside it. On a full disk it stays
// as it is, and is read as it is. From then on an older program refuses the
// file: it would show lists without what lies in the new places.
//
// Schema 1 had each row of the draft list in a record of its own. Schema 2 had
// a submission and its bytes in one record. Schema 3 had every row in a block.
var (
	pathDraftList = bucketPath{"draft-list"} // schema 1
	pathOutbox    = bucketPath{"outbox"}     // schemas 1 and 2
)

// oldRowForm is the version that stood before each row of schema 1.
const oldRowForm = 1

// upgrade copies the file and brings it up to date. The caller holds writing.
func (s *Store) upgrade(op string) error {
	if err := s.keepCopy(); err != nil {
		return err
	}
	if err := s.write(op, records.migrate); err != nil {
		return err
	}
	s.outdated, s.tallies = false, nil
	s.damaged.clear() // their places are others now; they are found again
	return nil
}

// keepCopy puts a durable copy beside the file, named by its schema. It is never
// removed: it opens with the program that wrote it.
func (s *Store) keepCopy() error {
	var version uint32
	if err := s.view("store.keepCopy", func(r records) (err error) {
		_, version, err = readHead(r.tx)
		return err
	}); err != nil {
		return err
	}
	return s.copyTo(s.path + ".schema-" + strconv.Itoa(int(version)))
}

func (r records) migrate() error {
	if err := r.migrateRows(); err != nil {
		return err
	}
	if err := r.migrateOutbox(); err != nil {
		return err
	}
	salt, _, err := readHead(r.tx)
	if err != nil {
		return err
	}
	return r.tx.Bucket(bucketHead).Put(keyHead, head(salt))
}

func (r records) migrateRows() error {
	if bucketAt(r.tx, pathDraftList) == nil {
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
		if err := r.putBlock([]byte{byte(key)}, blockOf(b.rows, b.n)); err != nil {
			return err
		}
	}
	return r.tx.DeleteBucket([]byte(pathDraftList[0]))
}

// migrateOutbox parts heads and bytes. A damaged submission stays one: it keeps
// its id, and the copy has it as it was.
func (r records) migrateOutbox() error {
	old := bucketAt(r.tx, pathOutbox)
	if old == nil {
		return nil
	}
	heads, err := r.makeBucket(pathHeads)
	if err != nil {
		return err
	}
	if err := heads.SetSequence(old.Sequence()); err != nil {
		return err
	}
	if err := r.scan(pathOutbox, false, func(key, plain []byte, damaged error) error {
		h, body, err := readOldCommand(plain)
		if damaged != nil || err != nil {
			return heads.Put(key, old.Get(key)) // sealed for another place: found damaged there too
		}
		c := domain.Command{ID: string(key), Kind: h.Kind, Clinic: h.Clinic, Body: body}
		return r.putCommand(c, app.Filing{At: h.Queued}, h.Seq)
	}); err != nil {
		return err
	}
	return r.tx.DeleteBucket([]byte(pathOutbox[0]))
}

// oldQueued is a submission as schema 2 had it.
type oldQueued struct {
	Seq    uint64    `json:"seq"`
	Clinic string    `json:"clinic"`
	Body   []byte    `json:"body"`
	SHA256 []byte    `json:"sha256"`
	Queued time.Time `json:"queued"`
}

func readOldCommand(plain []byte) (h commandHead, body []byte, err error) {
	var q oldQueued
	if err := decode(plain, &q); err != nil {
		return h, nil, err
	}
	if digest := sha256.Sum256(q.Body); string(digest[:]) != string(q.SHA256) {
		return h, nil, damage("a submission is not what was queued")
	}
	return commandHead{Seq: q.Seq, Kind: domain.CommandSubmit, Clinic: q.Clinic, Queued: q.Queued, SHA256: q.SHA256}, q.Body, nil
}

// oldCommand reads a command that still lies as schema 2 had it; a zero head if
// there is none.
func (r records) oldCommand(id string) (h commandHead, body []byte, err error) {
	plain, err := r.get(pathOutbox, []byte(id))
	if plain == nil || err != nil {
		return h, nil, err
	}
	return readOldCommand(plain)
}

func (r records) oldHeads() (list []queuedHead, err error) {
	err = r.scan(pathOutbox, false, func(key, plain []byte, damaged error) error {
		h, t := commandHead{}, tried{}
		if damaged == nil {
			h, _, damaged = readOldCommand(plain)
		}
		if damaged == nil {
			t, damaged = r.tried(key)
		}
		list = append(list, listed(string(key), h, t, damaged))
		return nil
	})
	return list, err
}

// oldRows appends the rows that lie as schema 1 had them.
func (r records) oldRows(list []app.DraftSummary) ([]app.DraftSummary, error) {
	err := r.each(pathDraftList, false, func(_, plain []byte) error {
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
