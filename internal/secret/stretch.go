package secret

import "golang.org/x/crypto/argon2"

// The cost of a guess: what RFC 9106 recommends where memory is scarce (4.), some
// tenths of a second of this computer.
const (
	stretchTime    = 3
	stretchMemory  = 64 << 10 // KiB
	stretchThreads = 4
)

// Stretch derives 32 bytes from a passphrase, Argon2id. The caller wipes both.
func Stretch(passphrase, salt []byte) []byte {
	var key []byte
	Do(func() { key = argon2.IDKey(passphrase, salt, stretchTime, stretchMemory, stretchThreads, 32) })
	return key
}
