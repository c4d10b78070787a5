package server_test

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/pki"
)

// V11: the first refusal of a kind is logged, the others are counted.
func TestV11RefusalsAreCounted(t *testing.T) {
	w := newWorld(t)
	c := w.client(nobody)
	for range 50 {
		do(t, c, "GET", w.base+"/v1/session", nil)
	}
	do(t, w.client(anna), "GET", w.base+"/v1/session", nil)
	w.stop()
	log := w.log.String()
	if n := strings.Count(log, "unknown-user"); n != 2 { // the first, and how many more
		t.Errorf("%d lines: %s", n, log)
	}
	if !strings.Contains(log, `"msg":"refused again","what":"request","route":"GET /v1/session","code":"unknown-user","times":49`) {
		t.Errorf("not counted: %s", log)
	}
	if !strings.Contains(log, `"status":200`) {
		t.Errorf("what was answered is not logged: %s", log)
	}
}

// S4: a refused handshake is counted, with its reason; nothing that the stranger
// sent stands in the log.
func TestS4RefusedHandshakesAreLogged(t *testing.T) {
	w := newWorld(t)
	address := strings.TrimPrefix(w.base, "https://")
	roots := x509.NewCertPool()
	roots.AddCert(authority(t, "servers").Cert)
	other := authority(t, "another region")
	card := once(t, "foreign", func() (*pki.Identity, error) { return other.IssuePerson("Hemlig Person", anna, time.Now()) })
	ours := authority(t, "clients")
	old := once(t, "expired", func() (*pki.Identity, error) {
		return ours.IssuePerson("Hemlig Person", anna, time.Now().AddDate(-7, 0, 0))
	})
	with := func(id *pki.Identity) *tls.Config { // whatever issuers the server asks for
		return &tls.Config{RootCAs: roots, ServerName: "localhost", GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			return &tls.Certificate{Certificate: [][]byte{id.Cert.Raw}, PrivateKey: id.Key}, nil
		}}
	}
	for _, config := range []*tls.Config{
		{RootCAs: x509.NewCertPool(), ServerName: "localhost"},
		with(card), with(old),
		{RootCAs: roots, ServerName: "localhost", MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10},
		{RootCAs: roots, ServerName: "localhost", NextProtos: []string{"hemligt"}},
	} {
		if conn, err := tls.Dial("tcp", address, config); err == nil {
			_, _ = conn.Read(make([]byte, 1)) // TLS 1.3 tells of a refused card here
			_ = conn.Close()
		}
	}
	plain, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plain.Write([]byte("GET /hemligt HTTP/1.0\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	_, _ = plain.Read(make([]byte, 1)) // the server's refusal
	_ = plain.Close()
	w.stop()
	log := w.log.String()
	for _, reason := range []string{
		"the client does not take the server's certificate", "a card of an issuer that is not let in", "a card that is not valid now",
		"no version of TLS in common", "no protocol in common", "no TLS",
	} {
		if !strings.Contains(log, `"msg":"handshake refused","reason":"`+reason+`"`) {
			t.Errorf("%q is not in the log: %s", reason, log)
		}
	}
	for _, secret := range []string{"hemlig", "Hemlig", anna, "127.0.0.1"} {
		if strings.Contains(log, secret) {
			t.Errorf("%s stands in the log: %s", secret, log)
		}
	}
}

// Reasons are found by what Go's own packages write; what is not known is "other".
func TestReasonsOfHandshakes(t *testing.T) {
	for line, want := range map[string]string{
		"http: TLS handshake error from 1.2.3.4:5: remote error: tls: unknown certificate authority":                                 "the client does not know who issued the server's certificate",
		"http: TLS handshake error from 1.2.3.4:5: tls: failed to verify certificate: x509: certificate signed by unknown authority": "a card of an issuer that is not let in",
		"http: TLS handshake error from 1.2.3.4:5: EOF":                                                                              "hung up",
		"http: TLS handshake error from 1.2.3.4:5: a remark of next year":                                                            "other",
	} {
		if got := server.HandshakeReason(line); got != want {
			t.Errorf("%s: %q", line, got)
		}
	}
}
