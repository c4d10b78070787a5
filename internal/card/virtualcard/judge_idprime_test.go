//go:build cgo && linux

package virtualcard_test

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/card/virtualcard"
)

// OpenSC 0.23 of Debian 12 knows IDPrime by the operating system's release, with RSA
// keys to 2048 bits and compressed certificates.
func TestOpenSCAcceptsTheIDPrimeCard(t *testing.T) {
	for name, v := range map[string]virtualcard.Variant{
		"release 1, PIN as typed":         {NoPad: true, IDPrime: &virtualcard.IDPrime{OS: 1, Base: 0x31}},
		"release 4, padded PIN, filler 9": {FillTo: 9, IDPrime: &virtualcard.IDPrime{}},
	} {
		t.Run(name, func(t *testing.T) {
			j := newJudge(t, v)
			if said := j.run("opensc-tool", "--name"); !strings.Contains(said, "IDPrime") {
				t.Errorf("opensc-tool --name: %s", said)
			}
			dump := j.run("pkcs15-tool", "--dump")
			for _, want := range []string{"SITHS-like test ca", "PIN [PIN]", "(0x11)", "Private RSA Key", "X.509 Certificate"} {
				if !strings.Contains(dump, want) {
					t.Errorf("pkcs15-tool does not see %q:\n%s", want, dump)
				}
			}
			if said := j.run("pkcs11-tool", "--login", "--pin", "env:JUDGE_PIN", "--test"); !strings.Contains(said, "No errors") {
				t.Errorf("pkcs11-tool --test:\n%s", said)
			}
			j.write("message", []byte("a message"))
			j.run("openssl", "x509", "-in", "cert.pem", "-pubkey", "-noout", "-out", "public.pem")
			j.verify("SHA256-RSA-PKCS")
			j.verify("SHA256-RSA-PKCS-PSS", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest")
		})
	}
}

// verify lets OpenSC sign the message with the card and openssl verify it.
func (j *judge) verify(mechanism string, options ...string) {
	j.t.Helper()
	j.run("pkcs11-tool", "--login", "--pin", "env:JUDGE_PIN", "--sign", "--mechanism", mechanism, "--input-file", "message", "--output-file", "signature")
	args := append([]string{"dgst", "-sha256", "-verify", "public.pem", "-signature", "signature"}, options...)
	if said := j.run("openssl", append(args, "message")...); !strings.Contains(said, "Verified OK") {
		j.t.Errorf("%s: openssl: %s", mechanism, said)
	}
}
