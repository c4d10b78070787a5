package invoicefile

import "hash/maphash"

// keys remembers which texts of a file have been met, and the line of each. Of a
// text it keeps twelve bytes. The room for an ordinary large file is taken at the
// beginning, so that it needs no more than a small one. Two texts with the same 64 bits, by a seed of this
// process, are taken for one: in the largest file the chance is one in a million
// millions.
type keys struct {
	seed maphash.Seed
	hash []uint64 // 0: free
	line []uint32
	used int
}

// newKeys has room for n texts before it grows.
func newKeys(n int) *keys {
	n = max(n*4/3+1, 1024)
	return &keys{seed: maphash.MakeSeed(), hash: make([]uint64, n), line: make([]uint32, n)}
}

// add notes parts of a text at a line. It gives the line at which they were met
// first, 0 if this is the first time.
func (k *keys) add(line int, parts ...string) (first int) {
	sum := uint64(0)
	for _, p := range parts {
		sum = sum*0x9E3779B97F4A7C15 + maphash.String(k.seed, p) // odd: nothing of what came before is lost
	}
	if 4*k.used >= 3*len(k.hash) {
		k.grow()
	}
	sum = max(sum, 1)
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
	n := len(hash) + len(hash)/2
	k.hash, k.line = make([]uint64, n), make([]uint32, n)
	for i, sum := range hash {
		if sum != 0 {
			at := k.find(sum)
			k.hash[at], k.line[at] = sum, line[i]
		}
	}
}
