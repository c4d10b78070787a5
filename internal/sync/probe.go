package remote

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"net"
	"net/url"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Probe is what a server shows of itself to somebody without a card: at the first
// start, and when a computer is examined.
type Probe struct {
	Chain []*x509.Certificate // as it was sent, the server's own first
	// Fault is what is wrong with the certificate: CodeUntrusted, CodeServerExpired,
	// CodeServerName; "" if nothing.
	Fault  string
	Issuer *x509.Certificate // with CodeUntrusted: by which one would trust the chain; nil if by none
	Health app.Health        // where Fault is "" or Issuer is known
	Skew   time.Duration     // own clock minus the server's

	host string
	at   time.Time
}

// By is the certificate of the chain that has a fingerprint and by which all of the
// chain holds; nil without one. That it stands in the chain is not enough: anybody
// may put another's certificate beside their own.
func (p Probe) By(fingerprint string) *x509.Certificate {
	for _, c := range p.Chain {
		if Fingerprint(c) != fingerprint {
			continue
		}
		roots := x509.NewCertPool()
		roots.AddCert(c)
		if verify(p.Chain, roots, p.host, p.at) == nil {
			return c
		}
	}
	return nil
}

// probePatience bounds the connection and the answer, each.
const probePatience = 6 * time.Second

// Ask asks a server at an https address for its certificate and its health. roots
// nil are the computer's own. An error is one of Region's: it does not answer, or
// not as the region's server.
func Ask(ctx context.Context, address string, roots *x509.CertPool, now func() time.Time) (Probe, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Probe{}, &domain.Error{Kind: domain.Invalid, Code: app.CodeServerURL, Op: "sync.ask", Err: err}
	}
	p, err := chainOf(ctx, u, roots, now())
	if err != nil || p.Fault != "" && p.Issuer == nil {
		return p, err
	}
	if p.Issuer != nil {
		roots = x509.NewCertPool()
		roots.AddCert(p.Issuer)
	}
	dial := &tls.Dialer{Config: &tls.Config{RootCAs: roots, ServerName: u.Hostname(), MinVersion: tls.VersionTLS12, Time: now}}
	client, err := NewClient(address, dial.DialContext)
	if err != nil {
		return p, err
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(ctx, probePatience)
	defer cancel()
	if p.Health, err = client.Health(ctx); err == nil {
		p.Skew = now().Sub(p.Health.Time)
	}
	return p, err
}

// chainOf shakes hands and judges the certificates that come.
func chainOf(ctx context.Context, u *url.URL, roots *x509.CertPool, now time.Time) (p Probe, err error) {
	p.host, p.at = u.Hostname(), now
	port := u.Port()
	if port == "" {
		port = "443"
	}
	ctx, cancel := context.WithTimeout(ctx, probePatience)
	defer cancel()
	// Nothing is sent over this connection: it only asks for the certificates, which
	// are judged below. A handshake that judged them would not show them.
	look := &tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true, ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}} //#nosec G402 -- as said
	conn, err := look.DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return p, offline(err)
	}
	secure, ok := conn.(*tls.Conn)
	if ok {
		p.Chain = secure.ConnectionState().PeerCertificates
	}
	if err := conn.Close(); err != nil || len(p.Chain) == 0 {
		return p, offline(errors.Join(errors.New("no certificate"), err))
	}
	if err := verify(p.Chain, roots, u.Hostname(), now); err != nil {
		p.Fault = faultOf(&tls.CertificateVerificationError{Err: err})
		p.Issuer = topOf(p.Chain, u.Hostname(), now)
	}
	return p, nil
}

func verify(chain []*x509.Certificate, roots *x509.CertPool, host string, now time.Time) error {
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	_, err := chain[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, DNSName: host, CurrentTime: now})
	return err
}

// topOf is the certificate at the top of a chain, by which all of it holds; nil
// where it does not, for instance because the certificate has run out.
func topOf(chain []*x509.Certificate, host string, now time.Time) *x509.Certificate {
	top := chain[len(chain)-1]
	roots := x509.NewCertPool()
	roots.AddCert(top)
	if verify(chain, roots, host, now) != nil {
		return nil
	}
	return top
}

// Fingerprint is a certificate's SHA-256 in hex, small letters.
func Fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}
