package store

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Regained is a user's open file and what can be read in a remnant beside it.
type Regained struct {
	store *Store
	found salvaged
	from  string
}

// Regain opens the file of the user that an identity belongs to with key, and reads a
// remnant with of, nil for the same key. One of another user gives drafts only: nothing
// is sent in another's name. Errors as Vault.Open; Kind NotFound with app.CodeStoreNoRemnant if
// there is no such file, Unauthorized with "store.wrong-card" if it is another user's.
func (v *Vault) Regain(ctx context.Context, identity, file string, key, of app.KeyFunc) (*Regained, error) {
	const op = "store.regain"
	path := filepath.Join(v.dir, file)
	if !remnantName.MatchString(file) || !exists(path) {
		return nil, none(op, app.CodeStoreNoRemnant)
	}
	once := &memory{derive: key}
	defer once.wipe()
	raw, err := readSalvage(path)
	if err != nil {
		return nil, fault(op, err)
	}
	opened, err := v.Open(ctx, identity, "", once.key)
	if err != nil {
		return nil, err
	}
	s := opened.(*Store)
	anothers := of != nil && !sameUser(file, s.path)
	if of == nil {
		of = once.key
	}
	k, err := raw.keys(ctx, of)
	switch {
	case err == nil:
		defer k.wipe()
	case errors.Is(err, errDamaged) && sameUser(file, s.path): // its own keys cannot be read any more: most often they are those of the file
		k = s.keys
	case errors.Is(err, errDamaged):
		err = &domain.Error{Kind: domain.Unauthorized, Code: app.CodeStoreWrongCard, Op: op}
		fallthrough
	default:
		return nil, fault(op, errors.Join(err, s.Close()))
	}
	found := raw.gather(k)
	if anothers {
		found = salvaged{drafts: found.drafts}
	}
	return &Regained{s, found, file}, nil
}

// sameUser tells whether a remnant is named as the user's file.
func sameUser(file, path string) bool {
	own := filepath.Base(path)
	return len(file) > len(own) && file[:len(own)] == own
}

// errNotTaken ends a transaction whose changes are only counted.
var errNotTaken = errors.New("store: only counted")

// Rescued tells what was done about the user's own file when it was opened.
func (g *Regained) Rescued() *app.Rescue { return g.store.Rescued() }

// Readable is how many drafts and commands can be read in the remnant.
func (g *Regained) Readable() (drafts, commands int) {
	return len(g.found.drafts), len(g.found.bodies)
}

// Missing is what Take would bring: drafts that are missing here or older, and commands
// that wait nowhere. Nothing is changed.
func (g *Regained) Missing() (found app.Rescue, err error) {
	found.File = g.from
	err = g.store.update("store.missing", func(r records) error {
		if err := r.take(g.found, &found); err != nil {
			return err
		}
		return errNotTaken
	})
	if errors.Is(err, errNotTaken) {
		err = nil
	}
	return found, err
}

// Take brings it, after the file as it is was put beside under a name that ends in
// ".undan-" and the time; kept is that name.
func (g *Regained) Take(now time.Time) (found app.Rescue, kept string, err error) {
	const op = "store.take"
	found.File = g.from
	kept = g.store.path + ".undan-" + now.UTC().Format("20060102T150405.000")
	if err := g.store.copyTo(kept); err != nil {
		return found, "", fault(op, err)
	}
	err = g.store.update(op, func(r records) error {
		found.Drafts, found.Commands = 0, 0
		return r.take(g.found, &found)
	})
	return found, filepath.Base(kept), err
}

// Close closes the user's file.
func (g *Regained) Close() error { return g.store.Close() }

// copyTo puts a durable copy of the file under another name.
func (s *Store) copyTo(name string) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(); err != nil {
		return err
	}
	temp, err := copyOf(s.db, s.path)
	if err != nil {
		return err
	}
	return replace(temp, name)
}
