package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"math"
	"slices"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// A command is three records under its id: its head, which lists and counts read;
// the bytes that are sent, written once; and how the last try went.
var (
	pathHeads  = bucketPath{"outbox-heads"}
	pathBodies = bucketPath{"outbox-bodies"}
	pathTries  = bucketPath{"outbox-tries"}
)

// commandHead is a command as it was put in the outbox, without its bytes.
type commandHead struct {
	Seq     uint64             `json:"seq"` // the order of queueing, whatever the clock said
	Kind    domain.CommandKind `json:"kind"`
	Clinic  string             `json:"clinic"`
	Target  int64              `json:"target,omitempty"`
	Version int64              `json:"version,omitempty"`
	Part    domain.Part        `json:"part,omitzero"`
	Upload  app.UploadNote     `json:"upload,omitzero"`
	Office  app.OfficeNote     `json:"office,omitzero"`
	Queued  time.Time          `json:"queued"`
	SHA256  []byte             `json:"sha256"` // of the bytes: they must never change
}

// tried is how the last try went. Without this record nothing was tried. Unsent
// says that certainly nothing has left this computer; otherwise the region may
// have the command.
type tried struct {
	At     time.Time `json:"at"`
	Code   string    `json:"code"`
	Unsent bool      `json:"unsent,omitempty"`
}

func (s *Store) Queue(c domain.Command, f app.Filing) error {
	const op = "store.queue"
	if c.File != nil { // first: a command whose file is not there could never be sent
		if err := s.keepFile(c.ID, *c.File); err != nil {
			return fault(op, err)
		}
	}
	err := s.update(op, func(r records) error {
		b, err := r.makeBucket(pathHeads)
		if err != nil {
			return err
		}
		if b.Get([]byte(c.ID)) != nil {
			return &domain.Error{Kind: domain.Conflict, Code: app.CodeDraftQueued, Op: op}
		}
		seq, err := b.NextSequence()
		if err != nil {
			return err
		}
		if err := r.putCommand(c, f, seq); err != nil {
			return err
		}
		r.count(tallyOutbox, c.Clinic, 1)
		return r.putFiled(f)
	})
	if c.File != nil && err != nil && domain.CodeOf(err) != app.CodeStoreUnsure {
		s.dropFile(c.ID)
	}
	return err
}

func (r records) putCommand(c domain.Command, f app.Filing, seq uint64) error {
	digest := sha256.Sum256(c.Body)
	h := commandHead{
		Seq: seq, Kind: c.Kind, Clinic: c.Clinic, Target: c.Target, Version: c.Version, Part: f.Part, Upload: f.Note, Office: f.Office, Queued: f.At, SHA256: digest[:],
	}
	return errors.Join(r.putJSON(pathHeads, []byte(c.ID), h), r.put(pathBodies, []byte(c.ID), c.Body))
}

// putFiled stores the draft that goes with a command, if one does.
func (r records) putFiled(f app.Filing) error {
	if f.Draft == nil {
		return nil
	}
	return r.putDraft(*f.Draft, f.Row)
}

// Outbox lists the unanswered commands of every clinic, oldest first and damaged
// ones last, without reading their bytes.
func (s *Store) Outbox() ([]app.Head, error) {
	var heads []queuedHead
	err := s.view("store.outbox", func(r records) (err error) {
		heads, err = r.heads()
		return err
	})
	list := make([]app.Head, len(heads))
	for i := range heads {
		list[i] = heads[i].Head
		list[i].Damaged = list[i].Damaged || s.lacksFile(list[i])
	}
	return list, err
}

type queuedHead struct {
	app.Head
	seq uint64
}

func (r records) heads() (list []queuedHead, err error) {
	err = r.scan(pathHeads, false, func(key, plain []byte, damaged error) error {
		h, t := commandHead{}, tried{}
		if damaged == nil {
			damaged = decode(plain, &h)
		}
		if damaged == nil {
			t, damaged = r.tried(key)
		}
		if damaged == nil && r.damaged.has(authenticated(pathBodies, key)) { // found when it was to be sent
			damaged = errDamaged
		}
		list = append(list, listed(string(key), h, t, damaged))
		return nil
	})
	if err != nil {
		return nil, err
	}
	old, err := r.oldHeads()
	list = append(list, old...)
	slices.SortFunc(list, func(x, y queuedHead) int { return cmp.Compare(x.seq, y.seq) })
	return list, err
}

// listed is a command in the list of the outbox: of a damaged one only its id is
// known, and it comes last.
func listed(id string, h commandHead, t tried, damaged error) queuedHead {
	if damaged != nil {
		return queuedHead{app.Head{ID: id, Damaged: true}, math.MaxUint64}
	}
	return queuedHead{h.with(id, t), h.Seq}
}

