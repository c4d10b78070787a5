package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/secret"
)

// The only records that are not sealed: what is needed to open the others.
var (
	bucketHead  = []byte("head")
	bucketSlots = []byte("slots") // slot id → data key, wrapped
	keyHead     = []byte("head")
)

// schema counts changes of what records hold. A file of a newer program is
// refused; one of an older program is brought up to date (migrate.go).
const schema = 4

const (
	infoSlotID  = "tandtui/store/1/slot-id"
	infoSlotKey = "tandtui/store/1/slot-key"
	saltSize    = 32
	headSize    = 4 + saltSize + sha256.Size
)

// memory asks the card only once for the same salt: a signature takes up to a
// second, and a new file needs the key both to be made and to be opened.
type memory struct {
	derive    app.KeyFunc
	salt, got []byte
}

func (m *memory) key(ctx context.Context, salt []byte) ([]byte, error) {
	if m.got == nil || !bytes.Equal(salt, m.salt) {
		got, err := m.derive(ctx, salt)
		if err != nil {
			return nil, err
		}
		m.wipe()
		m.salt, m.got = bytes.Clone(salt), got
	}
	return secret.Clone(m.got), nil
}

func (m *memory) wipe() { clear(m.got) }

// head is schema and salt with their checksum, so that a flipped bit in them is
// reported as damage and not as a wrong card.
func head(salt []byte) []byte {
	return checksummed(append(binary.BigEndian.AppendUint32(nil, schema), salt...))
}

func checksummed(b []byte) []byte {
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

func readHead(tx *bolt.Tx) (salt []byte, version uint32, err error) {
	b := tx.Bucket(bucketHead)
	if b == nil {
		return nil, 0, fmt.Errorf("%w: no head", errDamaged)
	}
	h := b.Get(keyHead)
	if len(h) != headSize {
		return nil, 0, fmt.Errorf("%w: head", errDamaged)
	}
	if sum := sha256.Sum256(h[:4+saltSize]); !bytes.Equal(sum[:], h[4+saltSize:]) {
		return nil, 0, fmt.Errorf("%w: head", errDamaged)
	}
	if version = binary.BigEndian.Uint32(h); version > schema {
		return nil, version, &domain.Error{
			Kind: domain.Conflict, Code: app.CodeStoreNewer, Op: "store.open",
			Err: fmt.Errorf("schema %d, this program knows %d", version, schema),
		}
	}
	return bytes.Clone(h[4 : 4+saltSize]), version, nil
}

// slotIDSize is enough for the slots of all files to have ids of their own.
const slotIDSize = 16

// slot is one way to the data key: whoever can make the secret from can open it.
// The slot's id comes from it too, so that another card is not mistaken for damage.
func slot(from, salt []byte) (id, key []byte) {
	return secret.Key(from, salt, infoSlotID)[:slotIDSize], secret.Key(from, salt, infoSlotKey)
}

// slotPath authenticates a wrapped key's place in its file; the salt ties it to
// that file.
func slotPath(salt []byte) bucketPath { return bucketPath{string(bucketSlots), string(salt)} }

// wrap puts a new random data key into an empty file; whoever can make the secret
// from out of salt can open it.
func wrap(tx *bolt.Tx, salt, from []byte) error {
	data := make([]byte, 32)
	_, _ = rand.Read(data) // never fails (crypto/rand)
	defer clear(data)
	heads, err := tx.CreateBucket(bucketHead)
	if err != nil {
		return err
	}
	if _, err := tx.CreateBucket(bucketSlots); err != nil {
		return err
	}
	if _, err := putSlot(tx, salt, from, data); err != nil {
		return err
	}
	return heads.Put(keyHead, head(salt))
}

// putSlot wraps the data key with the secret from, and gives the slot's id.
func putSlot(tx *bolt.Tx, salt, from, data []byte) (id []byte, err error) {
	id, key := slot(from, salt)
	defer clear(key)
	gcm, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	defer secret.Wipe(gcm)
	return id, tx.Bucket(bucketSlots).Put(id, gcm.Seal(nil, nil, data, authenticated(slotPath(salt), id)))
}

// unwrap gives the file's keys if derive can open a slot, and says whether the
// file is of an older schema. The card is asked outside any transaction, since it
// may take a second.
func unwrap(ctx context.Context, db *bolt.DB, derive app.KeyFunc) (k *keys, outdated bool, err error) {
	var salt []byte
	var version uint32
	read := func(f func(tx *bolt.Tx) error) error { return guarded(func() error { return db.View(f) }) }
	if err := read(func(tx *bolt.Tx) (err error) {
		salt, version, err = readHead(tx)
		return err
	}); err != nil {
		return nil, false, err
	}
	from, err := derive(ctx, salt)
	if err != nil {
		return nil, false, err
	}
	defer clear(from)
	id, key := slot(from, salt)
	defer clear(key)
	var wrapped []byte
	if err := read(func(tx *bolt.Tx) error {
		if b := tx.Bucket(bucketSlots); b != nil {
			wrapped = bytes.Clone(b.Get(id))
		}
		return nil
	}); err != nil {
		return nil, false, err
	}
	if wrapped == nil {
		return nil, false, &domain.Error{Kind: domain.Unauthorized, Code: app.CodeStoreWrongCard, Op: "store.open"}
	}
	gcm, err := newGCM(key)
	if err != nil {
		return nil, false, err
	}
	defer secret.Wipe(gcm)
	data, err := gcm.Open(nil, nil, wrapped, authenticated(slotPath(salt), id))
	if err != nil {
		return nil, false, fmt.Errorf("%w: key slot", errDamaged)
	}
	defer clear(data)
	if k, err = newKeys(data); err == nil {
		k.slot = id
	}
	return k, version < schema, err
}
