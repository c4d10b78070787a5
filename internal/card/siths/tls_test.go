package siths

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/virtualcard"
)

// server is a TLS server that answers with the HSA-id of the client's
// certificate, or with "nobody".
func server(t *testing.T, change func(*tls.Config)) *httptest.Server {
	t.Helper()
	w := getWorld(t)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if len(r.TLS.PeerCertificates) == 0 {
			_, _ = io.WriteString(rw, "nobody")
			return
		}
		_, _ = io.WriteString(rw, r.TLS.PeerCertificates[0].Subject.SerialNumber)
	}))
	// The server trusts the root alone: the intermediate must come from the card.
	s.TLS = &tls.Config{Certificates: []tls.Certificate{w.server}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: w.root.Pool()}
	if change != nil {
		change(s.TLS)
	}
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // refused handshakes are meant
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func clientConfig(t *testing.T) *tls.Config {
	return &tls.Config{RootCAs: getWorld(t).root.Pool(), ServerName: "localhost"}
}

// get asks s over connections that the card signs for.
func get(t *testing.T, id *Identity, s *httptest.Server, base *tls.Config) (body string, version uint16, err error) {
	t.Helper()
	auth, err := id.TLS(t.Context(), base)
	if err != nil {
		return "", 0, err
	}
	transport := &http.Transport{DialTLSContext: auth.DialContext}
	defer transport.CloseIdleConnections()
	response, err := (&http.Client{Transport: transport}).Get(s.URL)
	if err != nil {
		return "", 0, err
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	return string(b), response.TLS.Version, err
}

func TestTLSMatrix(t *testing.T) {
	raw, pkcs1 := virtualcard.Variant{}, virtualcard.Variant{NoRaw: true}
	min13 := func(c *tls.Config) { c.MinVersion = tls.VersionTLS13 }
	max12 := func(c *tls.Config) { c.MaxVersion = tls.VersionTLS12 }
	for _, tc := range []struct {
		name    string
		card    virtualcard.Variant
		server  func(*tls.Config)
		client  func(*tls.Config)
		version uint16
		want    error
	}{
		{name: "raw card, any server", card: raw, version: tls.VersionTLS13},
		{name: "raw card, server wants 1.3", card: raw, server: min13, version: tls.VersionTLS13},
		{name: "raw card, server ends at 1.2", card: raw, server: max12, version: tls.VersionTLS12},
		{name: "raw card that refuses DigestInfos", card: virtualcard.Variant{NoPKCS1: true}, version: tls.VersionTLS13},
		{name: "PKCS#1 card, any server", card: pkcs1, version: tls.VersionTLS12},
		{name: "PKCS#1 card, server ends at 1.2", card: pkcs1, server: max12, version: tls.VersionTLS12},
		{name: "PKCS#1 card, server wants 1.3", card: pkcs1, server: min13, want: ErrServerNeedsTLS13},
		{name: "PKCS#1 card, client wants 1.3", card: pkcs1, client: min13, want: ErrServerNeedsTLS13},
		{name: "raw card, server asks nothing", card: raw, server: func(c *tls.Config) { c.ClientAuth = tls.NoClientCert }, want: ErrNotRequested},
		{name: "PKCS#1 card, server asks nothing", card: pkcs1, server: func(c *tls.Config) { c.ClientAuth = tls.NoClientCert }, want: ErrNotRequested},
		{name: "raw card, server only requests", card: raw, server: func(c *tls.Config) { c.ClientAuth = tls.RequestClientCert }, version: tls.VersionTLS13},
		{name: "server lists another issuer but takes all", card: raw, server: func(c *tls.Config) {
			c.ClientAuth, c.ClientCAs = tls.RequireAnyClientCert, getWorld(t).foreign.Pool()
		}, version: tls.VersionTLS13},
	} {
		t.Run(tc.name, func(t *testing.T) {
			base := clientConfig(t)
			if tc.client != nil {
				tc.client(base)
			}
			id := unlocked(t, New(Config{}), newCard(t, tc.card))
			body, version, err := get(t, id, server(t, tc.server), base)
			if !errors.Is(err, tc.want) || (err != nil) != (tc.want != nil) {
				t.Fatalf("err = %v, want %v", err, tc.want)
			}
			if err == nil && (body != hsaAnna || version != tc.version) {
				t.Errorf("%s over %s", body, tls.VersionName(version))
			}
			if base.GetClientCertificate != nil || base.MaxVersion != 0 {
				t.Error("the caller's configuration was changed")
			}
		})
	}
}

// TestTLSNoSchemeInCommon: crypto/tls's server offers all schemes, so the
// request is made by hand.
func TestTLSNoSchemeInCommon(t *testing.T) {
	for name, tc := range map[string]struct {
		card    virtualcard.Variant
		version uint16
		scheme  tls.SignatureScheme
		want    error
	}{
		"PKCS#1 card, PSS server":    {virtualcard.Variant{NoRaw: true}, tls.VersionTLS12, tls.PSSWithSHA256, ErrNoScheme},
		"PKCS#1 card, PKCS#1 server": {virtualcard.Variant{NoRaw: true}, tls.VersionTLS12, tls.PKCS1WithSHA256, nil},
		"raw card, PKCS#1 in 1.3":    {virtualcard.Variant{}, tls.VersionTLS13, tls.PKCS1WithSHA256, ErrNoScheme},
		"raw card, elliptic server":  {virtualcard.Variant{}, tls.VersionTLS13, tls.ECDSAWithP256AndSHA256, ErrNoScheme},
		"raw card, PSS server":       {virtualcard.Variant{}, tls.VersionTLS13, tls.PSSWithSHA384, nil},
	} {
		t.Run(name, func(t *testing.T) {
			id := unlocked(t, New(Config{}), newCard(t, tc.card))
			auth, err := id.TLS(t.Context(), clientConfig(t))
			if err != nil {
				t.Fatal(err)
			}
			config, proof := auth.Config()
			cert, err := config.GetClientCertificate(&tls.CertificateRequestInfo{Version: tc.version, SignatureSchemes: []tls.SignatureScheme{tc.scheme}})
			if !errors.Is(err, tc.want) || (err == nil) != (cert != nil) {
				t.Fatalf("%v, certificate %v", err, cert != nil)
			}
			if tc.want != nil && !errors.Is(proof.Check(errors.New("tls: text only")), tc.want) {
				t.Error("the proof has forgotten the cause")
			}
			if tc.want == nil && !errors.Is(proof.Check(nil), ErrNotSigned) {
				t.Error("a handshake without a signature is not noticed")
			}
		})
	}
}

// A resumed session would let connections be made without the card.
func TestNoSessionIsResumed(t *testing.T) {
	base := &tls.Config{MinVersion: tls.VersionTLS12, ClientSessionCache: tls.NewLRUClientSessionCache(1)}
	config, _ := (&TLS{base: base}).Config()
	if config.ClientSessionCache != nil {
		t.Error("sessions are kept")
	}
}

func TestTLSWithoutPIN(t *testing.T) {
	s := server(t, nil)
	c := newCard(t, virtualcard.Variant{})
	d := New(Config{})
	if _, _, err := get(t, open(t, d, c), s, clientConfig(t)); !errors.Is(err, ErrPINRequired) {
		t.Errorf("never given: %v, want ErrPINRequired", err)
	}
	id := unlocked(t, d, c)
	auth, err := id.TLS(t.Context(), clientConfig(t))
	if err != nil {
		t.Fatal(err)
	}
	dial := func() error {
		conn, err := auth.DialContext(t.Context(), "tcp", s.Listener.Addr().String())
		if err == nil {
			conn.Close()
		}
		return err
	}
	if err := dial(); err != nil {
		t.Fatal(err)
	}
	if err := dial(); err != nil {
		t.Errorf("the second connection of one session: %v", err)
	}
	if err := c.Connect().Close(); err != nil { // another program resets the card
		t.Fatal(err)
	}
	if err := dial(); !errors.Is(err, ErrPINRequired) {
		t.Errorf("after a reset: %v, want ErrPINRequired", err)
	}
	c.Pull()
	if err := dial(); !errors.Is(err, apdu.ErrRemoved) {
		t.Errorf("without the card: %v, want ErrRemoved", err)
	}
}

func TestTLSServerRefusesUnknownIssuer(t *testing.T) {
	s := server(t, func(c *tls.Config) { c.ClientCAs = getWorld(t).foreign.Pool(); c.MaxVersion = tls.VersionTLS12 })
	id := unlocked(t, New(Config{}), newCard(t, virtualcard.Variant{}))
	_, _, err := get(t, id, s, clientConfig(t))
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "remote error" {
		t.Errorf("%v, want the server's refusal", err)
	}
}

// TestGoAloneIsSilent is the reason for all this: with a fixed certificate that
// fits no scheme, Go's handshake succeeds and the server has seen no certificate.
func TestGoAloneIsSilent(t *testing.T) {
	id := unlocked(t, New(Config{}), newCard(t, virtualcard.Variant{NoRaw: true}))
	config := clientConfig(t)
	config.Certificates = []tls.Certificate{{
		Certificate: [][]byte{id.cert.Raw}, PrivateKey: id.Signer(t.Context()), SupportedSignatureAlgorithms: schemesPKCS1,
	}}
	s := server(t, func(c *tls.Config) { c.ClientAuth = tls.RequestClientCert })
	transport := &http.Transport{TLSClientConfig: config}
	defer transport.CloseIdleConnections()
	response, err := (&http.Client{Transport: transport}).Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if b, _ := io.ReadAll(response.Body); string(b) != "nobody" {
		t.Errorf("Go has learnt to speak up (%s): simplify Proof", b)
	}
}
