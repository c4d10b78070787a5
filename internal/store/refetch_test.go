package store

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func everyInvoice(app.InvoiceSummary) bool { return true }

// What the region can tell again is as good as not there when it is damaged: a
// flipped bit in the prices stops no login (V3).
func TestV3DamagedCachesAreFetchedAgain(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	person := invoice(t, 1, 1, domain.StatusReceived).Bills[0].Person
	must(t, s.PutUser(domain.User{HSAID: hsa}))
	must(t, s.PutRegion(app.RegionData{Version: "v1"}))
	must(t, s.PutPerson("101", domain.PersonFacts{Person: person}, fixedClock{}.Now()))
	key := string(s.keys.personKey("101", person))
	must(t, s.Close())
	flip(t, s.path, pathLogin, string(keyUser))
	flip(t, s.path, pathLogin, string(keyRegion))
	flip(t, s.path, pathPersons, key)

	s = open(t, dir)
	_, err := s.Region()
	wantCode(t, err, app.CodeFirstOnline)
	_, err = s.User()
	wantCode(t, err, app.CodeFirstOnline)
	_, _, err = s.Person("101", person)
	wantCode(t, err, app.CodePersonNotCached)
	if list, err := s.Persons("101"); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
	must(t, s.ApplyChanges("101", app.ChangePage{To: "c", Clinic: &domain.Clinic{No: "101"}})) // of a user that cannot be read
	must(t, s.PutRegion(app.RegionData{Version: "v2"}))
	if d, err := s.Region(); err != nil || d.Version != "v2" {
		t.Errorf("%+v, %v", d, err)
	}
}

