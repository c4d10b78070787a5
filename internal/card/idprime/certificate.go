package idprime

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"

	"example.org/tandtui/internal/card/tlv"
)

// MaxCertificate is the longest certificate that is taken, in bytes: a small file
// may claim to become a large one.
const MaxCertificate = 16 << 10

const (
	compressed     = 0x01 // first byte; 00 follows, then the length, little-endian
	compressedHead = 4
	tagSequence    = 0x30
)

// Certificate gives the DER that a certificate's file holds: compressed with zlib,
// or, on cards of generation 940, plain. Filler may follow either.
func Certificate(file []byte) ([]byte, error) {
	switch {
	case len(file) > 0 && file[0] == tagSequence:
		return plain(file)
	case len(file) < compressedHead || file[0] != compressed || file[1] != 0:
		return nil, ErrMalformed
	}
	r, err := zlib.NewReader(bytes.NewReader(file[compressedHead:]))
	if err != nil {
		return nil, errors.Join(ErrMalformed, err)
	}
	der, err := io.ReadAll(io.LimitReader(r, MaxCertificate+1))
	if err != nil {
		return nil, errors.Join(ErrMalformed, err)
	}
	if len(der) > MaxCertificate || len(der) != int(file[2])|int(file[3])<<8 {
		return nil, ErrMalformed
	}
	return der, nil
}

func plain(file []byte) ([]byte, error) {
	_, rest, err := tlv.Next(file)
	if err != nil || len(file)-len(rest) > MaxCertificate {
		return nil, ErrMalformed
	}
	return file[:len(file)-len(rest)], nil
}
