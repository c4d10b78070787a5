package bill

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/uitest"
)

// late is a new bill whose answers wait. It knows a third patient, whose FHB is
// for S: other fields than for N.
func late(t testing.TB) (*uitest.Late, *model) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	p.know(t, withApproval)
	for id, f := range p.persons {
		if f.Person.Display() == withApproval {
			f.Approvals = []domain.PriorApproval{{No: "FHB77", Support: domain.SupportS, Validity: domain.Period{From: domain.MustDate("2026-10-01"), To: domain.MustDate("2027-09-30")}}}
			p.persons[id] = f
		}
	}
	l := uitest.OpenLate(t, clock, New(clock.Env(), p, ""))
	return l, l.Screen.(*model)
}

const withApproval = "19340512-8350"

// Answers come when they come. None of them moves the cursor, opens or closes
// what is open, or changes what the user has written in the field he is in.
func TestAnswersMoveNothing(t *testing.T) {
	keys := []string{"tab", "shift+tab", "enter", "up", "down", "left", "right", "esc", "home", "end", "backspace", "delete", "f4", "f6", "pgdown", "f5", "f9", "f12", "ctrl+f", "ctrl+k", "ctrl+z", "ctrl+y", "alt+a", " "}
	patients := []string{person, "19520516-2331", withApproval}
	words := append([]string{"prot", "10", "s", "n", "FHB"}, append(patients, randomWords...)...)
	rapid.Check(t, func(rt *rapid.T) {
		l, m := late(t)
		l.Type(rapid.SampledFrom(patients).Draw(rt, "patient"))
		l.Press("enter")
		for range rapid.IntRange(1, 50).Draw(rt, "n") {
			switch rapid.IntRange(0, 4).Draw(rt, "kind") {
			case 0, 1:
				l.Type(rapid.SampledFrom(words).Draw(rt, "word"))
			case 2:
				l.Press(rapid.SampledFrom(keys).Draw(rt, "key"))
			default:
				if n := len(l.Waiting); n > 0 {
					mustMoveNothing(rt, m, func() { l.Answer(rapid.IntRange(0, n-1).Draw(rt, "which")) })
				}
			}
		}
	})
}

// mustMoveNothing fails if what is typed after an answer lands elsewhere than
// where the user saw the cursor, or if what he has written there is another. What
// is empty, or was filled in for another patient, may be filled in.
func mustMoveNothing(rt *rapid.T, m *model, answer func()) {
	was, col := m.form.Cursor()
	text, list, box, bill, rows := m.form.Value(was), m.form.Modal(), m.box, m.ed.Bill(), m.ed.Rows()
	own := text != "" && !m.ed.IsFilled(domain.Field(was.Name))
	answer()
	is, now := m.form.Cursor()
	switch {
	case is != was, own && now != col:
		rt.Fatalf("the cursor stood at %v %d, and stands at %v %d", was, col, is, now)
	case m.form.Modal() != list || m.box != box || m.ed.Bill() != bill || m.ed.Rows() != rows:
		rt.Fatalf("at %v something opened, closed or moved", was)
	case own && m.form.Value(was) != text:
		rt.Fatalf("%v: %q became %q", was, text, m.form.Value(was))
	}
}

// The answer that the patient has S-tandvård makes other fields. What is being
// typed in one that goes, or below those that come, is typed on.
func TestTypingGoesOnWhenTheFieldsChange(t *testing.T) {
	for _, c := range []struct {
		at    form.Key
		typed string
		want  string
	}{
		{form.Of(domain.FieldCareModel), "m", "M1"}, // not asked for under S
		{cell(0, domain.FieldItemCode), "kirurgisk", "404"},
	} {
		l, m := late(t)
		l.Type(withApproval)
		l.Press("enter")
		m.form.SetFocus(c.at, -1)
		l.Type(c.typed)
		l.AnswerAll()
		if m.ed.Support() != domain.SupportS || !m.form.Modal() {
			t.Fatalf("%v: for %q, list open %v", c.at, m.ed.Support(), m.form.Modal())
		}
		l.Press("enter")
		if got := m.ed.Value(refOf(c.at)); got != c.want {
			t.Errorf("%v: %q, want %q", c.at, got, c.want)
		}
		if c.at.Row < 0 && m.form.Has(c.at) {
			t.Errorf("%v stays after it was left", c.at)
		}
	}
}

// An FHB that is filled in where the cursor stands is replaced by what is typed,
// not mixed with it.
func TestWhatIsFilledInUnderTheCursorIsReplaced(t *testing.T) {
	l, m := late(t)
	l.Type(withApproval)
	l.Press("enter", "right", "right", "right") // S, chosen before the answer
	m.form.SetFocus(form.Of(domain.FieldApproval), -1)
	l.AnswerAll()
	if got := m.form.Value(form.Of(domain.FieldApproval)); got != "FHB77" {
		t.Fatalf("filled in: %q", got)
	}
	l.Type("X9")
	if got := m.raw().Approval; got != "X9" {
		t.Errorf("%q", got)
	}
}

// A bill for N typed without looking is the same whenever the answers come.
func TestABillTypedBlindIsTheSameWhateverTheAnswers(t *testing.T) {
	script := person + "<enter><tab>k1<enter><tab>2026-11-014<enter>45678<enter><enter><enter>101<enter>825<enter>uk<enter>prot<enter>pat<enter>"
	play := func(l *uitest.Late, m *model, between func()) string {
		for part := range strings.SplitSeq(script, "<") {
			name, typed, isKey := strings.Cut(part, ">")
			if isKey {
				l.Press(name)
				between()
			} else {
				typed = part
			}
			for _, r := range typed {
				l.Type(string(r))
				between()
			}
		}
		l.AnswerAll()
		return bytesOf(t, m.ed.Draft())
	}
	l, m := late(t)
	want := play(l, m, l.AnswerAll)
	rapid.Check(t, func(rt *rapid.T) {
		l, m := late(t)
		got := play(l, m, func() {
			for range rapid.IntRange(0, len(l.Waiting)).Draw(rt, "answers") {
				if n := len(l.Waiting); n > 0 {
					l.Answer(rapid.IntRange(0, n-1).Draw(rt, "which"))
				}
			}
		})
		if got != want {
			rt.Fatalf("got:\n%s\nwant:\n%s", got, want)
		}
	})
}