// A damaged mirror shows what can be read, and is fetched anew from the start.
func TestADamagedMirrorIsFetchedAnew(t *testing.T) {
	pages := []app.ChangePage{
		{To: "c1", Invoices: []domain.Invoice{invoice(t, 1, 1, domain.StatusReceived), invoice(t, 2, 1, domain.StatusPaid)}},
		{From: "", To: "d1", Invoices: []domain.Invoice{invoice(t, 1, 1, domain.StatusReceived), invoice(t, 2, 2, domain.StatusPaid)}},
	}
	for name, hurt := range map[string]struct {
		at    bucketPath
		key   string
		shown int
	}{
		"a row of the list": {listAt("101", "a"), string(numKey(2)), 1},
		"an invoice":        {wholesAt("101", "a"), string(numKey(2)), 2},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			must(t, s.ApplyChanges("101", pages[0]))
			must(t, s.Close())
			flip(t, s.path, hurt.at, hurt.key)
			s = open(t, dir)
			if list, err := s.Invoices("101", everyInvoice); err != nil || len(list) != hurt.shown {
				t.Errorf("%+v, %v", list, err)
			}
			if hurt.shown == 2 {
				_, err := s.Invoice("101", 2)
				wantCode(t, err, app.CodeStoreDamaged)
			}
			_, err := s.Cursor("101")
			wantCode(t, err, app.CodeStoreDamaged)
			must(t, s.ResetMirror("101"))
			_, err = s.Invoices("101", everyInvoice) // read while it is fetched: not begun again
			must(t, err)
			if cursor, err := s.Cursor("101"); err != nil || cursor != "" {
				t.Fatalf("cursor %q, %v", cursor, err)
			}
			must(t, s.ApplyChanges("101", pages[1]))
			if v, err := s.Invoice("101", 2); err != nil || v.Version != 2 {
				t.Errorf("%+v, %v", v, err)
			}
		})
	}
	t.Run("where it stands", func(t *testing.T) {
		dir := t.TempDir()
		s := open(t, dir)
		must(t, s.ApplyChanges("101", pages[0]))
		must(t, s.Close())
		flip(t, s.path, stateAt("101"), string(keyState))
		s = open(t, dir)
		_, err := s.Cursor("101")
		wantCode(t, err, app.CodeStoreDamaged)
		must(t, s.ResetMirror("101"))
		must(t, s.ApplyChanges("101", pages[1]))
		if list, err := s.Invoices("101", everyInvoice); err != nil || len(list) != 2 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestPagesOfEveryKind(t *testing.T) {
	s := open(t, t.TempDir())
	must(t, s.PutUser(domain.User{HSAID: hsa, Memberships: []domain.Membership{{Clinic: domain.Clinic{No: "101", Name: "old"}}, {Clinic: domain.Clinic{No: "202"}}}}))
	page := app.ChangePage{
		To: "c", Payouts: []domain.Payout{{No: 1, Clinic: "101", Sum: 5}, {No: 2, Clinic: "101", Sum: 7}},
		Claims: []domain.Claim{{No: 3, Clinic: "101", Amount: 500, State: domain.ClaimOpen}},
		Clinic: &domain.Clinic{No: "101", Name: "new"}, Messages: []domain.Message{{No: 4, Text: "hej"}},
	}
	must(t, s.ApplyChanges("101", page))
	must(t, s.ApplyChanges("101", app.ChangePage{From: "c", To: "d", Payouts: []domain.Payout{{No: 1, Clinic: "101", Sum: 6}}}))
	if list, err := s.Payouts("101"); err != nil || len(list) != 2 || list[0].Sum != 7 || list[1].Sum != 6 {
		t.Errorf("%+v, %v", list, err)
	}
	must(t, s.ApplyChanges("101", app.ChangePage{From: "d", To: "d2", Claims: []domain.Claim{{No: 3, Clinic: "101", Amount: 500, State: domain.ClaimSettled}}}))
	if list, err := s.Claims("101"); err != nil || len(list) != 1 || list[0].State != domain.ClaimSettled {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := s.Claims("202"); err != nil || len(list) != 0 {
		t.Errorf("another clinic's: %+v, %v", list, err)
	}
	if list, err := s.Messages("101"); err != nil || len(list) != 1 || list[0].Text != "hej" {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := s.Payouts("202"); err != nil || len(list) != 0 {
		t.Errorf("another clinic's: %+v, %v", list, err)
	}
	if u, err := s.User(); err != nil || u.Memberships[0].Clinic.Name != "new" || u.Memberships[1].Clinic.No != "202" {
		t.Errorf("%+v, %v", u, err)
	}
	must(t, s.ResetMirror("101"))
	must(t, s.ApplyChanges("101", app.ChangePage{To: "e"}))
	if list, err := s.Payouts("101"); err != nil || len(list) != 0 {
		t.Errorf("swept: %+v, %v", list, err)
	}
}

// A draft whose row is damaged with its block comes back into the list, and can
// be saved; a damaged draft is told when it is opened, and hides no other.
func TestV2ADamagedBlockOrDraftHidesNoOther(t *testing.T) {
	dir, path := filled(t, 20)
	hurt, _ := draft(3)
	flip(t, path, pathIndex, string(blockKey(hurt.ID)))
	bad, _ := draft(5)
	flip(t, path, pathDrafts, bad.ID)
	s := open(t, dir)
	list, err := s.Drafts("101")
	if err != nil || len(list) != 20 {
		t.Fatalf("%d, %v", len(list), err)
	}
	_, err = s.Draft(bad.ID)
	wantCode(t, err, app.CodeStoreDamaged)
	if c, err := s.Counts("101"); err != nil || c.Damaged != 2 || c.Drafts < 19 {
		t.Errorf("%+v, %v", c, err)
	}
	d, row := draft(3)
	must(t, s.SaveDraft(d, row))
	if c, err := s.Counts("101"); err != nil || c.Damaged != 1 {
		t.Errorf("saved anew, and still damaged: %+v, %v", c, err)
	}
	if list, err = s.Drafts("101"); err != nil || len(list) != 20 {
		t.Errorf("%d, %v", len(list), err)
	}
}
