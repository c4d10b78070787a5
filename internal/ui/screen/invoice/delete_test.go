package invoice

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// Radera asks first, says what and how much, and is done by its own key alone.
func TestDeletingABillIsAskedFirst(t *testing.T) {
	pl, p := open(t, nil)
	pl.Press("delete")
	pl.Golden("delete-bill")
	uitest.CheckKeys(t, pl.Screen)
	says(t, pl, "Radera räkning 45678, 19600917-2336, 16 150,00 kr?", "Det går inte att ångra")
	pl.Press("enter", "delete", "D", "down", "x")
	if len(p.deleted) != 0 {
		t.Fatal("another key deleted:", p.deleted)
	}
	pl.Press("esc")
	if len(p.deleted) != 0 || strings.Contains(plain(pl), "Radera räkning 45678") {
		t.Fatal("Esc did not say no:", p.deleted)
	}
	pl.Press("delete", "j")
	if fmt.Sprint(p.deleted) != "[572775 v7 {Whole:false Bills:[9845678]}]" || pl.Last.Notice != labels.DeleteQueued {
		t.Fatal(p.deleted, pl.Last.Notice)
	}
	says(t, pl, "Radering väntar i utkorgen")
	pl.Golden("delete-waits")
	pl.Press("delete", "D", "j")
	if len(p.deleted) != 1 || !strings.Contains(pl.Last.Notice, labels.DeleteWaits) {
		t.Fatal("asked twice:", p.deleted, pl.Last.Notice)
	}
}

func TestDeletingTheWholeInvoice(t *testing.T) {
	pl, p := open(t, nil)
	pl.Press("D")
	says(t, pl, "Radera hela fakturan 2026-11-014: 2 räkningar, 32 300,00 kr?")
	pl.Press("j")
	if fmt.Sprint(p.deleted) != "[572775 v7 {Whole:true Bills:[]}]" {
		t.Fatal(p.deleted)
	}
}

// What cannot be deleted says why, at the key and when it is pressed.
func TestWhatCannotBeDeletedSaysWhy(t *testing.T) {
	for _, c := range []struct {
		change func(*domain.Invoice)
		key    string
		why    string
	}{
		{func(v *domain.Invoice) { v.Status = domain.StatusPaid }, "delete", "Radera räkningen – fakturan är utbetald."},
		{func(v *domain.Invoice) { v.Status = domain.StatusPaid }, "D", "Radera fakturan – fakturan är utbetald."},
		{func(v *domain.Invoice) { v.Status, v.Payout = domain.StatusApproved, 9 }, "D", "är med i en utbetalning"},
		{func(v *domain.Invoice) { v.Bills[0].State = domain.BillVoided }, "delete", "den är makulerad"},
	} {
		pl, p := open(t, c.change)
		pl.Press(c.key, "j")
		if len(p.deleted) != 0 || !strings.Contains(pl.Last.Notice, c.why) {
			t.Errorf("%s: %v %q, want %q", c.key, p.deleted, pl.Last.Notice, c.why)
		}
		shown := false
		for _, a := range pl.Screen.Actions() {
			shown = shown || strings.Contains(c.why, a.Why()) && a.Why() != ""
		}
		if !shown && c.key != "D" {
			t.Errorf("the footer has no reason like %q", c.why)
		}
	}
}

// An invoice that changes under the question is not deleted by the answer.
func TestAnInvoiceThatChangedMeanwhileIsNotDeleted(t *testing.T) {
	pl, p := open(t, nil)
	pl.Press("delete")
	p.invoice.Version++
	pl.Send(screen.Changed{})
	pl.Press("j")
	if len(p.deleted) != 0 || !strings.Contains(pl.Last.Notice, labels.DeleteChanged) {
		t.Fatal(p.deleted, pl.Last.Notice)
	}
}

func TestADeletionThatCannotBeQueuedIsTold(t *testing.T) {
	for code, want := range map[string]string{
		app.CodeVersionChanged: "Fakturan har ändrats sedan du bestämde dig.",
		string(domain.WhyPaid): "Fakturan är utbetald. Kreditera den i stället.",
		app.CodeStoreFull:      "Disken är full",
		app.CodeWaiting:        "redan ett ärende i utkorgen",
	} {
		pl, p := open(t, nil)
		p.failed = &domain.Error{Kind: domain.Conflict, Code: code}
		pl.Press("delete", "j")
		if !strings.Contains(pl.Last.Notice, want) || p.waits {
			t.Errorf("%s: %q", code, pl.Last.Notice)
		}
	}
}
