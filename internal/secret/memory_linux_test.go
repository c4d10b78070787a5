package secret

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"testing"

	"example.org/tandtui/internal/secret/memtest"
)

const rounds = 20

// TestV6NothingIsLeftInMemory: no copy of what was hashed or derived from, nor of
// the key that came of it, outlives the call.
func TestV6NothingIsLeftInMemory(t *testing.T) {
	memtest.Play("sum and key", playSumAndKey)
	child := memtest.Start(t, t.Name(), "sum and key")
	var salt [64]byte
	n := rounds
	if !memtest.Exact {
		n = 2 // the search is slow there and says less; make memory does all rounds
	}
	for range n {
		from := []byte(fmt.Sprintf("%x", random(t, 20)))
		child.Do(from)
		for what, secret := range map[string][]byte{"the secret": from, "its key": Key(from, salt[:], "info")} {
			if found := memtest.Find(t, child.PID(), secret); len(found) > 0 {
				t.Fatalf("%s lies in memory: %v", what, found)
			}
		}
	}
}

// playSumAndKey works on each order in a goroutine of its own that then stays:
// what its stack held is overwritten by nobody else.
func playSumAndKey() {
	orders, done, never := make(chan []byte), make(chan int), make(chan int)
	for {
		order := make([]byte, 128)
		n, ok := memtest.Order(order)
		if !ok {
			return
		}
		go func() {
			from := <-orders
			done <- use(from)
			<-never
		}()
		orders <- order[:n]
		sum := <-done
		clear(order)
		memtest.Answer("%d", sum)
	}
}

// use makes sum, key and cipher of a secret, and gives something that depends on
// all of them.
func use(from []byte) int {
	var salt [64]byte
	sum := Sum(&salt, from)
	key := Key(from, salt[:], "info")
	defer clear(key)
	var sealed []byte
	Do(func() {
		sum[0] += onStack(from)
		block, err := aes.NewCipher(key)
		if err != nil {
			panic(err)
		}
		defer Wipe(block)
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			panic(err)
		}
		defer Wipe(aead)
		sealed = aead.Seal(nil, nil, []byte("text"), nil)
	})
	return int(sum[0]) + int(sealed[0])
}

// onStack leaves a copy of what it is given in a variable of its own.
//
//go:noinline
func onStack(from []byte) (sum byte) {
	var room [8 << 10]byte
	copy(room[:], from)
	for _, b := range room[:] {
		sum += b
	}
	return sum
}

// The search does find what a plain HMAC leaves.
func TestTheSearchFindsWhatIsThere(t *testing.T) {
	memtest.Play("careless", func() {
		order := make([]byte, 64)
		n, _ := memtest.Order(order)
		m := hmac.New(sha256.New, []byte("salt"))
		m.Write(order[:n])
		clear(order)
		memtest.Answer("%x", m.Sum(nil))
		_, _ = memtest.Order(order)
		_ = m.Size()
	})
	child := memtest.Start(t, t.Name(), "careless")
	secret := bytes.ToUpper([]byte(fmt.Sprintf("%x", random(t, 8))))
	child.Do(secret)
	if len(memtest.Find(t, child.PID(), secret)) == 0 {
		t.Fatal("the buffer of a hash holds what it was given, and the search does not see it")
	}
}

func random(t *testing.T, n int) []byte {
	t.Helper()
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return b
}
