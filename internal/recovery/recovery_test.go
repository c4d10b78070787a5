package recovery

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"filippo.io/age"
)

// TestA8TheKeyIsReadAsPeopleWriteIt: in groups, in small letters, with a line broken,
// without its beginning, and as age-keygen writes a file.
func TestA8TheKeyIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	k := made(t)
	groups := k.Groups()
	whole := strings.Join(groups, "")
	if identity, err := age.ParseX25519Identity(whole); err != nil || !strings.HasSuffix(strings.ToUpper(identity.Recipient().String()), k.Number()) {
		t.Fatalf("age itself does not read it: %v", err)
	}
	for _, typed := range []string{
		strings.Join(groups, " "), strings.Join(groups, "\n"), strings.ToLower(whole), strings.Join(groups[1:], " "),
		"# created: 2026-11-29T01:00:00Z\n# public key: age1…\n" + whole + "\n", "\t" + strings.Join(groups[1:], "\r\n") + "\r\n",
	} {
		read, err := Parse([]byte(typed))
		if err != nil || !bytes.Equal(key(t, read), key(t, k)) || read.Number() != k.Number() {
			t.Errorf("%d characters: %v", len(typed), err)
		}
	}
}

// TestA8ASlipIsFound: one letter wrong, two changed places, one left out, half of it,
// nothing. The error tells nothing of the key.
func TestA8ASlipIsFound(t *testing.T) {
	t.Parallel()
	k := made(t)
	whole := strings.Join(k.Groups(), "")
	bad := []string{"", " ", whole[:40], whole[1:], whole + "A", "AGE-PLUGIN-X-1QQQ", strings.Repeat("A", MaxWritten+1), "ÅÄÖ"}
	for i := len(prefix); i+1 < len(whole); i++ {
		other := byte('Q')
		if whole[i] == other {
			other = 'P'
		}
		bad = append(bad, whole[:i]+string(other)+whole[i+1:], whole[:i]+whole[i+1:])
		if whole[i] != whole[i+1] {
			bad = append(bad, whole[:i]+string(whole[i+1])+string(whole[i])+whole[i+2:])
		}
	}
	for _, typed := range bad {
		if _, err := Parse([]byte(typed)); !errors.Is(err, ErrNoKey) || err.Error() != ErrNoKey.Error() {
			t.Errorf("taken, or told: %v", err)
		}
	}
}

// Two keys, and one key of two files, make different bytes; printed by fmt a key tells
// nothing.
func TestEachFileHasItsOwn(t *testing.T) {
	t.Parallel()
	a, b := made(t), made(t)
	other, err := a.StoreKey(t.Context(), []byte("another salt"))
	if err != nil || len(other) != 32 || bytes.Equal(key(t, a), other) || bytes.Equal(key(t, a), key(t, b)) {
		t.Error("the same bytes")
	}
	secret := string(a.written[len(prefix):])
	if said := fmt.Sprintf("%v %+v %#v %s", a, a, a, a); strings.Contains(said, secret) {
		t.Error(said)
	}
	a.Wipe()
	if strings.Trim(string(a.written), "\x00") != "" {
		t.Error("not wiped")
	}
}

func made(t *testing.T) *Key {
	t.Helper()
	k, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func key(t *testing.T, k *Key) []byte {
	t.Helper()
	b, err := k.StoreKey(t.Context(), []byte("salt"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
