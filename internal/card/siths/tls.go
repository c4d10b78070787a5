package siths

import (
	"context"
	"crypto"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
)

// Signature schemes by what a card can do. TLS 1.3 allows no PKCS#1, and Go
// prefers PSS in TLS 1.2 too.
var (
	schemesPKCS1 = []tls.SignatureScheme{tls.PKCS1WithSHA256, tls.PKCS1WithSHA384, tls.PKCS1WithSHA512}
	schemesAny   = append([]tls.SignatureScheme{tls.PSSWithSHA256, tls.PSSWithSHA384, tls.PSSWithSHA512}, schemesPKCS1...)
)

// schemes are those that the key can do.
func (t *TLS) schemes() []tls.SignatureScheme {
	switch t.capability {
	case Elliptic:
		c, _ := curveOf(t.id.public)
		return []tls.SignatureScheme{c.scheme}
	case AnyPadding:
		return schemesAny
	case PKCS1Only:
	}
	return schemesPKCS1
}

// alertProtocolVersion is the alert of a server that demands a higher version
// (RFC 8446 §6.2).
const alertProtocolVersion tls.AlertError = 70

// TLS is client authentication with the card: every connection it makes has
// been signed for by the card, or is an error. Without it Go's handshake may
// end well although no certificate was sent.
type TLS struct {
	id         *Identity
	base       *tls.Config
	capability Capability
}

// TLS prepares client authentication; base is what the connections have in
// common (roots, server name) and is not changed. The PIN must have been given.
func (i *Identity) TLS(ctx context.Context, base *tls.Config) (*TLS, error) {
	capability, err := i.Capability(ctx)
	if err != nil {
		return nil, err
	}
	if capability == PKCS1Only && base.MinVersion > tls.VersionTLS12 {
		return nil, ErrServerNeedsTLS13
	}
	return &TLS{i, base.Clone(), capability}, nil
}

// Config gives a configuration for one handshake, whose Proof tells afterwards
// whether the card took part.
func (t *TLS) Config() (*tls.Config, *Proof) {
	proof := &Proof{capability: t.capability}
	c := t.base.Clone()
	c.Certificates = nil
	c.ClientSessionCache = nil // a resumed session would outlive the card
	c.MinVersion = max(c.MinVersion, tls.VersionTLS12)
	if t.capability == PKCS1Only {
		c.MaxVersion = tls.VersionTLS12
	}
	c.GetClientCertificate = func(request *tls.CertificateRequestInfo) (*tls.Certificate, error) {
		return t.certificate(request, proof)
	}
	return c, proof
}

// certificate answers a server's request: never with nothing, which would be
// silence. Whether the server trusts the issuer is left to the server: its list
// may name only a root that the card does not hold.
func (t *TLS) certificate(request *tls.CertificateRequestInfo, proof *Proof) (*tls.Certificate, error) {
	proof.request()
	cert := &tls.Certificate{
		Certificate:                  [][]byte{t.id.cert.Raw},
		Leaf:                         t.id.cert,
		PrivateKey:                   &proofSigner{t.id.Signer(request.Context()), proof},
		SupportedSignatureAlgorithms: t.schemes(),
	}
	for _, ca := range t.id.chain {
		cert.Certificate = append(cert.Certificate, ca.Raw)
	}
	anyIssuer := *request
	anyIssuer.AcceptableCAs = nil
	if err := anyIssuer.SupportsCertificate(cert); err != nil {
		return nil, proof.fail(fmt.Errorf("%w: %w", ErrNoScheme, err))
	}
	return cert, nil
}

// Handshake makes conn a TLS connection that the card has signed for. It closes
// conn on failure.
func (t *TLS) Handshake(ctx context.Context, conn net.Conn, serverName string) (*tls.Conn, error) {
	config, proof := t.Config()
	if config.ServerName == "" {
		config.ServerName = serverName
	}
	secure := tls.Client(conn, config)
	if err := proof.Check(secure.HandshakeContext(ctx)); err != nil {
		conn.Close()
		return nil, err
	}
	return secure, nil
}

// DialContext connects and shakes hands; it fits http.Transport.DialTLSContext.
func (t *TLS) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	conn, err := new(net.Dialer).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return t.Handshake(ctx, conn, host)
}

// Proof records what the card did in one handshake.
type Proof struct {
	capability Capability

	mu        sync.Mutex
	requested bool
	signed    bool
	err       error // crypto/tls keeps only its text
}

// Check gives the error of a handshake that ended with err: a typed one where
// the card or its abilities are the cause, ErrNotRequested or ErrNotSigned when
// the handshake went well without the card, nil when the card signed.
func (p *Proof) Check(err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case err != nil && p.err != nil:
		return fmt.Errorf("siths: handshake: %w", p.err)
	case err != nil && p.capability == PKCS1Only && remoteAlert(err, alertProtocolVersion):
		return fmt.Errorf("%w: %w", ErrServerNeedsTLS13, err)
	case err != nil:
		return err
	case !p.requested:
		return ErrNotRequested
	case !p.signed:
		return ErrNotSigned
	}
	return nil
}

// remoteAlert tells whether the server ended a handshake with alert a. Over TCP
// crypto/tls gives alerts a type that is not exported, but with this text.
func remoteAlert(err error, a tls.AlertError) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "remote error" && op.Err.Error() == a.Error()
}

func (p *Proof) request() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requested = true
}

func (p *Proof) sign() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.signed = true
}

func (p *Proof) fail(err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.err = err
	return err
}

// proofSigner notes in a Proof what becomes of the signature.
type proofSigner struct {
	crypto.Signer
	proof *Proof
}

func (s *proofSigner) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	signature, err := s.Signer.Sign(random, digest, opts)
	if err != nil {
		return nil, s.proof.fail(err)
	}
	s.proof.sign()
	return signature, nil
}
