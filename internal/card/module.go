package card

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"example.org/tandtui/internal/card/cryptoki"
	"example.org/tandtui/internal/card/pcsc"
	"example.org/tandtui/internal/card/siths"
	"example.org/tandtui/internal/panics"
)

// lookEvery lies between two looks at what a library has in its readers: the standard
// has a way to wait for a change, which many libraries do not have.
const lookEvery = time.Second

// NewWithModule makes a Reader over another maker's PKCS#11 library, for cards that
// this program cannot speak with itself (ADR 060). path is absolute: a library is never
// looked for. It is loaded when Watch runs.
func NewWithModule(c siths.Config, path string) *Reader {
	m := &module{path: path, driver: siths.New(c), seen: map[string]*sight{}}
	r := newReader(m.driver, system{watch: m.watch})
	r.open = m.open
	return r
}

// module is the readers that a library shows, each of its tokens being one.
type module struct {
	path   string
	driver *siths.Driver
	loaded *cryptoki.Module
	seen   map[string]*sight // by name, used by watch alone
}

// sight is a token as it was seen last.
type sight struct {
	serial  string
	changes uint16
}

// watch tells which tokens there are, at once and after every change.
func (m *module) watch(ctx context.Context) <-chan pcsc.State {
	states := make(chan pcsc.State)
	panics.Go(func() {
		defer close(states)
		timer := time.NewTicker(lookEvery)
		defer timer.Stop()
		for first := true; ; first = false {
			if state, changed := m.look(ctx); changed || first {
				select {
				case states <- state:
				case <-ctx.Done():
					return
				}
			}
			select {
			case <-timer.C:
			case <-ctx.Done():
				return
			}
		}
	})
	return states
}

// look asks the library. A library that hangs has the state it had.
func (m *module) look(ctx context.Context) (state pcsc.State, changed bool) {
	tokens, err := m.tokens(ctx)
	if err != nil {
		return pcsc.State{Err: fmt.Errorf("%w: %w", errModule, err)}, true
	}
	here := map[string]bool{}
	for _, t := range tokens {
		name := nameOf(t)
		here[name] = true
		s := m.seen[name]
		if s == nil {
			s = &sight{}
			m.seen[name] = s
		}
		if s.serial != t.Serial {
			s.serial = t.Serial
			s.changes++
			changed = true
		}
		state.Readers = append(state.Readers, pcsc.Reader{Name: name, Present: true, Changes: s.changes})
	}
	for name, s := range m.seen {
		if !here[name] {
			changed = changed || s.serial != ""
			s.serial = ""
			state.Readers = append(state.Readers, pcsc.Reader{Name: name, Changes: s.changes})
		}
	}
	return state, changed
}

// nameOf is a token's name among the readers.
func nameOf(t cryptoki.Token) string { return t.Description + ": " + t.Label }

// tokens loads the library the first time.
func (m *module) tokens(ctx context.Context) ([]cryptoki.Token, error) {
	ctx, cancel := context.WithTimeout(ctx, m.driver.Patience())
	defer cancel()
	if m.loaded == nil {
		if !filepath.IsAbs(m.path) {
			return nil, cryptoki.ErrMissing
		}
		loaded, err := cryptoki.Load(ctx, m.path)
		if err != nil {
			return nil, err
		}
		m.loaded = loaded
	}
	return m.loaded.Tokens(ctx)
}

// open reads the token that has a reader's name.
func (m *module) open(ctx context.Context, reader string) (*siths.Card, error) {
	tokens, err := m.loaded.Tokens(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range tokens {
		if nameOf(t) == reader {
			return m.driver.OpenToken(ctx, m.loaded, t)
		}
	}
	return nil, pcsc.ErrRemoved
}
