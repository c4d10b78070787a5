// Package idprime reads the files of an IDPrime card (Thales, before Gemalto),
// which keeps certificates as Windows' smart card minidriver wants them and not as
// PKCS#15 does: an index of files, a map of containers, and on newer cards a map
// of keys.
//
// It is pure: it gets the bytes of a file and gives what it says. The form of the
// files is not published; it is what OpenSC's driver (card-idprime.c) and the
// dumps in its issues show. It is lax where cards are known to differ, and every
// size and count is capped: the card is outside input.
package idprime

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strconv"
	"strings"
)

// ErrMalformed is returned for a file that is not of the form expected.
var ErrMalformed = errors.New("idprime: malformed file")

// Files with a fixed identifier. The map of containers (0204) is not read: it may be
// empty although the card has keys (OpenSC issue 3201), and the index names the same.
const (
	FileIndex  = 0x0101
	FileCardID = 0x0201 // 16 bytes, the card's own number
	FileKeys   = 0x0005
)

// AID selects the application by the beginning of its name.
var AID = []byte{0xA0, 0, 0, 0, 0x18, 0x80, 0, 0, 0, 0x06, 0x62}

const (
	maxEntries = 64 // of any file; a card has 15 containers
	indexLen   = 21
	keyLen     = 8
)

// Entry is one file that the index names.
type Entry struct {
	FID       uint16
	Size      int // as stored, in bytes
	Name, Dir string
}

// ParseIndex reads the index: a count and as many records; filler may follow.
func ParseIndex(file []byte) ([]Entry, error) {
	if len(file) == 0 {
		return nil, ErrMalformed
	}
	n := int(file[0])
	file = file[1:]
	if n > maxEntries || len(file) < n*indexLen {
		return nil, ErrMalformed
	}
	var list []Entry
	for ; n > 0; n, file = n-1, file[indexLen:] {
		list = append(list, Entry{
			FID: binary.BigEndian.Uint16(file), Size: int(binary.BigEndian.Uint16(file[2:])),
			Name: word(file[4:12]), Dir: word(file[12:20]),
		})
	}
	return list, nil
}

// word is a name filled up with zeros.
func word(b []byte) string {
	b, _, _ = bytes.Cut(b, []byte{0})
	return string(b)
}

// Container gives the number of the container whose certificate e is; ok is false
// when e is no certificate. kxc is for key exchange and ksc for signature, which
// tells nothing about what the certificate may be used for.
func (e Entry) Container() (number int, ok bool) {
	if e.Dir != "mscp" {
		return 0, false
	}
	digits, isExchange := strings.CutPrefix(e.Name, "kxc")
	if !isExchange {
		digits, ok = strings.CutPrefix(e.Name, "ksc")
		if !ok {
			return 0, false
		}
	}
	number, err := strconv.Atoi(digits)
	return number, err == nil && number >= 0 && number < maxEntries && len(digits) == 2
}

// Key says how the card wants the key of a container named, and under which PIN
// it is.
type Key struct {
	Container int
	Reference byte
	PIN       byte // reference for VERIFY
}

// References of the two PINs, for VERIFY.
const (
	PINUser      = 0x11
	PINSignature = 0x83 // generation 940; each signature wants it anew
)

// ParseKeys reads the key map of generation 940.
func ParseKeys(file []byte) []Key {
	var list []Key
	for ; len(file) >= keyLen && len(list) < maxEntries; file = file[keyLen:] {
		if file[0] == 0 {
			continue // no key here
		}
		k := Key{Container: int(file[2]), Reference: file[1], PIN: PINSignature}
		if file[7] == 1 {
			k.PIN = PINUser
		}
		list = append(list, k)
	}
	return list
}
