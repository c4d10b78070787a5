package store

import (
	"bytes"
	"context"
	"encoding/hex"
	"os"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// A renewed card opens the old drafts once it has a slot (A8), also without the
// first card; and whoever has lost its slot opens nothing.
func TestASecondCardOpensTheOldDrafts(t *testing.T) {
	dir := t.TempDir()
	s, err := enter(t, dir, hsa, user, "anna")
	must(t, err)
	d, sum := draft(1)
	must(t, s.SaveDraft(d, sum))
	must(t, s.PutPerson("101", domain.PersonFacts{Person: invoice(t, 1, 1, domain.StatusReceived).Bills[0].Person}, fixedClock{}.Now()))
	first, err := s.Slots()
	if err != nil || len(first) != 1 || first[0].Kind != app.SlotCard {
		t.Fatalf("%+v, %v", first, err)
	}
	wantCode(t, s.RemoveSlot(first[0].ID), app.CodeSlotLast)
	second, err := s.AddSlot(t.Context(), app.Slot{Kind: app.SlotRecovery}, card("paper"))
	must(t, err)
	if again, err := s.AddSlot(t.Context(), app.Slot{Kind: app.SlotRecovery}, card("paper")); err != nil || again != second {
		t.Errorf("the same key twice: %+v, %v", again, err)
	}
	if list, err := s.Slots(); err != nil || len(list) != 2 || !slices.Contains(list, second) || !slices.Contains(list, first[0]) {
		t.Errorf("%+v, %v", list, err)
	}
	must(t, s.Close())

	if s, err = enter(t, dir, hsa, user, "paper"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Draft(d.ID); err != nil || got.InvoiceNo != d.InvoiceNo {
		t.Errorf("%+v, %v", got, err)
	}
	if list, err := s.Persons("101"); err != nil || len(list) != 1 {
		t.Errorf("keys of look-ups are others: %+v, %v", list, err)
	}
	must(t, s.RemoveSlot(first[0].ID))
	second.Current = true
	if list, err := s.Slots(); err != nil || len(list) != 1 || list[0] != second {
		t.Errorf("%+v, %v", list, err)
	}
	if err := s.RemoveSlot(first[0].ID); domain.KindOf(err) != domain.NotFound {
		t.Errorf("removed twice: %v", err)
	}
	if err := s.RemoveSlot("not hex"); domain.KindOf(err) != domain.NotFound {
		t.Error(err)
	}
	must(t, s.Close())
	_, err = enter(t, dir, hsa, user, "anna")
	wantCode(t, err, app.CodeStoreWrongCard)
}

// A key of one salt is not given for another: a file made anew has another salt.
func TestTheCardIsAskedAgainForAnotherSalt(t *testing.T) {
	asked := 0
	m := memory{derive: func(_ context.Context, salt []byte) ([]byte, error) {
		asked++
		return bytes.Clone(salt), nil
	}}
	for _, salt := range []string{"a", "a", "b", "b"} {
		got, err := m.key(t.Context(), []byte(salt))
		if err != nil || string(got) != salt {
			t.Errorf("%s: %q, %v", salt, got, err)
		}
		clear(got) // the caller wipes what it got
	}
	if asked != 2 {
		t.Errorf("asked %d times", asked)
	}
}

// Of a slot that was removed nothing is kept, not even what held its key, nor a page
// that it stood on.
func TestNothingIsLeftOfARemovedSlot(t *testing.T) {
	s := open(t, t.TempDir())
	slot, err := s.AddSlot(t.Context(), app.Slot{Kind: app.SlotKeyring}, card("ring"))
	must(t, err)
	d, sum := draft(1)
	must(t, s.SaveDraft(d, sum))
	id, err := hex.DecodeString(slot.ID)
	must(t, err)
	holds := func() bool {
		raw, err := os.ReadFile(s.path)
		must(t, err)
		return bytes.Contains(raw, id)
	}
	if !holds() {
		t.Fatal("the test looks for something that is never there")
	}
	must(t, s.RemoveSlot(slot.ID))
	if holds() {
		t.Error("the slot stands on a free page")
	}
	if _, err := s.Draft(d.ID); err != nil {
		t.Error(err)
	}
	if n := countRecords(t, s, pathSlotNotes); n != 0 {
		t.Errorf("%d notes", n)
	}
}

// A slot that cannot be made changes nothing.
func TestAKeyThatFailsMakesNoSlot(t *testing.T) {
	s := open(t, t.TempDir())
	_, err := s.AddSlot(t.Context(), app.Slot{Kind: app.SlotCard}, func(context.Context, []byte) ([]byte, error) {
		return nil, &domain.Error{Kind: domain.Card, Code: app.CodeCardRemoved}
	})
	wantCode(t, err, app.CodeCardRemoved)
	if list, err := s.Slots(); err != nil || len(list) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

// Of the same card two files have slots that nobody sees belong together, and
// nothing of the data key stands in a file.
func TestSlotsTellNobodyWhose(t *testing.T) {
	var ids [2]string
	for i := range ids {
		s := open(t, t.TempDir())
		list, err := s.Slots()
		must(t, err)
		ids[i] = list[0].ID
		data := bytes.Clone(s.keys.data)
		must(t, s.Close())
		file, err := os.ReadFile(s.path)
		must(t, err)
		if len(data) != 32 || bytes.Contains(file, data) || bytes.Contains(file, []byte("anna")) {
			t.Error("the file holds its key")
		}
	}
	if ids[0] == ids[1] {
		t.Error("the slots of one card are the same in two files")
	}
}

// A slot put under another slot's id is damage, not a key.
func TestASlotMovedIsDamaged(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, err := s.AddSlot(t.Context(), app.Slot{Kind: app.SlotCard}, card("bo"))
	must(t, err)
	must(t, s.Close())
	raw(t, s.path, func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketSlots)
		first, v := b.Cursor().First()
		last, w := b.Cursor().Last()
		first, last, v, w = bytes.Clone(first), bytes.Clone(last), bytes.Clone(v), bytes.Clone(w)
		if err := b.Put(first, w); err != nil {
			return err
		}
		return b.Put(last, v)
	})
	must(t, os.Remove(copyPath(s.path)))
	if opened, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna")); err == nil {
		defer func() { must(t, opened.Close()) }()
		if opened.Rescued() == nil { // an older page has them where they were
			t.Error("opened by a slot that was moved")
		}
	} else {
		wantCode(t, err, app.CodeStoreAside)
	}
}

