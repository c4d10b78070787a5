package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/store"
)

const holder = "SE0000000000-DEMO01"

// held is the session of a card.
type held struct{ closed bool }

func (*held) Identity() app.Identity { return app.Identity{ID: holder, Via: domain.ViaCard} }
func (*held) Ended() <-chan struct{} { return nil }
func (*held) Dial(context.Context, *tls.Config) (app.DialFunc, error) {
	return nil, errors.New("no network here")
}

func (h *held) Close() error {
	h.closed = true
	return nil
}

func (*held) StoreKey(_ context.Context, salt []byte) ([]byte, error) {
	sum := sha256.Sum256(salt)
	return sum[:], nil
}

// put makes a store with drafts that have these ids, and leaves its copy beside it.
func put(t testing.TB, dir string, ids ...string) {
	t.Helper()
	now := clock{time.UTC}
	v := store.NewVault(dir, now)
	s, err := v.Open(t.Context(), holder, holder, (&held{}).StoreKey)
	if err == nil {
		err = v.Bind(holder, holder)
	}
	for _, id := range ids {
		d := domain.Draft{ID: id, Clinic: "3101", State: domain.DraftOpen, Updated: now.Now(), InvoiceNo: "hemlig", Bills: []domain.DraftBill{{Person: "19600917-2336"}}}
		err = errors.Join(err, s.SaveDraft(d, app.DraftSummary{ID: id, Clinic: "3101", State: d.State}))
	}
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}

// ids of two drafts, begun in December 2025.
const (
	first  = "019b0001-0000-7000-8000-000000000001"
	second = "019b0002-0000-7000-8000-000000000002"
)

// aside makes a directory whose store lacks the second draft, which a file put aside
// has.
func aside(t testing.TB) (dir, file string) {
	t.Helper()
	dir = t.TempDir()
	put(t, dir, first, second)
	files, err := filepath.Glob(filepath.Join(dir, "*.db"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	file = filepath.Base(files[0]) + ".skadad-20261120T080000.000"
	if err := errors.Join(os.Rename(files[0], filepath.Join(dir, file)), os.Remove(files[0]+".kopia"), os.Remove(files[0]+".stand")); err != nil {
		t.Fatal(err)
	}
	put(t, dir, first)
	return dir, file
}

func rescueIn(t *testing.T, dir, typed string) (rescuer, *held, *bytes.Buffer) {
	t.Helper()
	now, err := newClock()
	if err != nil {
		t.Fatal(err)
	}
	out, session := &bytes.Buffer{}, &held{}
	return rescuer{
		vault: store.NewVault(dir, now), dir: dir, now: now, s: cli.Streams{In: strings.NewReader(typed), Out: out},
		login: func(context.Context) (app.Session, error) { return session, nil },
	}, session, out
}

// TestV4RescueAsksFirst: without a yes nothing is changed; with one the missing draft is
// there, and the card is let go each time.
func TestV4RescueAsksFirst(t *testing.T) {
	dir, file := aside(t)
	for _, typed := range []string{"", "nej\n", "\n"} {
		r, session, out := rescueIn(t, dir, typed)
		if err := r.regain(t.Context(), file, false); err == nil || !session.closed {
			t.Errorf("%q: %v", typed, err)
		}
		if s := out.String(); !strings.Contains(s, "går 2 utkast och 0 ärenden i utkorgen att läsa") || !strings.Contains(s, "saknas 1 utkast hos dig") || strings.Contains(s, "hemlig") || strings.Contains(s, "2336") {
			t.Errorf("%q: said\n%s", typed, s)
		}
	}
	if ids := draftsIn(t, dir); !slices.Equal(ids, []string{first}) {
		t.Fatalf("changed without a yes: %v", ids)
	}
	r, _, out := rescueIn(t, dir, "ja\n")
	if err := r.regain(t.Context(), file, false); err != nil || !strings.Contains(out.String(), "1 utkast och 0 ärenden är intagna. Filen som den var ligger kvar: ") {
		t.Fatalf("%v\n%s", err, out)
	}
	if ids := draftsIn(t, dir); !slices.Equal(ids, []string{first, second}) {
		t.Errorf("%v", ids)
	}
	r, _, out = rescueIn(t, dir, "")
	if err := r.regain(t.Context(), file, true); err != nil || !strings.Contains(out.String(), "Inget saknas") {
		t.Errorf("again: %v\n%s", err, out)
	}
}

// While the program is open nothing is read, and the sentence says why.
func TestV4RescueBesideTheProgram(t *testing.T) {
	dir, file := aside(t)
	s, err := store.NewVault(dir, clock{time.UTC}).Open(t.Context(), holder, holder, (&held{}).StoreKey)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	r, session, _ := rescueIn(t, dir, "ja\n")
	if err := said(r.regain(t.Context(), file, false)); err == nil || !strings.Contains(err.Error(), "öppna i ett annat fönster") || !session.closed {
		t.Errorf("%v", err)
	}
}

func draftsIn(t *testing.T, dir string) (ids []string) {
	t.Helper()
	s, err := store.NewVault(dir, clock{time.UTC}).Open(t.Context(), holder, holder, (&held{}).StoreKey)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Drafts("3101")
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		ids = append(ids, d.ID)
	}
	slices.Sort(ids)
	return ids
}

// The PIN is typed blind: digits only, Backspace takes one away, Esc all.
func TestThePINOfARescue(t *testing.T) {
	for typed, want := range map[string]string{"123456\r": "123456", "12x3\x7f\x7f4\n": "14", "\x7f1\r": "1", strings.Repeat("1", 20) + "\r": strings.Repeat("1", maxPIN)} {
		if pin, err := digits(strings.NewReader(typed)); err != nil || string(pin) != want {
			t.Errorf("%q gives %q, %v", typed, pin, err)
		}
	}
	for _, typed := range []string{"12\x1b", "12\x03", "\x04"} {
		if pin, err := digits(strings.NewReader(typed)); !errors.Is(err, cli.ErrDeclined) || pin != nil {
			t.Errorf("%q gives %q, %v", typed, pin, err)
		}
	}
	for typed, want := range map[string]string{"fyra små\r": "fyra små", "å\x7fä ö\x7f\x7f\x7f\x7f1\n": "1", strings.Repeat("a", 300) + "\r": strings.Repeat("a", maxWords)} {
		if words, err := characters(strings.NewReader(typed)); err != nil || string(words) != want {
			t.Errorf("%q gives %q, %v", typed, words, err)
		}
	}
	if _, err := digits(strings.NewReader("12")); err == nil {
		t.Error("no end, and no error")
	}
}
