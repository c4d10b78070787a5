package store

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/test/memdir"
)

// waits is a command in the outbox as the machine knows it.
type waits struct {
	clinic, body string
	kind         domain.CommandKind
	sent         bool
}

// machine is a store beside what should be in it.
type machine struct {
	*Store
	dir    string
	made   int
	drafts map[string]domain.Draft // by id
	outbox map[string]waits
	order  []string // of the outbox
	unseen map[string]string
}

var clinics = []string{"101", "202"}

func (m *machine) clinic(t *rapid.T) string { return rapid.SampledFrom(clinics).Draw(t, "clinic") }

// one picks an id, "" where there is none.
func one[V any](t *rapid.T, of map[string]V, may func(V) bool) string {
	var ids []string
	for id, v := range of {
		if may(v) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	slices.Sort(ids)
	return rapid.SampledFrom(ids).Draw(t, "id")
}

func isOpen(d domain.Draft) bool { return counted(d.State) }

// save stores a new draft, or changes one.
func (m *machine) save(t *rapid.T) {
	id := one(t, m.drafts, isOpen)
	if id == "" || rapid.Bool().Draw(t, "new") {
		m.made++
		d, _ := draft(m.made)
		d.Clinic = m.clinic(t)
		m.drafts[d.ID], id = d, d.ID
	}
	d := m.drafts[id]
	d.InvoiceNo = fmt.Sprint(rapid.IntRange(0, 9).Draw(t, "no"))
	m.drafts[id] = d
	needed(t, m.SaveDraft(d, rowFor(d)))
}

func rowFor(d domain.Draft) app.DraftSummary {
	return app.DraftSummary{ID: d.ID, Clinic: d.Clinic, State: d.State, InvoiceNo: d.InvoiceNo}
}

// send queues an open draft.
func (m *machine) send(t *rapid.T) {
	id := one(t, m.drafts, isOpen)
	if id == "" {
		return
	}
	d := m.drafts[id]
	d.State, d.Refusal = domain.DraftQueued, nil
	body := "bytes of " + d.InvoiceNo
	needed(t, m.Queue(filed(d, rowFor(d), []byte(body))))
	m.drafts[id] = d
	m.queued(id, waits{clinic: d.Clinic, body: body, kind: domain.CommandSubmit})
	delete(m.unseen, id)
}

func (m *machine) queued(id string, w waits) {
	m.outbox[id] = w
	m.order = append(m.order, id)
}

func (m *machine) delete(t *rapid.T) {
	m.made++
	c, f := deletion(m.made, int64(m.made))
	c.Clinic = m.clinic(t)
	needed(t, m.Queue(c, f))
	m.queued(c.ID, waits{clinic: c.Clinic, body: string(c.Body), kind: c.Kind})
}

// attempt begins a try, and may note that nothing left.
func (m *machine) attempt(t *rapid.T) {
	id := one(t, m.outbox, func(waits) bool { return true })
	if id == "" {
		return
	}
	w := m.outbox[id]
	c, h, err := m.BeginAttempt(id)
	needed(t, err)
	if string(c.Body) != w.body || c.Clinic != w.clinic || c.Kind != w.kind || h.Sent != w.sent {
		t.Fatalf("%+v %+v, want %+v", c, h, w)
	}
	unsent := !w.sent && rapid.Bool().Draw(t, "unsent")
	needed(t, m.NoteAttempt(id, fixedClock{}.Now(), app.CodeOffline, !unsent))
	w.sent = !unsent
	m.outbox[id] = w
}

// settle gives an answer.
func (m *machine) settle(t *rapid.T) {
	id := one(t, m.outbox, func(waits) bool { return true })
	if id == "" {
		return
	}
	w, yes := m.outbox[id], rapid.Bool().Draw(t, "yes")
	o := no("findings")
	if yes {
		o = received(7)
	}
	needed(t, m.Settle(id, o))
	m.gone(id)
	if !yes {
		m.unseen[id] = w.clinic
	}
	if d, submitted := m.drafts[id]; submitted {
		d, _ = o.Settled(d, app.DraftSummary{})
		m.drafts[id] = d
	}
}

func (m *machine) gone(id string) {
	delete(m.outbox, id)
	m.order = slices.DeleteFunc(m.order, func(x string) bool { return x == id })
}

// unqueue takes back what may be taken back, and is refused what may not.
func (m *machine) unqueue(t *rapid.T) {
	id := one(t, m.outbox, func(waits) bool { return true })
	if id == "" {
		return
	}
	var f app.Filing
	d, submitted := m.drafts[id]
	if d.State = domain.DraftOpen; submitted {
		f = app.Filing{Draft: &d, Row: rowFor(d)}
	}
	err := m.Unqueue(id, f)
	if m.outbox[id].sent {
		if domain.CodeOf(err) != app.CodeMayBeSent {
			t.Fatalf("taken back after it may have left: %v", err)
		}
		return
	}
	needed(t, err)
	m.gone(id)
	if submitted {
		m.drafts[id] = d
	}
}

func (m *machine) see(t *rapid.T) {
	id := one(t, m.unseen, func(string) bool { return true })
	needed(t, m.SetSeen(id))
	delete(m.unseen, id)
}

// reopen is the program started anew.
func (m *machine) reopen(t *rapid.T) {
	needed(t, m.Close())
	s, err := NewVault(m.dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
	needed(t, err)
	m.Store = s.(*Store)
}

// check compares everything that lists and counts tell.
func (m *machine) check(t *rapid.T) {
	heads, err := m.Outbox()
	needed(t, err)
	ids := make([]string, len(heads))
	for i, h := range heads {
		ids[i] = h.ID
		if w := m.outbox[h.ID]; h.Sent != w.sent || h.Clinic != w.clinic || h.Kind != w.kind || h.Damaged {
			t.Fatalf("%+v, want %+v", h, w)
		}
	}
	if !slices.Equal(ids, m.order) {
		t.Fatalf("the outbox is %v, want %v", ids, m.order)
	}
	for _, clinic := range clinics {
		m.checkClinic(t, clinic)
	}
}

func (m *machine) checkClinic(t *rapid.T, clinic string) {
	var want app.Counts
	states := map[string]domain.DraftState{}
	for id, d := range m.drafts {
		if d.Clinic != clinic {
			continue
		}
		states[id] = d.State
		if counted(d.State) {
			want.Drafts++
		}
	}
	for _, w := range m.outbox {
		if w.clinic == clinic {
			want.Outbox++
		} else {
			want.Elsewhere++
		}
	}
	for _, at := range m.unseen {
		if at == clinic {
			want.Unseen++
		} else {
			want.Elsewhere++
		}
	}
	if got, err := m.Counts(clinic); err != nil || got != want {
		t.Fatalf("counts %+v, %v, want %+v", got, err, want)
	}
	list, err := m.Drafts(clinic)
	needed(t, err)
	got := map[string]domain.DraftState{}
	for _, row := range list {
		got[row.ID] = row.State
		d, err := m.Draft(row.ID)
		if err != nil || d.State != row.State || d.InvoiceNo != m.drafts[row.ID].InvoiceNo {
			t.Fatalf("%+v, %v, its row %+v", d, err, row)
		}
	}
	if !maps.Equal(got, states) {
		t.Fatalf("drafts %v, want %v", got, states)
	}
	answers, err := m.Answers(clinic)
	needed(t, err)
	unseen := 0
	for _, a := range answers {
		if a.Unseen() {
			unseen++
		}
	}
	if unseen != want.Unseen {
		t.Fatalf("%d unseen answers, want %d", unseen, want.Unseen)
	}
}

func needed(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

// TestMachine does what programs do with a store, in any order, with starts in
// between: lists, bytes and numbers are always what they should be.
func TestMachine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &machine{dir: memdir.New(t), drafts: map[string]domain.Draft{}, outbox: map[string]waits{}, unseen: map[string]string{}}
		s, err := NewVault(m.dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
		needed(t, err)
		m.Store = s.(*Store)
		defer func() { needed(t, m.Close()) }()
		t.Repeat(map[string]func(*rapid.T){
			"save": m.save, "send": m.send, "delete": m.delete, "attempt": m.attempt, "settle": m.settle,
			"unqueue": m.unqueue, "see": m.see, "reopen": m.reopen, "": m.check,
		})
	})
}
