package server

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"
	"os"
)

const (
	spoolPiece = 64 << 10 // bytes that are sealed together; only the last has fewer
	spoolMore  = 12 + 16  // bytes that sealing adds
)

// spool is a temporary file that only this process can read: it is sealed with a key
// that is nowhere else, so that what a stopped server leaves is noise (ADR 048).
// It is written first, and then read as often as wanted.
type spool struct {
	file *os.File
	gcm  cipher.AEAD
	left bytes.Buffer // not sealed yet
	n    int64        // pieces sealed
	size int64        // bytes written
}

// newSpool makes one in a folder; "" is the system's for temporary files.
func newSpool(dir string) (*spool, error) {
	key := make([]byte, 32)
	defer clear(key)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(dir, "tandserver-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // where a file in use can be removed it goes with the process; else Close does it
	return &spool{file: f, gcm: gcm}, nil
}

func (s *spool) Write(p []byte) (int, error) {
	s.size += int64(len(p))
	for rest := p; len(rest) > 0; {
		n := min(len(rest), spoolPiece-s.left.Len())
		s.left.Write(rest[:n])
		if rest = rest[n:]; s.left.Len() == spoolPiece {
			if err := s.seal(); err != nil {
				return 0, err
			}
		}
	}
	return len(p), nil
}

// seal writes a piece.
func (s *spool) seal() error {
	_, err := s.file.Write(s.gcm.Seal(nil, nil, s.left.Bytes(), place(s.n)))
	s.left.Reset()
	s.n++
	return err
}

// place authenticates where a piece stands.
func place(n int64) []byte { return binary.AppendUvarint(nil, uint64(n)) }

// reader begins to read what was written; nothing is written any more.
func (s *spool) reader() (io.Reader, error) {
	if s.left.Len() > 0 {
		if err := s.seal(); err != nil {
			return nil, err
		}
	}
	return &spoolReader{spool: s, sealed: make([]byte, spoolPiece+spoolMore)}, nil
}

func (s *spool) Close() error {
	err := s.file.Close()
	if e := os.Remove(s.file.Name()); e != nil && !errors.Is(e, os.ErrNotExist) {
		err = errors.Join(err, e)
	}
	return err
}

type spoolReader struct {
	spool  *spool
	next   int64 // piece
	sealed []byte
	plain  []byte // not given yet
}

func (r *spoolReader) Read(p []byte) (int, error) {
	if len(r.plain) == 0 {
		if r.next == r.spool.n {
			return 0, io.EOF
		}
		n, err := r.spool.file.ReadAt(r.sealed, r.next*int64(len(r.sealed)))
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		if r.plain, err = r.spool.gcm.Open(nil, nil, r.sealed[:n], place(r.next)); err != nil {
			return 0, err
		}
		r.next++
	}
	n := copy(p, r.plain)
	r.plain = r.plain[n:]
	return n, nil
}
