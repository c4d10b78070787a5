// Package recovery is the key on paper that opens a user's drafts when the card is
// gone (A8). It is an identity of age (age-encryption.org/v1), so that it can be
// printed, kept as a file and typed again: its checksum finds every slip of the hand.
package recovery

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"filippo.io/age"

	"example.org/tandtui/internal/secret"
)

// Key is such a key.
type Key struct {
	written []byte // AGE-SECRET-KEY-1…, in capitals
	number  string
}

// prefix begins every key; the group of letters after it is groupSize long on paper.
const (
	prefix    = "AGE-SECRET-KEY-1"
	groupSize = 5
	// MaxWritten bounds what is read as a key, bytes: one with spaces, and the
	// comments of a file of age-keygen.
	MaxWritten = 4096
)

// ErrNoKey is returned for what is no key, or has a slip in it.
var ErrNoKey = errors.New("recovery: no key, or not as it was written")

// New makes a key that nobody has seen.
func New() (*Key, error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	return keyOf(identity), nil
}

// Parse reads a key as it was typed or stands in a file: spaces, line ends, small
// letters, a missing prefix and lines of comment (#) do not matter. ErrNoKey
// otherwise. The caller wipes typed.
func Parse(typed []byte) (*Key, error) {
	if len(typed) > MaxWritten {
		return nil, ErrNoKey
	}
	read := secret.Make(len(prefix) + len(typed))[:0]
	defer func() { clear(read[:cap(read)]) }()
	read = append(read, prefix...)
	for line := range bytes.Lines(typed) {
		if bytes.HasPrefix(bytes.TrimSpace(line), []byte("#")) {
			continue
		}
		for _, b := range line {
			if b > ' ' {
				read = append(read, upper(b))
			}
		}
	}
	if bytes.HasPrefix(read[len(prefix):], []byte(prefix)) {
		read = read[len(prefix):]
	}
	identity, err := age.ParseX25519Identity(string(read))
	if err != nil {
		return nil, ErrNoKey // age's own error would tell the key
	}
	return keyOf(identity), nil
}

func upper(b byte) byte {
	if 'a' <= b && b <= 'z' {
		return b - ('a' - 'A')
	}
	return b
}

func keyOf(i *age.X25519Identity) *Key {
	recipient := i.Recipient().String()
	return &Key{written: []byte(i.String()), number: strings.ToUpper(recipient[len(recipient)-numberSize:])}
}

// numberSize is enough to tell a user's papers apart.
const numberSize = 6

// Number names the key without telling it: the end of its public half.
func (k *Key) Number() string { return k.number }

// Groups is the key as it is printed: its beginning, then groups of five letters.
func (k *Key) Groups() []string {
	groups := []string{prefix}
	for rest := string(k.written[len(prefix):]); rest != ""; {
		n := min(groupSize, len(rest))
		groups, rest = append(groups, rest[:n]), rest[n:]
	}
	return groups
}

// info keeps what is derived here apart from what a card makes.
const info = "tandtui/recovery/v1"

// StoreKey gives 32 bytes that only this key makes of the salt (app.KeyFunc).
func (k *Key) StoreKey(_ context.Context, salt []byte) ([]byte, error) {
	return secret.Key(k.written, salt, info), nil
}

// Wipe forgets the key. Copies that age has made stay until their memory is used again.
func (k *Key) Wipe() { clear(k.written) }

// String keeps the key out of logs and panics.
func (k *Key) String() string { return "recovery key " + k.number }

// GoString keeps it out of %#v.
func (k *Key) GoString() string { return k.String() }
