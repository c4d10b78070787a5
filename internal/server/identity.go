package server

import (
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"net/http"
	"slices"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// oidSerialNumber is the subject attribute in which SITHS certificates carry the HSA-id.
var oidSerialNumber = asn1.ObjectIdentifier{2, 5, 4, 5}

// identity is the card that a request comes from. TLS has verified the chain;
// here the certificate must also be issued by one of the configured authorities
// itself, so that a sibling authority under the same root (function certificates)
// is not enough.
func identity(r *http.Request, issuers []*x509.Certificate) (string, error) {
	refused := func(why string) (string, error) {
		return "", &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemUnknownUser, Op: "server.identity", Err: errors.New(why)}
	}
	if r.TLS == nil || len(r.TLS.VerifiedChains) == 0 {
		return "", &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemNoCard, Op: "server.identity"}
	}
	leaf := r.TLS.PeerCertificates[0]
	ours := func(chain []*x509.Certificate) bool {
		return len(chain) > 1 && slices.ContainsFunc(issuers, chain[1].Equal)
	}
	if !slices.ContainsFunc(r.TLS.VerifiedChains, ours) {
		return refused("issued by another authority")
	}
	if leaf.KeyUsage&x509.KeyUsageDigitalSignature == 0 {
		return refused("certificate is not for authentication")
	}
	var id string
	for _, name := range leaf.Subject.Names {
		if !name.Type.Equal(oidSerialNumber) {
			continue
		}
		value, ok := name.Value.(string)
		if !ok || id != "" {
			return refused("not exactly one serialNumber")
		}
		id = value
	}
	hsaID, err := domain.ParseHSAID(id)
	if err != nil {
		return refused("no HSA-id")
	}
	return hsaID, nil
}
