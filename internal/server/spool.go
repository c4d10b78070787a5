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
func (s *spool) reader() (io.ReadSeeker, error) {
	if s.left.Len() > 0 {
		if err := s.seal(); err != nil {
			return nil, err
		}
	}
	return &spoolReader{spool: s, piece: -1, sealed: make([]byte, spoolPiece+spoolMore)}, nil
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
	at     int64
	piece  int64 // that plain holds; -1: none
	sealed []byte
	plain  []byte
}

func (r *spoolReader) Read(p []byte) (int, error) {
	if r.at >= r.spool.size {
		return 0, io.EOF
	}
	if n := r.at / spoolPiece; n != r.piece {
		if err := r.open(n); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.plain[r.at%spoolPiece:])
	r.at += int64(n)
	return n, nil
}

// open opens a piece.
func (r *spoolReader) open(n int64) error {
	r.piece = -1
	got, err := r.spool.file.ReadAt(r.sealed, n*int64(len(r.sealed)))
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if r.plain, err = r.spool.gcm.Open(nil, nil, r.sealed[:got], place(n)); err != nil {
		return err
	}
	r.piece = n
	return nil
}

func (r *spoolReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.spool.size
	}
	if offset < 0 {
		return r.at, errors.New("server: before the beginning of a file")
	}
	r.at = offset
	return offset, nil
}
