package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// putAside makes a directory with a user's new file, which has draft 1 only, changed
// since, and a damaged one beside it with drafts 1 to 8 of which 8 waits in the outbox.
func putAside(t *testing.T) (dir, remnant string) {
	t.Helper()
	dir, path, whole := afterTheCopy(t)
	clear(whole[:2*os.Getpagesize()])
	remnant = filepath.Base(path) + ".skadad-20261120T080000.000"
	must(t, errors.Join(os.WriteFile(filepath.Join(dir, remnant), whole, 0o600), os.Remove(path), os.Remove(copyPath(path)), os.Remove(markPath(path))))
	s := open(t, dir)
	must(t, NewVault(dir, fixedClock{}).Bind(hsa, hsa))
	d, row := draft(1)
	d.InvoiceNo, d.Updated = "newest", d.Updated.Add(5)
	must(t, s.SaveDraft(d, row))
	must(t, s.Close())
	return dir, remnant
}

// TestV4AFileThatWasPutAsideIsRead: what is missing is counted first, and taken in only
// then; the file as it was is kept; what is newer here stays.
func TestV4AFileThatWasPutAsideIsRead(t *testing.T) {
	dir, remnant := putAside(t)
	v := NewVault(dir, fixedClock{})
	g, err := v.Regain(t.Context(), hsa, remnant, card("anna"), nil)
	must(t, err)
	if drafts, commands := g.Readable(); drafts != 8 || commands != 1 {
		t.Errorf("%d drafts and %d commands can be read", drafts, commands)
	}
	for range 2 { // counting changes nothing
		if found, err := g.Missing(); err != nil || found.Drafts != 7 || found.Commands != 1 {
			t.Errorf("%+v %v", found, err)
		}
	}
	if list, err := g.store.Drafts("101"); err != nil || len(list) != 1 {
		t.Errorf("changed by counting: %d, %v", len(list), err)
	}
	found, kept, err := g.Take(fixedClock{}.Now())
	if err != nil || found.Drafts != 7 || found.Commands != 1 || !strings.Contains(kept, ".undan-") {
		t.Fatalf("%+v %q %v", found, kept, err)
	}
	if found, err := g.Missing(); err != nil || found.Drafts+found.Commands != 0 {
		t.Errorf("still missing: %+v %v", found, err)
	}
	must(t, g.Close())

	s := open(t, dir)
	one, _ := draft(1)
	if d, err := s.Draft(one.ID); err != nil || d.InvoiceNo != "newest" {
		t.Errorf("%+v %v", d, err)
	}
	if list, err := s.Drafts("101"); err != nil || len(list) != 8 {
		t.Errorf("%d drafts, %v", len(list), err)
	}
	if heads, err := s.Outbox(); err != nil || len(heads) != 1 || !heads[0].Sent {
		t.Errorf("%+v %v", heads, err)
	}
	must(t, s.Close())
	g, err = v.Regain(t.Context(), hsa, kept, card("anna"), nil) // what was put away can be read like any other
	must(t, err)
	if drafts, _ := g.Readable(); drafts != 1 {
		t.Errorf("%d drafts in what was kept", drafts)
	}
	must(t, g.Close())
}

// What the region has received and is put away does not come back as a draft.
func TestV4WhatIsReceivedIsNotRescued(t *testing.T) {
	dir, remnant := putAside(t)
	s := open(t, dir)
	two, row := draft(2)
	two.State, row.State = domain.DraftQueued, domain.DraftQueued
	must(t, s.Queue(filed(two, row, []byte("{}"))))
	now := fixedClock{}.Now()
	must(t, s.Settle(two.ID, app.Outcome{At: now, Receipt: &domain.Receipt{OurRef: 1, Received: now}}))
	must(t, s.update("test", func(r records) error { return r.keepSent(two.ID) }))
	must(t, s.Close())
	g, err := NewVault(dir, fixedClock{}).Regain(t.Context(), hsa, remnant, card("anna"), nil)
	must(t, err)
	if found, err := g.Missing(); err != nil || found.Drafts != 6 {
		t.Errorf("%+v %v", found, err)
	}
	must(t, g.Close())
}