// What a slot tells is kept with it, also of the one that the file was made with; a
// damaged note hides no slot.
func TestA8ASlotTellsWhoseItIs(t *testing.T) {
	s := open(t, t.TempDir())
	at := fixedClock{}.Now()
	must(t, s.UseSlot(app.Slot{Kind: app.SlotCard, About: "Anna Ek", Until: at.AddDate(2, 0, 0), Used: at}))
	paper, err := s.AddSlot(t.Context(), app.Slot{Kind: app.SlotRecovery, About: "ABC123", Made: at}, card("paper"))
	must(t, err)
	list, err := s.Slots()
	must(t, err)
	for _, got := range list {
		want := app.Slot{ID: got.ID, Kind: app.SlotCard, About: "Anna Ek", Until: at.AddDate(2, 0, 0), Used: at, Current: true}
		if got.ID == paper.ID {
			want = app.Slot{ID: got.ID, Kind: app.SlotRecovery, About: "ABC123", Made: at}
		}
		if !got.Until.Equal(want.Until) || !got.Made.Equal(want.Made) || !got.Used.Equal(want.Used) || got.About != want.About || got.Kind != want.Kind || got.Current != want.Current {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	must(t, s.db.Update(func(tx *bolt.Tx) error {
		b := bucketAt(tx, pathSlotNotes)
		id, _ := b.Cursor().First()
		return b.Put(id, []byte("no note"))
	}))
	if list, err := s.Slots(); err != nil || len(list) != 2 {
		t.Errorf("%+v, %v", list, err)
	}
}
