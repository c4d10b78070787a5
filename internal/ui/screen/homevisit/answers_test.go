package homevisit

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

// Answers about the patients come while others are typed. None of them moves the
// cursor, closes what is open, or changes what is written there.
func TestAnswersMoveNothing(t *testing.T) {
	const withS = "19910303-2398"
	keys := []string{"tab", "shift+tab", "enter", "up", "down", "left", "right", "esc", "backspace", "delete", "f4", "f5", "ctrl+d", "ctrl+z", " "}
	words := []string{anna, berit, old, fritz, withS, "101", "pro", "m2", "ig", "s1", "16", "x"}
	rapid.Check(t, func(rt *rapid.T) {
		_, p := open(t)
		id := number(withS)
		p.persons[id] = domain.PersonFacts{Person: id, Approvals: []domain.PriorApproval{{No: "FHB-7", Support: domain.SupportS, Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-12-31")}}}}
		l := uitest.OpenLate(t, p.clock, New(p.clock.Env(), p, ""))
		m := l.Screen.(*model)
		for _, n := range []string{anna, withS} {
			m.form.SetFocus(patientAt(m.visit.Rows("patients"), domain.FieldPerson), -1)
			l.Type(n)
			l.Press("enter")
		}
		for range rapid.IntRange(1, 40).Draw(rt, "n") {
			switch rapid.IntRange(0, 4).Draw(rt, "kind") {
			case 0, 1:
				l.Type(rapid.SampledFrom(words).Draw(rt, "word"))
			case 2:
				l.Press(rapid.SampledFrom(keys).Draw(rt, "key"))
			default:
				n := len(l.Waiting)
				if n == 0 {
					continue
				}
				was, col := m.form.Cursor()
				text, list, box := m.form.Value(was), m.form.Modal(), m.box
				l.Answer(rapid.IntRange(0, n-1).Draw(rt, "which"))
				if is, now := m.form.Cursor(); is != was || now != col || m.form.Value(was) != text || m.form.Modal() != list || m.box != box {
					rt.Fatalf("at %v %d stood %q; at %v %d stands %q", was, col, text, is, now, m.form.Value(is))
				}
			}
		}
	})
}

// What is typed after F8 is meant for the bills: it waits for their screen, and
// changes nothing in the visit that is already on its way.
func TestKeysWaitForTheBills(t *testing.T) {
	_, p := open(t)
	l := uitest.OpenLate(t, p.clock, New(p.clock.Env(), p, ""))
	m := l.Screen.(*model)
	if m.Loading() {
		t.Fatal("keys wait for a visit that is open")
	}
	m.form.SetFocus(itemAt(0, domain.FieldItemCode), -1)
	l.Type("101")
	l.Press("enter", "enter")
	l.Type(anna)
	l.Press("enter")
	l.AnswerAll()
	l.Press("f8")
	if !m.Loading() {
		t.Error("keys do not wait while the bills are made")
	}
	for _, msg := range l.Waiting {
		if step := l.Screen.Update(msg); step.To == (screen.Route{Name: screen.Bill, Arg: "d1"}) {
			return
		}
	}
	t.Error("the bills did not come")
}

// Without network the patient is on the list, and marked as worth a look: nothing
// is wrong with the number. One that the region does not know is a fault.
func TestPatientWhoCouldNotBeLookedUp(t *testing.T) {
	for code, want := range map[string]string{app.CodePersonNotCached: theme.GlyphWarn, app.CodePersonUnknown: theme.GlyphError} {
		pl, p := open(t)
		kind := domain.Offline
		if code == app.CodePersonUnknown {
			kind = domain.NotFound
		}
		p.lookErr = &domain.Error{Kind: kind, Code: code}
		m := pl.Screen.(*model)
		m.form.SetFocus(patientAt(0, domain.FieldPerson), -1)
		pl.Type(anna)
		pl.Press("enter")
		said, level := m.said()
		if level.Glyph() != want || !strings.HasPrefix(said.What, anna) {
			t.Errorf("%s: the foot says %q %q", code, level.Glyph(), said.What)
		}
		frame := pl.View(layout.Size{W: 120, H: 32})
		if row := frame[strings.Index(frame, anna):]; !strings.Contains(row[:strings.Index(row, "\n")], want+" ") {
			t.Errorf("%s: the row is\n%s", code, frame)
		}
	}
}
