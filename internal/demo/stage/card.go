package stage

import (
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"slices"

	"example.org/tandtui/internal/card/virtualcard"
)

// Cards are the kinds of card that the demo can play, by name.
var Cards = map[string]virtualcard.Variant{
	"siths":   {},
	"thales":  {Thales: true},
	"idprime": {IDPrime: &virtualcard.IDPrime{}},
}

// LoadCard makes a virtual card of a PEM file: private key, the person's
// certificate, then the authorities' certificates.
func LoadCard(file, pin string, kind virtualcard.Variant) (*virtualcard.Card, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("card: %w", err)
	}
	var key crypto.Signer
	var certificates [][]byte
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "PRIVATE KEY":
			parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			key, _ = parsed.(crypto.Signer)
		case "CERTIFICATE":
			certificates = append(certificates, slices.Clone(block.Bytes))
		}
	}
	if key == nil || len(certificates) == 0 {
		return nil, fmt.Errorf("%s holds no key with its certificate", file)
	}
	return virtualcard.New(virtualcard.Spec{
		Keys:  []virtualcard.Key{{Label: "legitimering", Private: key, Certificate: certificates[0]}},
		Chain: certificates[1:],
		PIN:   pin, Variant: kind,
	})
}
