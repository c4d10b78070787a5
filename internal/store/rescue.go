package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// rescue makes a new file in the place of one that was damaged as a whole and put
// aside: of the copy beside it, and of every draft and command in the damaged file
// that can be read and is newer. Without a copy the damaged file must still tell its
// keys. err is damage where nothing can be done: then a new file is begun.
func (v *Vault) rescue(ctx context.Context, aside, path string, derive app.KeyFunc) (*Store, error) {
	old, err := readSalvage(aside)
	if err != nil {
		return nil, err
	}
	found := app.Rescue{File: filepath.Base(aside)}
	s, err := v.fromCopy(ctx, path, derive)
	switch {
	case err == nil:
		if info, err := os.Stat(copyPath(path)); err == nil {
			found.Copy = info.ModTime()
		}
	case errors.Is(err, fs.ErrNotExist) || domain.CodeOf(fault("", err)) == app.CodeStoreDamaged:
		s = nil
	default:
		return nil, err
	}
	var k *keys
	if s != nil {
		k = s.keys
	} else {
		if k, err = old.keys(ctx, derive); err != nil {
			return nil, err
		}
		defer k.wipe()
		if s, err = v.open(ctx, path, derive); err != nil { // a new one
			return nil, err
		}
	}
	err = s.update("store.rescue", func(r records) error {
		found.Drafts, found.Commands = 0, 0
		return r.take(old.gather(k), &found)
	})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.rescued = &found
	return s, nil
}

// fromCopy puts the copy in the file's place and opens it.
func (v *Vault) fromCopy(ctx context.Context, path string, derive app.KeyFunc) (*Store, error) {
	db, err := openChecked(copyPath(path))
	if err != nil {
		return nil, err
	}
	k, _, err := unwrap(ctx, db, derive)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	k.wipe()
	temp, err := copyOf(db, path)
	if err = errors.Join(err, db.Close()); err != nil {
		return nil, err
	}
	if err := replace(temp, path); err != nil {
		return nil, err
	}
	return v.open(ctx, path, derive)
}

// keys finds the keys of a damaged file in it.
func (s salvage) keys(ctx context.Context, derive app.KeyFunc) (*keys, error) {
	for _, salt := range s.salts() {
		from, err := derive(ctx, salt)
		if err != nil {
			return nil, err
		}
		k := s.unlock(salt, from)
		clear(from)
		if k != nil {
			return k, nil
		}
	}
	return nil, damage("no key is left")
}

// salvaged is what was read of a damaged file: the newest version of each record.
type salvaged struct {
	drafts map[string]domain.Draft
	heads  map[string]commandHead
	bodies map[string][]byte // those whose digest their heads have
	plain  map[*bucketPath]map[string][]byte
}

// asTheyAre are kinds of records that are taken in whatever version is found.
var asTheyAre = []*bucketPath{&pathFavourites, &pathTemplates, &pathLogin, &pathRead}

func (s salvage) gather(k *keys) salvaged {
	all := salvaged{map[string]domain.Draft{}, map[string]commandHead{}, map[string][]byte{}, map[*bucketPath]map[string][]byte{}}
	s.records(k, pathDrafts, func(key, plain []byte) {
		var d domain.Draft
		if decode(plain, &d) == nil && newer(d, all.drafts[string(key)]) {
			all.drafts[string(key)] = d
		}
	})
	s.records(k, pathHeads, func(key, plain []byte) {
		var h commandHead
		if decode(plain, &h) == nil && h.Seq >= all.heads[string(key)].Seq {
			all.heads[string(key)] = h
		}
	})
	s.records(k, pathBodies, func(key, plain []byte) {
		if sum := sha256.Sum256(plain); bytes.Equal(sum[:], all.heads[string(key)].SHA256) {
			all.bodies[string(key)] = bytes.Clone(plain)
		}
	})
	for _, p := range asTheyAre {
		all.plain[p] = map[string][]byte{}
		s.records(k, *p, func(key, plain []byte) { all.plain[p][string(key)] = bytes.Clone(plain) })
	}
	return all
}

// newer reports whether d is a later version of a draft than old. Sending and being
// answered do not change when a draft was changed last.
func newer(d, old domain.Draft) bool {
	if !d.Updated.Equal(old.Updated) {
		return d.Updated.After(old.Updated)
	}
	return stage(d.State) >= stage(old.State)
}

func stage(s domain.DraftState) int {
	switch s {
	case domain.DraftQueued:
		return 1
	case domain.DraftReceived, domain.DraftRefused:
		return 2
	case domain.DraftOpen, domain.DraftDiscarded:
	}
	return 0
}

// take stores what is newer than what the file has. What the region has received and
// is put away does not come back.
func (r records) take(all salvaged, found *app.Rescue) error {
	for _, clinic := range r.sentClinics() {
		r.sentKeys(clinic, func(key []byte) bool {
			id := string(key[len(sentDay):])
			delete(all.drafts, id)
			delete(all.bodies, id)
			return true
		})
	}
	for id, d := range all.drafts {
		var has domain.Draft
		there, err := r.getJSON(pathDrafts, []byte(id), &has)
		if err != nil && !errors.Is(err, errDamaged) {
			return err
		}
		if there && !newer(d, has) || there && d.Updated.Equal(has.Updated) && d.State == has.State {
			continue
		}
		_, sending := all.bodies[id]
		if d.State == domain.DraftQueued && !sending && !r.queued(id) {
			d.State = domain.DraftOpen // its command is lost; the region says whether it has it
		}
		if err := r.putDraft(d, bareRow(d)); err != nil {
			return err
		}
		found.Drafts++
	}
	if err := r.takeCommands(all, found); err != nil {
		return err
	}
	for p, records := range all.plain {
		for key, plain := range records {
			if has, err := r.get(*p, []byte(key)); err == nil && has != nil {
				continue
			}
			if err := r.put(*p, []byte(key), plain); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r records) queued(id string) bool {
	b := bucketAt(r.tx, pathHeads)
	return b != nil && b.Get([]byte(id)) != nil
}

// takeCommands puts commands in the outbox that are not there. One that the region
// has answered already is sent again and gets the same answer.
func (r records) takeCommands(all salvaged, found *app.Rescue) error {
	for id, body := range all.bodies {
		h := all.heads[id]
		if h.Kind == domain.CommandSubmit && all.drafts[id].State != domain.DraftQueued || r.queued(id) {
			continue
		}
		b, err := r.makeBucket(pathHeads)
		if err != nil {
			return err
		}
		seq, err := b.NextSequence()
		if err != nil {
			return err
		}
		c := domain.Command{ID: id, Kind: h.Kind, Clinic: h.Clinic, Target: h.Target, Version: h.Version, Body: body}
		if err := r.putCommand(c, app.Filing{At: h.Queued, Part: h.Part, Note: h.Upload, Office: h.Office}, seq); err != nil {
			return err
		}
		if err := r.putJSON(pathTries, []byte(id), tried{}); err != nil { // the region may have it
			return err
		}
		r.count(tallyOutbox, h.Clinic, 1)
		found.Commands++
	}
	return nil
}

// Rescued tells that this file was made in the place of a damaged one; nil if not.
func (s *Store) Rescued() *app.Rescue { return s.rescued }
