package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// bbolt trusts its pages: a flipped bit leads to a panic in a goroutine of its
// own, an endless descent or a fault in the mapped memory, and none of these can
// be caught. So the tree is walked before bbolt opens it, with the checks of
// bbolt's own Tx.Check and the bounds that it leaves out. Values are not checked
// here: their seal does that. The layout is that of bbolt's internal/common
// (page.go, meta.go, bucket.go), little-endian on every platform we build for.

const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2

	pageHeader = 16 // id 8, flags 2, count 2, overflow 4
	metaSize   = 64
	elemSize   = 16
	inBucket   = 16 // root page 8, sequence 8

	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagFreelist = 0x10
	leafIsBucket = 0x01

	minPage, maxPage = 1 << 10, 1 << 16
)

var le = binary.LittleEndian

// meta is what the newer valid meta page says.
type meta struct {
	pageSize   int64
	root, free uint64
	high       uint64 // first page id never used
	txid       uint64
}

// walk is one check of a file, page by page.
type walk struct {
	file io.ReaderAt
	meta meta
	seen []bool // by page id
	free []uint64
}

// checkPages returns nil if a file is a bbolt database whose structure bbolt can
// rely on, else errDamaged.
func checkPages(file io.ReaderAt, size int64) error {
	_, err := walkPages(file, size)
	return err
}

func walkPages(file io.ReaderAt, size int64) (*walk, error) {
	m, err := newestMeta(file, size)
	if err != nil {
		return nil, err
	}
	if m.high < 4 || m.high > uint64(size/m.pageSize) {
		return nil, damage("the file is shorter than its pages")
	}
	w := &walk{file: file, meta: m, seen: make([]bool, m.high)}
	w.seen[0], w.seen[1] = true, true
	if err := w.tree(m.root, nil, nil); err != nil {
		return nil, err
	}
	return w, w.freelist()
}

func damage(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{errDamaged}, args...)...)
}

// newestMeta picks the meta page that bbolt will: the newest valid one.
func newestMeta(file io.ReaderAt, size int64) (best meta, err error) {
	found := false
	try := func(at int64) {
		b := make([]byte, pageHeader+metaSize)
		if _, err := file.ReadAt(b, at); err != nil {
			return
		}
		if m, ok := readMeta(b[pageHeader:]); ok && (at == 0 || at == m.pageSize) && (!found || m.txid > best.txid) {
			best, found = m, true
		}
	}
	try(0)
	for at := int64(minPage); at <= maxPage && at < size; at *= 2 {
		try(at)
	}
	if !found {
		return best, damage("no valid meta page")
	}
	return best, nil
}

func readMeta(b []byte) (m meta, ok bool) {
	sum := fnv.New64a()
	_, _ = sum.Write(b[:56])
	m = meta{
		pageSize: int64(le.Uint32(b[8:])), root: le.Uint64(b[16:]), free: le.Uint64(b[32:]),
		high: le.Uint64(b[40:]), txid: le.Uint64(b[48:]),
	}
	ok = le.Uint32(b) == boltMagic && le.Uint32(b[4:]) == boltVersion && le.Uint64(b[56:]) == sum.Sum64() &&
		m.pageSize >= minPage && m.pageSize <= maxPage && m.pageSize&(m.pageSize-1) == 0
	return m, ok
}

// page reads a page with its overflow and marks it as used; each may be used once.
func (w *walk) page(id uint64) (b []byte, flags uint16, count int, err error) {
	if id < 2 || id >= w.meta.high {
		return nil, 0, 0, damage("page %d is outside", id)
	}
	b = make([]byte, w.meta.pageSize)
	if _, err := w.file.ReadAt(b, int64(id)*w.meta.pageSize); err != nil {
		return nil, 0, 0, err
	}
	over := uint64(le.Uint32(b[12:]))
	if le.Uint64(b) != id || id+over >= w.meta.high {
		return nil, 0, 0, damage("page %d has a bad header", id)
	}
	for i := id; i <= id+over; i++ {
		if w.seen[i] {
			return nil, 0, 0, damage("page %d is used twice", i)
		}
		w.seen[i] = true
	}
	if over > 0 {
		b = append(b, make([]byte, int64(over)*w.meta.pageSize)...)
		if _, err := w.file.ReadAt(b[w.meta.pageSize:], int64(id+1)*w.meta.pageSize); err != nil {
			return nil, 0, 0, err
		}
	}
	return b, le.Uint16(b[8:]), int(le.Uint16(b[10:])), nil
}

