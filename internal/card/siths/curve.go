package siths

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/tls"
)

// curve is an elliptic curve that cards have, with the hash and TLS's scheme that
// go with it.
type curve struct {
	hash   crypto.Hash
	scheme tls.SignatureScheme
}

var curves = map[elliptic.Curve]curve{
	elliptic.P256(): {crypto.SHA256, tls.ECDSAWithP256AndSHA256},
	elliptic.P384(): {crypto.SHA384, tls.ECDSAWithP384AndSHA384},
	elliptic.P521(): {crypto.SHA512, tls.ECDSAWithP521AndSHA512},
}

func curveOf(public crypto.PublicKey) (curve, bool) {
	k, ok := public.(*ecdsa.PublicKey)
	if !ok {
		return curve{}, false
	}
	c, ok := curves[k.Curve]
	return c, ok
}
