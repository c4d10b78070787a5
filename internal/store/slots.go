package store

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"time"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// pathSlotNotes holds, for each slot, what holds its key. The first slot of a
// file has no note before it is used again: it is of the card that the file was
// made with.
var pathSlotNotes = bucketPath{"slot-notes"}

type slotNote struct {
	Kind  app.SlotKind `json:"kind"`
	About string       `json:"about,omitempty"`
	Until time.Time    `json:"until,omitzero"`
	Made  time.Time    `json:"made,omitzero"`
	Used  time.Time    `json:"used,omitzero"`
}

// note reads what is kept about a slot; one that is damaged says as much as none.
func (r records) note(id []byte) (slotNote, error) {
	note := slotNote{Kind: app.SlotCard}
	_, err := r.getJSON(pathSlotNotes, id, &note)
	if errors.Is(err, errDamaged) {
		return slotNote{Kind: app.SlotCard}, nil
	}
	return note, err
}

func (r records) shown(id []byte, n slotNote) app.Slot {
	return app.Slot{
		ID: hex.EncodeToString(id), Kind: n.Kind, About: n.About, Until: n.Until, Made: n.Made, Used: n.Used,
		Current: bytes.Equal(id, r.keys.slot),
	}
}

func (s *Store) Slots() (list []app.Slot, err error) {
	err = s.view("store.slots", func(r records) error {
		return r.tx.Bucket(bucketSlots).ForEach(func(id, _ []byte) error {
			note, err := r.note(id)
			list = append(list, r.shown(id, note))
			return err
		})
	})
	return list, err
}

func (s *Store) UseSlot(use app.Slot) error {
	return s.update("store.useSlot", func(r records) error {
		if r.tx.Bucket(bucketSlots).Get(r.keys.slot) == nil {
			return none("store.useSlot", app.CodeStoreWrongCard)
		}
		note, err := r.note(r.keys.slot)
		if err != nil {
			return err
		}
		note.Kind, note.About, note.Until, note.Used = use.Kind, use.About, use.Until, use.Used
		return r.putJSON(pathSlotNotes, r.keys.slot, note)
	})
}

// AddSlot makes key open the file too. A copy made earlier is not opened by it.
func (s *Store) AddSlot(ctx context.Context, slot app.Slot, key app.KeyFunc) (app.Slot, error) {
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
	note := slotNote{Kind: slot.Kind, About: slot.About, Until: slot.Until, Made: slot.Made, Used: slot.Used}
	err = s.update(op, func(r records) error {
		id, err := putSlot(r.tx, salt, secret, r.keys.data)
		if err != nil {
			return err
		}
		slot = r.shown(id, note)
		return r.putJSON(pathSlotNotes, id, note)
	})
	return slot, err
}

// RemoveSlot removes a way to open the file. Kind NotFound if there is none such,
// Conflict if it is the last. It still opens copies that were put elsewhere, and those
// from before a change of the file's form or a rescue.
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
	return fault(op, errors.Join(s.dropCopy(), s.shed()))
}

func only(b *bolt.Bucket, key []byte) bool {
	first, _ := b.Cursor().First()
	last, _ := b.Cursor().Last()
	return bytes.Equal(first, key) && bytes.Equal(last, key)
}
