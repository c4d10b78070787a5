package sqlstore

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// witnessSuffix is what the witness's name has after the database's.
const witnessSuffix = ".witness"

// witnessOfSQLite is beside the file itself, under whatever name it was opened.
func witnessOfSQLite(path string) string {
	if itself, err := filepath.EvalSymlinks(path); err == nil {
		path = itself
	}
	return path + witnessSuffix
}

// testimony is what the witness knows of the database.
type testimony struct {
	Serial  int64                    `json:"serial"`  // counts testimonies: the highest holds
	Epoch   string                   `json:"epoch"`   // the database's history
	Commits int64                    `json:"commits"` // transactions that have written
	Limits  map[server.Counter]int64 `json:"limits"`  // lower numbers may have been given
}

// witness is a small file beside the database that knows how far the database has
// come. A copy put back brings the database of its day, but not the witness: so
// the region notices that it has become older, and gives no number a second time
// (ADR 029). All processes that have the database open share the file.
type witness struct {
	mu     sync.Mutex
	file   *os.File
	synced time.Time
}

const (
	slotSize = 512 // a sector of a disk, which is written whole; two slots take turns
	// ahead is how many numbers are noted, and synced, before they are given: a
	// power cut may take the newest testimonies, but not those.
	ahead = 1000
	// unwitnessed is how far numbers jump where the witness is gone.
	unwitnessed = 100_000
	// syncEvery bounds what of the testimonies a power cut may take.
	syncEvery = time.Second
)

// openWitness opens the file, or makes it. how is syscall.LOCK_SH to work with the
// database, syscall.LOCK_EX to put another in its place: CodeInUse while somebody
// works with it.
func openWitness(path string, how int) (*witness, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // #nosec G304 -- beside the database
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = &domain.Error{Kind: domain.Busy, Code: CodeInUse, Op: "sqlstore.witness", Err: err}
		}
		return nil, errors.Join(err, f.Close())
	}
	return &witness{file: f}, nil
}

func (w *witness) close() error {
	if w == nil {
		return nil
	}
	return w.file.Close()
}

// read gives the newest testimony, a zero one if there is none that can be read.
func (w *witness) read() (t testimony, err error) {
	raw := make([]byte, 2*slotSize)
	n, err := w.file.ReadAt(raw, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return t, err
	}
	raw = raw[:n]
	found := false
	for _, slot := range [][]byte{raw[:min(n, slotSize)], raw[min(n, slotSize):]} {
		if one, whole := parseTestimony(slot); whole && (!found || one.Serial > t.Serial) {
			t, found = one, true
		}
	}
	return t, nil
}

// change puts a changed testimony into the older slot, one process at a time. It
// reaches the disk before change returns if must is set, or if the last one that
// did is some time ago.
func (w *witness) change(must bool, how func(testimony) (testimony, error)) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	turn := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Len: 1}
	if err := syscall.FcntlFlock(w.file.Fd(), syscall.F_SETLKW, &turn); err != nil {
		return err
	}
	defer func() {
		turn.Type = syscall.F_UNLCK
		_ = syscall.FcntlFlock(w.file.Fd(), syscall.F_SETLK, &turn) // ends with the process at the latest
	}()
	t, err := w.read()
	if err != nil {
		return err
	}
	serial := t.Serial + 1
	if t, err = how(t); err != nil {
		return err
	}
	t.Serial = serial
	slot, err := t.slot()
	if err != nil {
		return err
	}
	if _, err := w.file.WriteAt(slot, t.Serial%2*slotSize); err != nil {
		return err
	}
	if now := time.Now(); must || now.Sub(w.synced) > syncEvery {
		w.synced = now
		return w.file.Sync()
	}
	return nil
}

func (t testimony) slot() ([]byte, error) {
	raw, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	text := hex.EncodeToString(sum[:]) + " " + string(raw)
	if len(text) >= slotSize {
		return nil, fmt.Errorf("sqlstore: a testimony of %d bytes", len(text))
	}
	return append(append([]byte(text), bytes.Repeat([]byte(" "), slotSize-1-len(text))...), '\n'), nil
}

func parseTestimony(slot []byte) (t testimony, whole bool) {
	sum, raw, _ := bytes.Cut(bytes.TrimSpace(slot), []byte(" "))
	want := sha256.Sum256(raw)
	if string(sum) != hex.EncodeToString(want[:]) {
		return t, false
	}
	return t, json.Unmarshal(raw, &t) == nil
}

// before counts a writing transaction that is about to be committed, and notes the
// numbers that it gives. commits is its count.
func (s *Store) before(x *tx) (commits int64, err error) {
	if err := x.row("commits", `UPDATE counter SET next_value = next_value + 1 WHERE name = 'commit' RETURNING next_value`, nil, &commits); err != nil {
		return 0, err
	}
	told, err := s.witness.read()
	if err != nil {
		return 0, err
	}
	if told.Epoch != s.epoch { // the file that is open here is not the database any more
		return 0, &domain.Error{Kind: domain.Conflict, Code: CodeReplaced, Op: "sqlstore.witness"}
	}
	beyond := maps.Clone(x.numbers)
	maps.DeleteFunc(beyond, func(c server.Counter, next int64) bool { return next <= told.Limits[c] })
	if len(beyond) == 0 {
		return commits, nil
	}
	return commits, s.witness.change(true, func(t testimony) (testimony, error) {
		t.Limits = highest(t.Limits, later(beyond, ahead))
		return t, nil
	})
}

// after notes that a writing transaction is committed: whoever is answered then
// has a witness. A crash before this loses nothing that anybody was told.
func (s *Store) after(commits int64) error {
	return s.witness.change(false, func(t testimony) (testimony, error) {
		if t.Epoch == s.epoch {
			t.Commits = max(t.Commits, commits)
		}
		return t, nil
	})
}
