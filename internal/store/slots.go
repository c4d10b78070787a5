package store

import (
	"bytes"
	"context"
	"encoding/hex"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// placeSlotNotes says of each slot what holds its key. The first slot of a file
// has no note: it is the card's that the file was made with.
var placeSlotNotes = place{"slot-notes"}

type slotNote struct {
	Kind app.SlotKind `json:"kind"`
}

// Slots lists the ways to open the file.
func (s *Store) Slots() (list []app.Slot, err error) {
	err = s.view("store.slots", func(r records) error {
		return r.tx.Bucket(bucketSlots).ForEach(func(id, _ []byte) error {
			note := slotNote{Kind: app.SlotCard}
			_, err := r.getJSON(placeSlotNotes, id, &note)
			list = append(list, app.Slot{ID: hex.EncodeToString(id), Kind: note.Kind})
			return err
		})
	})
	return list, err
}

// AddSlot makes key open the file too, with everything in it. A copy of the file
// from before does not know of it.
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
		return r.putJSON(placeSlotNotes, id, slotNote{kind})
	})
	return app.Slot{ID: hex.EncodeToString(id), Kind: kind}, err
}

// RemoveSlot takes a way to open the file away. Kind NotFound if there is none
// such, Conflict if it is the last. Whoever has it and a copy of the file from
// before opens that copy.
func (s *Store) RemoveSlot(id string) error {
	const op = "store.removeSlot"
	key, err := hex.DecodeString(id)
	if err != nil {
		return none(op, app.CodeStoreWrongCard)
	}
	return s.update(op, func(r records) error {
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
		return r.remove(placeSlotNotes, key)
	})
}

func only(b *bolt.Bucket, key []byte) bool {
	first, _ := b.Cursor().First()
	last, _ := b.Cursor().Last()
	return bytes.Equal(first, key) && bytes.Equal(last, key)
}
