package sim

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"log"
	"math/big"
	"net"
	"net/http"
	"time"

	"example.org/tandtui/internal/bankid"
)

// Running is a simulator that listens, with the certificates that it has made for
// its one relying party.
type Running struct {
	*Sim
	URL   string        // https://HOST:PORT
	CA    []byte        // PEM: the authority of its certificate
	Party bankid.Config // what the relying party has of BankID

	server *http.Server
	ended  chan error
}

const (
	certificateDays = 90
	headerWithin    = 10 * time.Second
)

// Listen lets a new simulator listen. Close must be called.
func Listen(ctx context.Context, address string, now func() time.Time) (*Running, error) {
	ca, err := issue("DEMO BankID CA", nil)
	if err != nil {
		return nil, err
	}
	own, err := issue("DEMO BankID", ca)
	if err != nil {
		return nil, err
	}
	party, err := issue("DEMO Region RP", ca)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AddCert(ca.Leaf)
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	r := &Running{
		Sim: New(now), URL: "https://" + l.Addr().String(), CA: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Leaf.Raw}),
		ended: make(chan error, 1),
	}
	r.Party = bankid.Config{URL: r.URL + Base, Certificate: *party, Roots: roots}
	r.server = &http.Server{
		Handler: r.Sim, TLSConfig: simTLS(*own, roots), ReadHeaderTimeout: headerWithin, ErrorLog: log.New(silence{}, "", 0),
	}
	go func() { r.ended <- r.server.ServeTLS(l, "", "") }()
	return r, nil
}

// silence drops what net/http says of handshakes that fail.
type silence struct{}

func (silence) Write(p []byte) (int, error) { return len(p), nil }

// Close ends it.
func (r *Running) Close() error {
	err := r.server.Close()
	if ended := <-r.ended; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	return err
}

// simTLS lets relying parties prove themselves with a certificate; the app has none.
func simTLS(own tls.Certificate, parties *x509.CertPool) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{own}, ClientAuth: tls.VerifyClientCertIfGiven, ClientCAs: parties}
}

// issue makes a certificate for this computer; without an issuer an authority.
func issue(name string, issuer *tls.Certificate) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 100))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().AddDate(0, 0, certificateDays), BasicConstraintsValid: true, IsCA: issuer == nil,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	signer, above := key, template
	if issuer == nil {
		template.KeyUsage, template.ExtKeyUsage = x509.KeyUsageCertSign, nil
	} else {
		signer, above = issuer.PrivateKey.(*ecdsa.PrivateKey), issuer.Leaf
	}
	der, err := x509.CreateCertificate(rand.Reader, template, above, key.Public(), signer)
	if err != nil {
		return nil, err
	}
	leaf, err := x509.ParseCertificate(der)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, err
}