// tree walks a bucket's tree below a page, whose keys lie in [from, below).
func (w *walk) tree(id uint64, from, below []byte) error {
	b, flags, count, err := w.page(id)
	if err != nil {
		return err
	}
	switch flags {
	case flagLeaf:
		return w.leaf(b, count, from, below)
	case flagBranch:
		return w.branch(b, count, from, below)
	}
	return damage("page %d has flags %x", id, flags)
}

func (w *walk) branch(b []byte, count int, from, below []byte) error {
	if count == 0 {
		return damage("an empty branch")
	}
	keys, children := make([][]byte, count), make([]uint64, count)
	for i := range count {
		at := pageHeader + i*elemSize
		if at+elemSize > len(b) {
			return damage("a branch beyond its page")
		}
		key, _, err := cut(b, at, le.Uint32(b[at:]), le.Uint32(b[at+4:]), 0)
		if err != nil {
			return err
		}
		keys[i], children[i] = key, le.Uint64(b[at+8:])
		if err := ordered(keys, i, from, below); err != nil {
			return err
		}
	}
	for i, child := range children {
		next := below
		if i+1 < count {
			next = keys[i+1]
		}
		if err := w.tree(child, keys[i], next); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) leaf(b []byte, count int, from, below []byte) error {
	keys := make([][]byte, count)
	for i := range count {
		at := pageHeader + i*elemSize
		if at+elemSize > len(b) {
			return damage("a leaf beyond its page")
		}
		key, value, err := cut(b, at, le.Uint32(b[at+4:]), le.Uint32(b[at+8:]), le.Uint32(b[at+12:]))
		if err != nil {
			return err
		}
		keys[i] = key
		if err := ordered(keys, i, from, below); err != nil {
			return err
		}
		switch le.Uint32(b[at:]) {
		case 0:
		case leafIsBucket:
			if err := w.bucket(value); err != nil {
				return err
			}
		default:
			return damage("a leaf with unknown flags")
		}
	}
	return nil
}

// bucket walks a bucket: a page of its own, or inline in the value.
func (w *walk) bucket(value []byte) error {
	if len(value) < inBucket {
		return damage("a short bucket")
	}
	if root := le.Uint64(value); root != 0 {
		return w.tree(root, nil, nil)
	}
	inline := value[inBucket:]
	if len(inline) < pageHeader || le.Uint64(inline) != 0 || le.Uint16(inline[8:]) != flagLeaf || le.Uint32(inline[12:]) != 0 {
		return damage("a bad inline bucket")
	}
	return w.leaf(inline, int(le.Uint16(inline[10:])), nil, nil)
}

// cut gives key and value of the element at an offset; pos counts from there.
func cut(b []byte, at int, pos, ksize, vsize uint32) (key, value []byte, err error) {
	start := uint64(at) + uint64(pos)
	end := start + uint64(ksize) + uint64(vsize)
	if ksize == 0 || pos < elemSize || end > uint64(len(b)) {
		return nil, nil, damage("an element beyond its page")
	}
	return b[start : start+uint64(ksize)], b[start+uint64(ksize) : end], nil
}

// ordered demands that key i is above the one before and inside [from, below).
func ordered(keys [][]byte, i int, from, below []byte) error {
	switch key := keys[i]; {
	case i == 0 && from != nil && bytes.Compare(key, from) < 0,
		i > 0 && bytes.Compare(key, keys[i-1]) <= 0,
		below != nil && bytes.Compare(key, below) >= 0:
		return damage("keys out of order")
	}
	return nil
}

// freelist checks that free pages are neither used nor outside the file: a page
// wrongly listed as free would be overwritten by the next save.
func (w *walk) freelist() error {
	b, flags, n, err := w.page(w.meta.free)
	if err != nil {
		return err
	}
	ids := b[pageHeader:]
	count := uint64(n)
	if n == 0xFFFF {
		count, ids = le.Uint64(ids), ids[8:]
	}
	if flags != flagFreelist || count > uint64(len(ids)/8) {
		return damage("a bad free list")
	}
	for i := range count {
		id := le.Uint64(ids[i*8:])
		if id < 2 || id >= w.meta.high || w.seen[id] {
			return damage("the free list names a used page")
		}
		w.seen[id], w.free = true, append(w.free, id)
	}
	return nil
}