func (h commandHead) with(id string, t tried) app.Head {
	return app.Head{
		ID: id, Kind: h.Kind, Clinic: h.Clinic, Target: h.Target, Version: h.Version, Part: h.Part,
		Upload: h.Upload, Office: h.Office, Queued: h.Queued, Tried: t.At, LastError: t.Code, Sent: !t.Unsent,
	}
}

func (s *Store) Unqueue(id string, f app.Filing) error {
	const op = "store.unqueue"
	damaged := false
	err := s.update(op, func(r records) error {
		_, h, err := r.command(op, id)
		damaged = errors.Is(err, errDamaged) || err == nil && s.lacksFile(h)
		switch {
		case damaged:
			return errors.Join(r.dropCommand(id), r.putFiled(f))
		case err != nil:
			return err
		case h.Sent:
			return &domain.Error{Kind: domain.Conflict, Code: app.CodeMayBeSent, Op: op}
		}
		return errors.Join(r.removeCommand(h), r.putFiled(f))
	})
	if err == nil {
		s.dropFile(id)
	}
	if damaged && err == nil {
		s.countAnew() // whether, and for which clinic, it was counted is not known
	}
	return err
}

func (s *Store) BeginAttempt(id string) (c domain.Command, h app.Head, err error) {
	const op = "store.beginAttempt"
	if err = s.view(op, func(r records) error {
		c, h, err = r.command(op, id)
		return err
	}); err != nil {
		return c, h, err
	}
	if h.Kind == domain.CommandUpload {
		if c.File, err = s.file(id, h.Upload); err != nil {
			return c, h, fault(op, damage("the invoice file: %w", err))
		}
	}
	if h.Sent {
		return c, h, nil
	}
	file := c.File
	err = s.update(op, func(r records) error {
		if c, h, err = r.command(op, id); err != nil { // it may have been unqueued, and queued again
			return err
		}
		return r.putJSON(pathTries, []byte(id), tried{At: h.Tried, Code: h.LastError})
	})
	c.File = file
	return c, h, err
}

func (s *Store) NoteAttempt(id string, at time.Time, code string, sent bool) error {
	const op = "store.noteAttempt"
	return s.update(op, func(r records) error {
		if _, err := r.head(op, id); err != nil {
			return err
		}
		return r.putJSON(pathTries, []byte(id), tried{at, code, !sent})
	})
}

// tried reads how the tries of a command went.
func (r records) tried(id []byte) (tried, error) {
	var t tried
	there, err := r.getJSON(pathTries, id, &t)
	t.Unsent = t.Unsent || !there
	return t, err
}

// head reads the head of a command that must be in the outbox.
func (r records) head(op, id string) (app.Head, error) {
	h, err := r.commandHead(op, id)
	if err != nil {
		return app.Head{}, err
	}
	return r.withTries(id, h)
}

// withTries adds to a head how the tries went.
func (r records) withTries(id string, h commandHead) (app.Head, error) {
	t, err := r.tried([]byte(id))
	return h.with(id, t), err
}

func (r records) commandHead(op, id string) (h commandHead, err error) {
	there, err := r.getJSON(pathHeads, []byte(id), &h)
	if err == nil && !there {
		if h, _, err = r.oldCommand(id); h.Clinic == "" && err == nil {
			return h, none(op, app.CodeDraftGone)
		}
	}
	return h, err
}

// command reads a command with its bytes, and refuses bytes other than those
// queued.
func (r records) command(op, id string) (c domain.Command, h app.Head, err error) {
	queued, err := r.commandHead(op, id)
	if err != nil {
		return c, h, err
	}
	if h, err = r.withTries(id, queued); err != nil {
		return c, h, err
	}
	body, err := r.get(pathBodies, []byte(id))
	if err == nil && body == nil {
		_, body, err = r.oldCommand(id)
	}
	if err != nil {
		return c, h, err
	}
	if digest := sha256.Sum256(body); !bytes.Equal(digest[:], queued.SHA256) {
		return c, h, damage("a command is not what was queued")
	}
	c = domain.Command{ID: id, Kind: h.Kind, Clinic: h.Clinic, Target: h.Target, Version: h.Version, Mode: h.Upload.Mode, Body: body}
	return c, h, nil
}

func (r records) removeCommand(h app.Head) error {
	r.count(tallyOutbox, h.Clinic, -1)
	return r.dropCommand(h.ID)
}

// dropCommand removes a command's records, and counts nothing.
func (r records) dropCommand(id string) error {
	for _, p := range []bucketPath{pathHeads, pathBodies, pathTries} {
		if err := r.remove(p, []byte(id)); err != nil {
			return err
		}
	}
	return nil
}
