package store

import (
	"bytes"
	"context"
	"encoding/hex"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// pathSlotNotes holds, for each slot, what holds its key. The first slot of a
// file has no note: it is of the card that the file was made with.
var pathSlotNotes = bucketPath{"slot-notes"}

type slotNote struct {
	Kind app.SlotKind `json:"kind"`
}

func (s *Store) Slots() (list []app.Slot, err error) {
	err = s.view("store.slots", func(r records) error {
		return r.tx.Bucket(bucketSlots).ForEach(func(id, _ []byte) error {
			note := slotNote{Kind: app.SlotCard}
			_, err := r.getJSON(pathSlotNotes, id, &note)
			list = append(list, app.Slot{ID: hex.EncodeToString(id), Kind: note.Kind})
			return err
		})
	})
	return list, err
}

// AddSlot makes key open the file too. A copy made earlier is not opened by it.
func (s *Store) AddSlot(ctx context.Context, kind app.SlotKind, key app.KeyFunc) (app.Slot, error) {
	const op = "store.addSlot"
	var salt []byte
	if err := s.view(op, func(r records) (err error) {
		salt, _, err = readHead(r.tx)
		return err
	}); err != nil {
		return app.Slot{}, err
	}
	secret, err := key(ctx, salt) // outside of any transaction: a card may take a second
	if err != nil {
		return app.Slot{}, fault(op, err)
	}
	defer clear(secret)
	var id []byte
	err = s.update(op, func(r records) (err error) {
		if id, err = putSlot(r.tx, salt, secret, r.keys.data); err != nil {
			return err
		}
		return r.putJSON(pathSlotNotes, id, slotNote{kind})
	})
	return app.Slot{ID: hex.EncodeToString(id), Kind: kind}, err
}

// RemoveSlot removes a way to open the file. Kind NotFound if there is none such,
// Conflict if it is the last. It still opens copies made earlier.
func (s *Store) RemoveSlot(id string) error {
	const op = "store.removeSlot"
	key, err := hex.DecodeString(id)
	if err != nil {
		return none(op, app.CodeStoreWrongCard)
	}
	err = s.update(op, func(r records) error {
		slots := r.tx.Bucket(bucketSlots)
		switch {
		case slots.Get(key) == nil:
			return none(op, app.CodeStoreWrongCard)
		case only(slots, key):
			return &domain.Error{Kind: domain.Conflict, Code: app.CodeSlotLast, Op: op}
		}
		if err := slots.Delete(key); err != nil {
			return err
		}
		return r.remove(pathSlotNotes, key)
	})
	if err != nil {
		return err
	}
	return fault(op, s.dropCopy())
}

func only(b *bolt.Bucket, key []byte) bool {
	first, _ := b.Cursor().First()
	last, _ := b.Cursor().Last()
	return bytes.Equal(first, key) && bytes.Equal(last, key)
}
