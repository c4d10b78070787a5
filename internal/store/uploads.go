package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Invoice files of the outbox lie beside the user's file, one file for each, sealed
// piece by piece with the same key (ADR 049): as records they would make the user's
// own file large for ever, and every copy of it.
const (
	uploadMark  = ".fakturafil-"
	uploadPiece = 256 << 10 // bytes of the file in a piece; only the last has fewer
	sealedMore  = 12 + 16   // bytes that sealing adds: nonce and tag of AES-GCM
)

// uploadPath is the file of a command. Its name tells nothing of it.
func (s *Store) uploadPath(id string) string {
	sum := sha256.Sum256([]byte("tandtui/upload/" + id))
	return s.path + uploadMark + hex.EncodeToString(sum[:16])
}

func uploadBucket(id string) bucketPath { return bucketPath{"uploads", id} }

// pieceKey authenticates a piece's place in the file.
func pieceKey(n int64) []byte { return binary.AppendUvarint(nil, uint64(n)) }

// keepFile puts a sealed copy of a file beside the user's, durably, if the file is
// still what its digest says.
func (s *Store) keepFile(id string, f domain.File) (err error) {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	temp, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+tempMark+"*") // mode 0600
	if err != nil {
		return err
	}
	digest := sha256.New()
	err = s.sealInto(temp, id, io.TeeReader(in, digest))
	if err == nil && !isDigest(digest, f.Digest) {
		err = &domain.Error{Kind: domain.Conflict, Code: app.CodeFileChanged, Op: "store.keepFile"}
	}
	return finish(temp, err, s.uploadPath(id))
}

func isDigest(h hash.Hash, want string) bool { return hex.EncodeToString(h.Sum(nil)) == want }

func (s *Store) sealInto(out io.Writer, id string, in io.Reader) error {
	piece := make([]byte, uploadPiece)
	defer clear(piece)
	for n := int64(0); ; n++ {
		got, err := io.ReadFull(in, piece)
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return err
		}
		if got > 0 {
			if err := s.withKeys(func(k *keys) error {
				_, err := out.Write(k.seal(uploadBucket(id), pieceKey(n), piece[:got]))
				return err
			}); err != nil {
				return err
			}
		}
		if last {
			return nil
		}
	}
}

// withKeys lets f use the keys, which Close wipes.
func (s *Store) withKeys(f func(*keys) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.usable(); err != nil {
		return err
	}
	return f(s.keys)
}

// dropFile removes a command's file, if it has one. One that stays is removed by the
// next opening.
func (s *Store) dropFile(id string) { _ = os.Remove(s.uploadPath(id)) }

// sweepFiles removes the files of which nothing waits, neither to be sent nor to be
// looked at, unless something cannot be read: then nobody knows whose they are.
func (s *Store) sweepFiles() {
	known := map[string]bool{}
	err := s.view("store.sweepFiles", func(r records) error {
		heads, err := r.heads()
		for _, h := range heads {
			known[s.uploadPath(h.ID)] = true
		}
		return errors.Join(err, r.answers(func(id string, a answered) { known[s.uploadPath(id)] = known[s.uploadPath(id)] || a.with(id).Unseen() }))
	})
	if err != nil || s.damaged.len() > 0 {
		return
	}
	dir, base := filepath.Split(s.path)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return // only tidiness is lost
	}
	for _, e := range entries {
		if path := filepath.Join(dir, e.Name()); strings.HasPrefix(e.Name(), base+uploadMark) && !known[path] {
			_ = os.Remove(path)
		}
	}
}

// UploadFile gives an invoice file of the outbox, or of an answer.
func (s *Store) UploadFile(id string) (f domain.File, err error) {
	const op = "store.uploadFile"
	var note app.UploadNote
	err = s.view(op, func(r records) error {
		var a answered
		there, err := r.getJSON(pathAnswers, []byte(id), &a)
		if note = a.Upload; there || err != nil {
			return err
		}
		h, err := r.head(op, id)
		note = h.Upload
		return err
	})
	if err != nil {
		return f, err
	}
	got, err := s.file(id, note)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return f, none(op, app.CodeFileGone)
	case err != nil:
		return f, fault(op, err)
	}
	return *got, nil
}

// file gives a command's file. os.ErrNotExist if it is gone; one of another length is
// damaged.
func (s *Store) file(id string, note app.UploadNote) (*domain.File, error) {
	info, err := os.Lstat(s.uploadPath(id))
	if err != nil {
		return nil, err
	}
	pieces := (note.Size + uploadPiece - 1) / uploadPiece
	if info.Size() != note.Size+pieces*sealedMore {
		return nil, damage("an invoice file of %d bytes", info.Size())
	}
	open := func() (io.ReadSeekCloser, error) {
		f, err := os.OpenFile(s.uploadPath(id), os.O_RDONLY|safeOpen, 0)
		if err != nil {
			return nil, fault("store.file", err)
		}
		return &sealedFile{store: s, id: id, f: f, size: note.Size, piece: -1}, nil
	}
	return &domain.File{Name: note.Name, Size: note.Size, Digest: note.Digest, Open: open}, nil
}

// lacksFile tells whether a command's invoice file is gone or cut: it can never be
// sent.
func (s *Store) lacksFile(h app.Head) bool {
	if h.Kind != domain.CommandUpload || h.Damaged {
		return false
	}
	_, err := s.file(h.ID, h.Upload)
	return err != nil
}

// sealedFile reads what keepFile has written.
type sealedFile struct {
	store *Store
	id    string
	f     *os.File
	size  int64
	at    int64
	piece int64 // that plain holds; -1: none
	plain []byte
}

func (r *sealedFile) Read(p []byte) (int, error) {
	if r.at >= r.size {
		return 0, io.EOF
	}
	if n := r.at / uploadPiece; n != r.piece {
		if err := r.open(n); err != nil {
			return 0, fault("store.readFile", err)
		}
	}
	got := copy(p, r.plain[r.at%uploadPiece:])
	r.at += int64(got)
	return got, nil
}

// open opens a piece.
func (r *sealedFile) open(n int64) error {
	want := min(uploadPiece, r.size-n*uploadPiece)
	sealed := make([]byte, want+sealedMore)
	if _, err := r.f.ReadAt(sealed, n*(uploadPiece+sealedMore)); err != nil {
		return err
	}
	r.piece = -1
	err := r.store.withKeys(func(k *keys) (err error) {
		p := uploadBucket(r.id)
		r.plain, err = k.openWith(r.plain[:0], authenticated(p, pieceKey(n)), sealed, p)
		return err
	})
	if err == nil && int64(len(r.plain)) != want {
		err = damage("a piece of an invoice file")
	}
	if err == nil {
		r.piece = n
	}
	return err
}

func (r *sealedFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 {
		return 0, fmt.Errorf("store: a place before the file: %w", os.ErrInvalid)
	}
	r.at = offset
	return offset, nil
}

func (r *sealedFile) Close() error {
	clear(r.plain)
	return r.f.Close()
}
