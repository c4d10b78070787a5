// Package keyring keeps one secret in the system's key ring, for users without a
// card: the Secret Service of a desktop, Keychain, or Windows' credentials. It
// implements app.KeyRing.
package keyring

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/zalando/go-keyring"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/secret"
)

// The name of the secret in the key ring.
const (
	service = "tandtui"
	name    = "utkast"
)

const size = 32

// patience is how long the system may take: it may ask the user to unlock the key
// ring.
const patience = time.Minute

// Ring is the system's key ring.
type Ring struct{}

// Secret implements app.KeyRing.
func (Ring) Secret(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	type answer struct {
		secret []byte
		err    error
	}
	got := make(chan answer, 1)
	panics.Go(func() { // the library cannot be told to give up
		s, err := get()
		got <- answer{s, err}
	})
	select {
	case a := <-got:
		return a.secret, a.err
	case <-ctx.Done():
		return nil, none(ctx.Err())
	}
}

// get reads the secret, and makes it where the key ring has none. What a key ring
// that cannot be reached says is different on every system: it counts as none.
func get() ([]byte, error) {
	if !reachable(os.Getenv) {
		return nil, none(errors.New("no session bus"))
	}
	stored, err := keyring.Get(service, name)
	if err == nil {
		raw, err := base64.StdEncoding.DecodeString(stored)
		if err != nil || len(raw) != size {
			return nil, none(errors.New("what lies in the key ring is not ours"))
		}
		return raw, nil
	}
	if !errors.Is(err, keyring.ErrNotFound) {
		return nil, none(err)
	}
	fresh := secret.Make(size)
	_, _ = rand.Read(fresh) // never fails (crypto/rand)
	if err := keyring.Set(service, name, base64.StdEncoding.EncodeToString(fresh)); err != nil {
		clear(fresh)
		return nil, none(err)
	}
	return fresh, nil
}

// reachable tells whether there is a session bus to ask. Where there is none, the
// library would start one that nobody else knows of.
func reachable(getenv func(string) string) bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" || getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(filepath.Join(getenv("XDG_RUNTIME_DIR"), "bus"))
	return getenv("XDG_RUNTIME_DIR") != "" && err == nil
}

func none(err error) error {
	return &domain.Error{Kind: domain.Unauthorized, Code: app.CodeNoKeyRing, Op: "keyring.secret", Err: err}
}
