//go:build cgo && linux

package virtualcard_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/card/cardtest"
	"example.org/tandtui/internal/card/pcscd"
	"example.org/tandtui/internal/card/virtualcard"
)

// judge runs independent tools on a card in a reader: OpenSC, which knows real
// cards, and openssl.
type judge struct {
	t        *testing.T
	dir      string
	env      []string
	inserted *virtualcard.Card
}

const judgePIN = "271828"

func newJudge(t *testing.T, v virtualcard.Variant) *judge {
	t.Helper()
	for tool, pkg := range map[string]string{"pkcs15-tool": "opensc", "pkcs11-tool": "opensc", "openssl": "openssl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is missing: install the Debian package %s", tool, pkg)
		}
	}
	d, err := pcscd.Start(t.Context(), pcscd.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Cleanup(func() { _ = d.Stop() })
	j := &judge{t: t, dir: dir, env: append(os.Environ(), pcscd.SocketVariable+"="+d.Socket(), "HOME="+dir, "OPENSC_CONF="+filepath.Join(dir, "none"), "LC_ALL=C", "JUDGE_PIN="+judgePIN)}
	c := j.card(v)
	j.inserted = c
	if err := c.Insert(t.Context(), d.Addr()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Pull)
	j.awaitCard()
	return j
}

// awaitCard asks until OpenSC sees the card. Its own waiting may miss a card that is
// put in just as it begins, and then never ends.
func (j *judge) awaitCard() {
	j.t.Helper()
	ctx, cancel := context.WithTimeout(j.t.Context(), time.Minute)
	defer cancel()
	for {
		cmd := exec.CommandContext(ctx, "opensc-tool", "--atr")
		cmd.Env = j.env
		out, err := cmd.CombinedOutput()
		if err == nil {
			return
		}
		if ctx.Err() != nil {
			j.t.Fatalf("OpenSC never sees the card: %s", out)
		}
	}
}

func (j *judge) card(v virtualcard.Variant) *virtualcard.Card {
	j.t.Helper()
	ca, err := cardtest.NewCA("CA", nil)
	if err != nil {
		j.t.Fatal(err)
	}
	key, err := ca.Issue(cardtest.Person{Name: "Anna Test", HSAID: "SE0000000000-1AB2"})
	if err != nil {
		j.t.Fatal(err)
	}
	spec := virtualcard.Spec{Keys: []virtualcard.Key{key}, Chain: [][]byte{ca.Cert.Raw}, PIN: judgePIN, Variant: v}
	if v.IDPrime == nil {
		if spec.ATR, err = hex.DecodeString(virtualcard.ATRNIDEL); err != nil {
			j.t.Fatal(err)
		}
	}
	c, err := virtualcard.New(spec)
	if err != nil {
		j.t.Fatal(err)
	}
	j.write("cert.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: key.Certificate}))
	return c
}

func (j *judge) path(name string) string { return filepath.Join(j.dir, name) }

func (j *judge) write(name string, b []byte) {
	j.t.Helper()
	if err := os.WriteFile(j.path(name), b, 0o600); err != nil {
		j.t.Fatal(err)
	}
}

// run gives what a tool says; it must succeed.
func (j *judge) run(tool string, args ...string) string {
	j.t.Helper()
	ctx, cancel := context.WithTimeout(j.t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, tool, args...)
	cmd.Env, cmd.Dir = j.env, j.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		j.t.Fatalf("%s %s: %v\n%s", tool, strings.Join(args, " "), err, out)
	}
	return string(out)
}

func TestOpenSCAcceptsTheCard(t *testing.T) {
	for name, v := range map[string]virtualcard.Variant{
		"plain":                           {},
		"extra entries, FF filler, big":   {ExtraODF: true, FillTo: 1530, FillFF: true},
		"key by file, FF padding, PIN 11": {MSE: virtualcard.MSEFile, PadFF: true, PINRef: 0x11},
	} {
		t.Run(name, func(t *testing.T) {
			j := newJudge(t, v)
			dump := j.run("pkcs15-tool", "--dump")
			for _, want := range []string{"SITHS-like test card", "975226900001", "PIN [PIN legitimering]", "Private RSA Key [legitimering]", "X.509 Certificate [legitimering]"} {
				if !strings.Contains(dump, want) {
					t.Errorf("pkcs15-tool does not see %q:\n%s", want, dump)
				}
			}
			if said := j.run("pkcs11-tool", "--login", "--pin", "env:JUDGE_PIN", "--test"); !strings.Contains(said, "No errors") {
				t.Errorf("pkcs11-tool --test:\n%s", said)
			}
			j.signAndVerify()
		})
	}
}

// signAndVerify lets OpenSC sign with the card and openssl verify with the
// certificate.
func (j *judge) signAndVerify() {
	j.t.Helper()
	message := []byte("a message")
	digest := sha256.Sum256(message)
	prefix, err := hex.DecodeString("3031300d060960864801650304020105000420")
	if err != nil {
		j.t.Fatal(err)
	}
	j.write("message", message)
	j.write("info", append(prefix, digest[:]...))
	j.run("pkcs11-tool", "--login", "--pin", "env:JUDGE_PIN", "--sign", "--mechanism", "RSA-PKCS", "--id", "45", "--input-file", "info", "--output-file", "signature")
	j.run("openssl", "x509", "-in", "cert.pem", "-pubkey", "-noout", "-out", "public.pem")
	if said := j.run("openssl", "dgst", "-sha256", "-verify", "public.pem", "-signature", "signature", "message"); !strings.Contains(said, "Verified OK") {
		j.t.Errorf("openssl: %s", said)
	}
}

// TestOpenSCSeesPINErrors: the counter goes down as on a real card.
func TestOpenSCSeesPINErrors(t *testing.T) {
	for name, v := range map[string]virtualcard.Variant{"PKCS#15": {}, "IDPrime": {IDPrime: &virtualcard.IDPrime{}}} {
		t.Run(name, func(t *testing.T) {
			j := newJudge(t, v)
			for i := range j.env {
				if strings.HasPrefix(j.env[i], "JUDGE_PIN=") {
					j.env[i] = "JUDGE_PIN=000000"
				}
			}
			cmd := exec.CommandContext(t.Context(), "pkcs11-tool", "--login", "--pin", "env:JUDGE_PIN", "--test")
			cmd.Env = j.env
			if out, err := cmd.CombinedOutput(); err == nil || !bytes.Contains(out, []byte("CKR_PIN_INCORRECT")) {
				t.Errorf("%v\n%s", err, out)
			}
			if n := j.inserted.TriesLeft(); n != 2 {
				t.Errorf("%d tries left after one wrong PIN", n)
			}
		})
	}
}
