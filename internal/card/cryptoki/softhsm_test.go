//go:build linux

package cryptoki

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const softhsm = "/usr/lib/softhsm/libsofthsm2.so"

// softToken makes a token in software with a PIN, and gives the library.
func softToken(t *testing.T, pin string) *Module {
	t.Helper()
	dir := t.TempDir()
	conf := filepath.Join(dir, "conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, "directories.tokendir = %s\nlog.level = ERROR\n", dir), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", conf)
	run(t, "softhsm2-util", "--init-token", "--free", "--label", "card", "--pin", pin, "--so-pin", "12345678")
	run(t, "pkcs11-tool", "--module", softhsm, "--login", "--pin", pin, "--keypairgen", "--key-type", "EC:prime256v1", "--id", "07", "--label", "key")
	m, err := Load(t.Context(), softhsm)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s\nInstall the Debian packages softhsm2 and opensc.", name, err, out)
	}
}

func TestTokenInSoftware(t *testing.T) {
	m := softToken(t, "271828")
	tokens, err := m.Tokens(t.Context())
	if err != nil || len(tokens) == 0 || tokens[0].Label != "card" || tokens[0].PINMin != 4 || tokens[0].PINMax < 8 || tokens[0].Locked {
		t.Fatalf("%+v, %v", tokens, err)
	}
	mechanisms, err := m.Mechanisms(t.Context(), tokens[0].Slot)
	if err != nil || len(mechanisms) < 10 {
		t.Fatalf("%d mechanisms, %v", len(mechanisms), err)
	}
	s, err := m.Open(t.Context(), tokens[0].Slot)
	if err != nil {
		t.Fatal(err)
	}
	digest := Signature{Mechanism: ECDSA, Data: bytes.Repeat([]byte{1}, 32)}
	if _, err := s.Sign(t.Context(), []byte{7}, digest); !errors.Is(err, ErrNoKey) {
		t.Errorf("without PIN: %v, want no key", err)
	}
	if err := s.Login(t.Context(), []byte("000000")); !errors.Is(err, PINIncorrect) {
		t.Errorf("wrong PIN: %v", err)
	}
	if err := s.Login(t.Context(), []byte("271828")); err != nil {
		t.Fatal(err)
	}
	if err := s.Login(t.Context(), []byte("000000")); !errors.Is(err, PINIncorrect) {
		t.Errorf("wrong PIN while logged in: %v", err)
	}
	if err := s.Login(t.Context(), []byte("271828")); err != nil {
		t.Fatal(err)
	}
	if signature, err := s.Sign(t.Context(), []byte{7}, digest); err != nil || len(signature) != 64 {
		t.Errorf("%d bytes, %v", len(signature), err)
	}
	if _, err := s.Sign(t.Context(), []byte{8}, digest); !errors.Is(err, ErrNoKey) {
		t.Errorf("another key: %v", err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Tokens(ended); err == nil {
		t.Error("a call after its time has no error")
	}
}
