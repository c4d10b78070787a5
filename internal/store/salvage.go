package store

import (
	"bytes"
	"crypto/sha256"
	"os"

	"example.org/tandtui/internal/secret"
)

// salvage reads what can be read of a damaged file, without its structure: each page
// that looks like a leaf is taken for one, and each record in it that the seal
// vouches for is true. Old versions of records lie about in free pages; whoever takes
// records must choose among them.
type salvage struct {
	raw  []byte
	page int
}

// readSalvage reads a damaged file whole.
func readSalvage(path string) (salvage, error) {
	raw, err := os.ReadFile(path) // #nosec G304 -- a file of the vault
	page := os.Getpagesize()      // what bbolt uses, and what both meta pages may not tell any more
	return salvage{raw, page}, err
}

// elements calls f with the key and value of everything that looks like a record.
func (s salvage) elements(f func(key, value []byte)) {
	for at := 0; at+s.page <= len(s.raw); at += s.page {
		end := at + s.page
		if over := uint64(le.Uint32(s.raw[at+12:])); over < uint64(len(s.raw)/s.page) {
			end = min(end+int(over)*s.page, len(s.raw))
		}
		leafElements(s.raw[at:end], f)
	}
}

func leafElements(b []byte, f func(key, value []byte)) {
	if le.Uint16(b[8:]) != flagLeaf {
		return
	}
	for i := range int(le.Uint16(b[10:])) {
		at := pageHeader + i*elemSize
		if at+elemSize > len(b) {
			return
		}
		key, value, err := cut(b, at, le.Uint32(b[at+4:]), le.Uint32(b[at+8:]), le.Uint32(b[at+12:]))
		if err != nil {
			continue
		}
		if le.Uint32(b[at:]) != leafIsBucket {
			f(key, value)
		} else if len(value) >= inBucket+pageHeader && le.Uint64(value) == 0 {
			leafElements(value[inBucket:], f)
		}
	}
}

// records calls f with every record of a path that the keys open.
func (s salvage) records(k *keys, p bucketPath, f func(key, plain []byte)) {
	prefix := pathPrefix(p)
	s.elements(func(key, sealed []byte) {
		aad := append(bytes.Clone(prefix), key...)
		if plain, err := k.openWith(nil, aad, sealed, p); err == nil {
			f(key, plain)
		}
	})
}

// salts are those of whole heads.
func (s salvage) salts() (list [][]byte) {
	s.elements(func(key, value []byte) {
		if !bytes.Equal(key, keyHead) || len(value) != headSize {
			return
		}
		if sum := sha256.Sum256(value[:4+saltSize]); bytes.Equal(sum[:], value[4+saltSize:]) {
			list = append(list, value[4:4+saltSize])
		}
	})
	return list
}

// unlock gives the file's keys, if the secret from, which the card made of salt,
// opens a slot that can still be read; else nil.
func (s salvage) unlock(salt, from []byte) (k *keys) {
	id, key := slot(from, salt)
	defer clear(key)
	gcm, err := newGCM(key)
	if err != nil {
		return nil
	}
	defer secret.Wipe(gcm)
	s.elements(func(at, wrapped []byte) {
		if k != nil || !bytes.Equal(at, id) {
			return
		}
		data, err := gcm.Open(nil, nil, wrapped, authenticated(slotPath(salt), id))
		if err != nil {
			return
		}
		defer clear(data)
		if opened, err := newKeys(data); err == nil {
			k = opened
		}
	})
	return k
}
