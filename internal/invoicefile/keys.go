package invoicefile

import "hash/maphash"

// keys remembers which texts of a file have been met, and the line of each. Of a
// text it keeps twelve bytes, so that a file of 100 000 bills needs little more
// room than a small one. Two texts with the same 64 bits, by a seed of this
// process, are taken for one: in the largest file the chance is one in a million
// millions.
type keys struct {
	seed maphash.Seed
	hash []uint64 // 0: free
	line []uint32
	used int
}

func newKeys() *keys { return &keys{seed: maphash.MakeSeed()} }

// add notes parts of a text at a line. It gives the line at which they were met
// first, 0 if this is the first time.
func (k *keys) add(line int, parts ...string) (first int) {
	var h maphash.Hash
	h.SetSeed(k.seed)
	for _, p := range parts {
		_, _ = h.WriteString(p)
		_ = h.WriteByte(0)
	}
	if 4*k.used >= 3*len(k.hash) {
		k.grow()
	}
	sum := max(h.Sum64(), 1)
	at := k.find(sum)
	if k.hash[at] == sum {
		return int(k.line[at])
	}
	k.hash[at], k.line[at] = sum, uint32(line)
	k.used++
	return 0
}

// find gives the place of a sum, or the free one where it belongs.
func (k *keys) find(sum uint64) uint64 {
	n := uint64(len(k.hash))
	at := sum % n
	for k.hash[at] != 0 && k.hash[at] != sum {
		if at++; at == n {
			at = 0
		}
	}
	return at
}

// grow makes room for half as many again.
func (k *keys) grow() {
	hash, line := k.hash, k.line
	n := max(1024, len(hash)+len(hash)/2)
	k.hash, k.line = make([]uint64, n), make([]uint32, n)
	for i, sum := range hash {
		if sum != 0 {
			at := k.find(sum)
			k.hash[at], k.line[at] = sum, line[i]
		}
	}
}
