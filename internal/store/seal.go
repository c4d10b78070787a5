package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/secret"
)

// formatVersion is the first byte of what authenticates a record. It changes
// with the way records are sealed, not with what is in them (schema).
const formatVersion = 1

// What each key derived from the data key is for (RFC 5869, info).
const (
	infoRecords = "tandtui/store/1/records"
	infoIndex   = "tandtui/store/1/index"
)

// bucketPath names a bucket from the root; it is part of what authenticates a
// record.
type bucketPath []string

// keys are what a user's file is sealed with.
type keys struct {
	records cipher.AEAD // AES-256-GCM with a random nonce per record
	index   []byte      // HMAC key of look-up keys that are personal data
	data    []byte      // what the others are made of, for another slot
	slot    []byte      // id of the slot that they came from; nil where a damaged file told them
}

func newKeys(data []byte) (*keys, error) {
	sealing := secret.Key(data, nil, infoRecords)
	defer clear(sealing)
	records, err := newGCM(sealing)
	if err != nil {
		return nil, err
	}
	return &keys{records: records, index: secret.Key(data, nil, infoIndex), data: secret.Clone(data)}, nil
}

// newGCM makes a cipher; the caller wipes it.
func newGCM(key []byte) (gcm cipher.AEAD, err error) {
	secret.Do(func() {
		var block cipher.Block
		if block, err = aes.NewCipher(key); err != nil {
			return
		}
		defer secret.Wipe(block) // the AEAD has a copy of its own
		gcm, err = cipher.NewGCMWithRandomNonce(block)
	})
	return gcm, err
}

// wipe forgets the keys, also those inside the cipher.
func (k *keys) wipe() {
	clear(k.index)
	clear(k.data)
	if k.records != nil {
		secret.Wipe(k.records)
		k.records = nil
	}
}

func (k *keys) seal(p bucketPath, key, plain []byte) []byte {
	return k.records.Seal(nil, nil, plain, authenticated(p, key))
}

// openWith opens a record into dst. A record that was changed, or moved from the
// path that aad authenticates, gives errDamaged.
func (k *keys) openWith(dst, aad, sealed []byte, p bucketPath) ([]byte, error) {
	plain, err := k.records.Open(dst, nil, sealed, aad)
	if err != nil {
		return nil, fmt.Errorf("%w: a record in %s", errDamaged, p[0])
	}
	return plain, nil
}

// authenticated is format version, path and key of a record, each part with its
// length, so that no two records look alike.
func authenticated(p bucketPath, key []byte) []byte {
	return append(pathPrefix(p), key...)
}

func pathPrefix(p bucketPath) []byte {
	aad := binary.AppendUvarint([]byte{formatVersion}, uint64(len(p)))
	for _, name := range p {
		aad = binary.AppendUvarint(aad, uint64(len(name)))
		aad = append(aad, name...)
	}
	return aad
}

// personKey is the key of a person's facts. Without the keys of the file it
// reveals nobody.
func (k *keys) personKey(clinic string, id domain.PersonID) []byte {
	mac := hmac.New(sha256.New, k.index)
	defer secret.Wipe(mac)
	_, _ = fmt.Fprintf(mac, "%d:%s%s", len(clinic), clinic, id.Canonical()) // a hash takes everything
	return mac.Sum(nil)
}