// Without a card: names of files, sizes, times and numbers, and nothing else.
func TestV4WhatIsThereIsToldWithoutACard(t *testing.T) {
	v := NewVault(filepath.Join(t.TempDir(), "none"), fixedClock{})
	if list, err := v.Remnants(); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
	dir, remnant := putAside(t)
	must(t, os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o600))
	v = NewVault(dir, fixedClock{})
	list, err := v.Remnants()
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v %v", list, err)
	}
	for _, r := range list {
		if damaged := r.File == remnant; damaged && r.Items != 8 || !damaged && r.Items != 1 || r.Size == 0 || r.At.IsZero() {
			t.Errorf("%+v", r)
		}
	}
	at, ok := begun("019ac0de-0000-7000-8000-000000000001")
	if !ok || at.Year() != 2025 {
		t.Errorf("%v %v", at, ok)
	}
	for _, id := range []string{"", "head", "019ac0de-0000-4000-8000-000000000001", "019ac0de-0000-7000-8000-00000000000x"} {
		if _, ok := begun(id); ok {
			t.Errorf("%q is taken for an id", id)
		}
	}
}

// The file of another user, and a file of another kind, are refused and not touched.
func TestV4AnothersFileIsNotRead(t *testing.T) {
	dir, remnant := putAside(t)
	v := NewVault(dir, fixedClock{})
	for _, name := range []string{"", "notes.txt", "../" + remnant, strings.TrimSuffix(remnant, "0") + "9", filepath.Base(v.path(hsa))} {
		_, err := v.Regain(t.Context(), hsa, name, card("anna"), nil)
		wantCode(t, err, app.CodeStoreNoRemnant)
	}
	theirs := strings.Repeat("ab", 16) + ".db.kopia"
	_, other := filled(t, 1)
	raw, err := os.ReadFile(copyPath(other))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, theirs), raw, 0o600))
	bo := card("bo")
	s, err := v.Open(t.Context(), "SE-BO", "SE-BO", bo)
	must(t, err)
	must(t, s.Close())
	must(t, v.Bind("SE-BO", "SE-BO"))
	_, err = v.Regain(t.Context(), "SE-BO", theirs, bo, nil)
	wantCode(t, err, app.CodeStoreWrongCard)
	if _, err := v.Open(t.Context(), "SE-BO", "", bo); err != nil { // it was closed
		t.Error(err)
	}
}

// TestA8AColleaguesDraftsAreTakenInByTheKey: of a user who has been removed, whose
// printed key was kept; what waited in the outbox is a draft again, and nothing is sent
// in that user's name. Another key opens nothing.
func TestA8AColleaguesDraftsAreTakenInByTheKey(t *testing.T) {
	dir, path := filled(t, 3)
	s := open(t, dir)
	_, err := s.AddSlot(t.Context(), app.Slot{Kind: app.SlotRecovery}, card("paper"))
	must(t, err)
	list, err := s.Slots()
	must(t, err)
	for _, slot := range list {
		if slot.Current {
			must(t, s.RemoveSlot(slot.ID))
		}
	}
	must(t, s.Close())
	v := NewVault(dir, fixedClock{})
	own, err := v.Open(t.Context(), "SE-BO", "SE-BO", card("bo"))
	must(t, err)
	must(t, own.Close())
	must(t, v.Bind("SE-BO", "SE-BO"))
	theirs := filepath.Base(copyPath(path))
	for key, want := range map[string]string{"other": app.CodeStoreWrongCard, "anna": app.CodeStoreWrongCard} {
		_, err := v.Regain(t.Context(), "SE-BO", theirs, card("bo"), card(key))
		wantCode(t, err, want)
	}
	g, err := v.Regain(t.Context(), "SE-BO", theirs, card("bo"), card("paper"))
	must(t, err)
	if found, _, err := g.Take(fixedClock{}.Now()); err != nil || found.Drafts != 3 || found.Commands != 0 {
		t.Errorf("%+v, %v", found, err)
	}
	must(t, g.Close())
	own, err = v.Open(t.Context(), "SE-BO", "", card("bo"))
	must(t, err)
	defer func() { must(t, own.Close()) }()
	drafts, err := own.Drafts("101")
	if err != nil || len(drafts) != 3 {
		t.Errorf("%d drafts, %v", len(drafts), err)
	}
	for _, d := range drafts {
		if d.State != domain.DraftOpen {
			t.Errorf("%s: %s", d.ID, d.State)
		}
	}
	if heads, err := own.Outbox(); err != nil || len(heads) != 0 {
		t.Errorf("%+v, %v", heads, err)
	}
}
