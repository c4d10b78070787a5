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
	"unicode/utf16"
)

// ErrMalformed is returned for a file that is not of the form expected.
var ErrMalformed = errors.New("idprime: malformed file")

// Files with a fixed identifier.
const (
	FileIndex      = 0x0101
	FileCardID     = 0x0201 // 16 bytes, the card's own number
	FileContainers = 0x0204
	FileKeys       = 0x0005
)

// AID selects the application by the beginning of its name.
var AID = []byte{0xA0, 0, 0, 0, 0x18, 0x80, 0, 0, 0, 0x06, 0x62}

const (
	maxEntries   = 64 // of any file; a card has 15 containers
	indexLen     = 21
	containerLen = 86
	guidLen      = 80
	keyLen       = 8
	flagValid    = 1
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

// Container is a place for keys. Bits are of its keys, 0 for none.
type Container struct {
	GUID                        string
	Valid                       bool
	SignatureBits, ExchangeBits int
}

// ParseContainers reads the container map. It may be empty although the card has
// keys (OpenSC issue 3201).
func ParseContainers(file []byte) []Container {
	var list []Container
	for len(file) >= containerLen && file[0] != 0 && len(list) < maxEntries {
		var name []uint16
		for i := 0; i < guidLen; i += 2 {
			c := binary.LittleEndian.Uint16(file[i:])
			if c == 0 {
				break
			}
			name = append(name, c)
		}
		list = append(list, Container{
			GUID: string(utf16.Decode(name)), Valid: file[guidLen]&flagValid != 0,
			SignatureBits: int(binary.LittleEndian.Uint16(file[guidLen+2:])),
			ExchangeBits:  int(binary.LittleEndian.Uint16(file[guidLen+4:])),
		})
		file = file[containerLen:]
	}
	return list
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
