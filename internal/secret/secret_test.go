package secret

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"testing"

	"pgregory.net/rapid"
)

// The keys of stores that exist are those of crypto/hkdf.
func TestKeyIsHKDF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.SliceOfN(rapid.Byte(), 1, 400).Draw(t, "from")
		salt := rapid.SliceOf(rapid.Byte()).Draw(t, "salt")
		info := rapid.String().Draw(t, "info")
		want, err := hkdf.Key(sha256.New, from, salt, info, 32)
		if err != nil {
			t.Fatal(err)
		}
		if got := Key(from, salt, info); !bytes.Equal(got, want) {
			t.Fatalf("%x, want %x", got, want)
		}
	})
}

func TestSumTellsSecretsApart(t *testing.T) {
	var salt, other [64]byte
	other[0] = 1
	seen := map[[32]byte]string{}
	for _, s := range []string{"", "1", "12", "123456", "123457", string(bytes.Repeat([]byte("1"), 64)), string(bytes.Repeat([]byte("1"), 65))} {
		for _, key := range []*[64]byte{&salt, &other} {
			sum := Sum(key, []byte(s))
			if sum != Sum(key, []byte(s)) {
				t.Fatalf("%q has two sums", s)
			}
			if before, ok := seen[sum]; ok {
				t.Fatalf("%q and %q have one sum", before, s)
			}
			seen[sum] = s
		}
	}
}

// A wiped cipher has lost its key: it makes what a key of zeros cannot make
// either, and opens nothing it has sealed.
func TestWipedCipherOpensNothing(t *testing.T) {
	block, err := aes.NewCipher(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	for name, make := range map[string]func() (cipher.AEAD, error){
		"random nonce": func() (cipher.AEAD, error) { return cipher.NewGCMWithRandomNonce(block) },
		"given nonce":  func() (cipher.AEAD, error) { return cipher.NewGCM(block) },
	} {
		aead, err := make()
		if err != nil {
			t.Fatal(err)
		}
		nonce := bytes.Repeat([]byte{1}, aead.NonceSize())
		sealed := aead.Seal(nil, nonce, []byte("text"), nil)
		if _, err := aead.Open(nil, nonce, sealed, nil); err != nil {
			t.Fatal(err)
		}
		Wipe(aead)
		opened := false
		func() {
			defer func() { _ = recover() }() // sizes are gone too
			_, err := aead.Open(nil, nonce, sealed, nil)
			opened = err == nil
		}()
		if opened {
			t.Errorf("%s: a wiped cipher opens", name)
		}
	}
}

func TestWipeReachesAllNumbers(t *testing.T) {
	type inner struct {
		list []byte
		num  uint64
	}
	type outer struct {
		name string
		in   *inner
		any  any
		self *outer
		arr  [2]*inner
		flag bool
	}
	v := &outer{name: "kept", in: &inner{[]byte("abc"), 5}, any: &inner{[]byte("def"), 6}, arr: [2]*inner{{[]byte("ghi"), 7}, nil}, flag: true}
	v.self = v
	lists := [][]byte{v.in.list, v.any.(*inner).list, v.arr[0].list}
	Wipe(v)
	for _, l := range lists {
		if !bytes.Equal(l, make([]byte, 3)) {
			t.Errorf("%q is left", l)
		}
	}
	if v.in.num != 0 || v.any.(*inner).num != 0 || v.arr[0].num != 0 || v.flag || v.name != "kept" {
		t.Errorf("%+v", v)
	}
	Wipe(nil)
	Wipe((*outer)(nil))
	b := []byte("abcdef")
	Wipe(b[:2]) // what the slice has room for is the secret's too
	if !bytes.Equal(b, make([]byte, 6)) {
		t.Errorf("%q", b)
	}
	m := hmac.New(sha256.New, []byte("key"))
	Wipe(m)
	if bytes.Equal(m.Sum(nil), hmac.New(sha256.New, []byte("key")).Sum(nil)) {
		t.Error("a wiped HMAC knows its key")
	}
}
