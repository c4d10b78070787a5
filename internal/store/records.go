package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// records is the sealed records as one transaction sees them.
type records struct {
	tx      *bolt.Tx
	keys    *keys
	damaged *damages
	done    *[]change // what was written, nil while reading
	moved   tallies   // how it changes the numbers, nil while reading
}

// change is a record as written, or its removal.
type change struct {
	path   bucketPath
	key    []byte
	sealed []byte // nil: removed
}

// in reports whether the file holds the record as it was written.
func (c change) in(tx *bolt.Tx) bool {
	b := bucketAt(tx, c.path)
	if b == nil {
		return c.sealed == nil
	}
	return bytes.Equal(b.Get(c.key), c.sealed)
}

func bucketAt(tx *bolt.Tx, p bucketPath) *bolt.Bucket {
	b := tx.Bucket([]byte(p[0]))
	for _, name := range p[1:] {
		if b == nil {
			return nil
		}
		b = b.Bucket([]byte(name))
	}
	return b
}

func (r records) makeBucket(p bucketPath) (b *bolt.Bucket, err error) {
	b, err = r.tx.CreateBucketIfNotExists([]byte(p[0]))
	for _, name := range p[1:] {
		if err != nil {
			return nil, err
		}
		b, err = b.CreateBucketIfNotExists([]byte(name))
	}
	return b, err
}

// get opens a record; nil if there is none.
func (r records) get(p bucketPath, key []byte) ([]byte, error) {
	b := bucketAt(r.tx, p)
	if b == nil {
		return nil, nil
	}
	sealed := b.Get(key)
	if sealed == nil {
		return nil, nil
	}
	aad := authenticated(p, key)
	plain, err := r.keys.openWith(nil, aad, sealed, p)
	if err != nil {
		r.damaged.note(aad)
	}
	return plain, err
}

// put seals a record.
func (r records) put(p bucketPath, key, plain []byte) error {
	b, err := r.makeBucket(p)
	if err != nil {
		return err
	}
	sealed := r.keys.seal(p, key, plain)
	*r.done = append(*r.done, change{p, key, sealed})
	r.damaged.mended(authenticated(p, key))
	return b.Put(key, sealed)
}

func (r records) remove(p bucketPath, key []byte) error {
	b := bucketAt(r.tx, p)
	if b == nil {
		return nil
	}
	*r.done = append(*r.done, change{path: p, key: key})
	r.damaged.mended(authenticated(p, key))
	return b.Delete(key)
}

// empty removes a whole bucket.
func (r records) empty(parent bucketPath, name string) error {
	b := bucketAt(r.tx, parent)
	if b == nil || b.Bucket([]byte(name)) == nil {
		return nil
	}
	return b.DeleteBucket([]byte(name))
}

// each calls f with every record of a bucket, the last key first if backwards;
// plain is overwritten by the next one. A damaged record ends it.
func (r records) each(p bucketPath, backwards bool, f func(key, plain []byte) error) error {
	return r.scan(p, backwards, func(key, plain []byte, damaged error) error {
		if damaged != nil {
			return damaged
		}
		return f(key, plain)
	})
}

// scan is each, but goes on after damaged records, for which f gets the error.
func (r records) scan(p bucketPath, backwards bool, f func(key, plain []byte, damaged error) error) error {
	b := bucketAt(r.tx, p)
	if b == nil {
		return nil
	}
	c := b.Cursor()
	first, next := c.First, c.Next
	if backwards {
		first, next = c.Last, c.Prev
	}
	aad := pathPrefix(p)
	prefix, buf := len(aad), []byte(nil)
	for k, v := first(); k != nil; k, v = next() {
		if v == nil {
			return damage("a bucket among records")
		}
		aad = append(aad[:prefix], k...)
		plain, damaged := r.keys.openWith(buf[:0], aad, v, p)
		if damaged != nil {
			r.damaged.note(aad)
		}
		if err := f(k, plain, damaged); err != nil {
			return err
		}
		if damaged == nil {
			buf = plain
		}
	}
	return nil
}

// size is the number of bytes of a bucket's sealed records.
func (r records) size(p bucketPath) (n int) {
	if b := bucketAt(r.tx, p); b != nil {
		c := b.Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			n += len(v)
		}
	}
	return n
}

// getJSON decodes a record; ok is false if there is none.
func (r records) getJSON(p bucketPath, key []byte, v any) (ok bool, err error) {
	plain, err := r.get(p, key)
	if plain == nil || err != nil {
		return false, err
	}
	return true, decode(plain, v)
}

func (r records) putJSON(p bucketPath, key []byte, v any) error {
	plain, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return r.put(p, key, plain)
}

// decode reads what a seal vouches for, so text that cannot be decoded means
// damage.
func decode(plain []byte, v any) error {
	if err := json.Unmarshal(plain, v); err != nil {
		return fmt.Errorf("%w: %v", errDamaged, err) //nolint:errorlint // the cause is for the log only
	}
	return nil
}
