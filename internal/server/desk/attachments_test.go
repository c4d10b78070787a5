package desk_test

import (
	"errors"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

// Whoever lists or takes out what came with a bill stands in its patient's log, and
// whoever takes it out in the desk's; both before anything is given (C8, E6).
func TestAttachmentsThatAreTakenOutAreLogged(t *testing.T) {
	d := filled(t)
	v := withStatus(t, d, domain.StatusReceived)[0]
	b := v.Bills[0]
	kept := server.Attachment{OurRef: v.OurRef, BillNo: b.BillNo, Name: "intyg.pdf", Kind: "pdf", Size: 9, Digest: "d", Clinic: v.Clinic, Upload: "u", At: noon(), Sealed: []byte("förseglat")}
	write(t, d, func(tx server.Tx) error { return tx.AddAttachment(kept) })
	logs := func() (looks int64, acts int) {
		t.Helper()
		if err := d.Store.Read(ctx, func(tx server.Tx) error {
			n, err := tx.CountAccess(server.AccessFilter{Person: b.Person, User: d.By.ID})
			if err != nil {
				return err
			}
			list, err := tx.DeskActs(server.DeskActFilter{})
			looks, acts = n, 0
			for _, a := range list {
				if a.Verb == desk.VerbAttachments && a.Rows == 1 {
					acts++
				}
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return looks, acts
	}
	before, _ := logs()
	list, err := d.Attachments(ctx, v.OurRef)
	if looks, acts := logs(); err != nil || len(list) != 1 || list[0].Name != "intyg.pdf" || list[0].Sealed != nil || looks != before+1 || acts != 0 {
		t.Errorf("listed: %+v %v, %d looks, %d acts", list, err, looks-before, acts)
	}
	full := errors.New("the disk is full")
	err = d.TakeAttachments(ctx, v.OurRef, func(a server.Attachment) error {
		if looks, acts := logs(); string(a.Sealed) != "förseglat" || looks != before+2 || acts != 1 {
			t.Errorf("taken out: %+v, %d looks, %d acts", a, looks-before, acts)
		}
		return full
	})
	if !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
	if _, err := d.Attachments(ctx, 1); domain.KindOf(err) != domain.NotFound {
		t.Errorf("of no invoice: %v", err)
	}
}
