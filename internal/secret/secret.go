// Package secret handles what must not be found in the memory of this process
// once it has been used: PINs, and the keys of the local store.
//
// Go's collector frees memory without overwriting it, and the hashes and ciphers
// of the standard library keep copies of what they are given. So a secret is
// worked with inside Do, the objects that worked with it are wiped with Wipe,
// and it is never made a string. What the package cannot reach: registers saved
// by a signal, and memory that the system has written to its swap.
package secret

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
)

// burnt is how much of the stack Do overwrites: more than the deepest call of
// crypto/hmac, crypto/aes and Transmit needs.
const burnt = 16 << 10

// Do calls f and then overwrites the part of the stack that f has used, and the
// vector registers, which the runtime writes to the stack when it interrupts a
// goroutine. The stack is made large enough beforehand: one that grows while f
// runs leaves its old memory as it was.
func Do(f func()) {
	burn()
	defer burn()
	f()
}

//go:noinline
func burn() {
	var room [burnt]byte
	touch(&room)
}

// touch keeps the compiler from leaving out the writes.
//
//go:noinline
func touch(room *[burnt]byte) {
	for i := range room {
		room[i] = 0
	}
	copy(room[vectors:2*vectors], room[:vectors])
}

// vectors is how many bytes are copied through all vector registers at once. It
// is a variable so that the compiler does not choose another way.
var vectors = 256

// Make gives room for a secret of n bytes, never on the stack, where the compiler
// puts what is small: a stack that is moved leaves a copy behind.
//
//go:noinline
func Make(n int) []byte { return make([]byte, n) }

// Clone copies a secret, as bytes.Clone does, but not by way of the stack.
func Clone(b []byte) []byte {
	c := Make(len(b))
	copy(c, b)
	return c
}

// Key derives 32 bytes from a secret: HKDF with SHA-256 (RFC 5869), as
// crypto/hkdf does it, but without copies left in memory. The caller wipes both.
func Key(from, salt []byte, info string) []byte {
	var key []byte
	Do(func() {
		extracted := mac(salt, from)
		defer clear(extracted)
		key = mac(extracted, append([]byte(info), 1))
	})
	return key
}

// mac is HMAC with SHA-256.
func mac(key, message []byte) []byte {
	m := hmac.New(sha256.New, key)
	defer Wipe(m)
	m.Write(message)
	return m.Sum(Make(sha256.Size)[:0])
}

// Sum is the SHA-256 of a secret after salt, which must be whole blocks long. The
// secret is filled up with zeros to whole blocks too, since the hash keeps a copy
// of a part of a block in its buffer. Two secrets that differ only in zero bytes
// at the end would have the same sum; a PIN has none.
func Sum(salt *[sha256.BlockSize]byte, secret []byte) (sum [sha256.Size]byte) {
	Do(func() {
		blocks := Make((len(secret)/sha256.BlockSize + 1) * sha256.BlockSize)
		defer clear(blocks)
		copy(blocks, secret)
		h := sha256.New()
		defer Wipe(h)
		write(h, salt[:])
		write(h, blocks)
		h.Sum(sum[:0])
	})
	return sum
}

func write(h hash.Hash, p []byte) { _, _ = h.Write(p) } // a hash takes everything
