package siths

import (
	"bytes"
	"context"
	"crypto/x509"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/pkcs15"
	"example.org/tandtui/internal/card/tlv"
)

const (
	maxCertificates = 16 // read from one card; a SITHS card has two to eight
	maxChain        = 4
)

// content is what lies on a card and is of use here, in the words of PKCS#15
// whatever the card's own are.
type content struct {
	serial       []byte
	label        string
	keys         []key
	pins         []pin
	certificates []certificate
}

type key = pkcs15.PrivateKey

// pin is a PIN as the card's directory, or its kind, says that it is.
type pin struct {
	pkcs15.PIN
	unsure bool // whether it is to be padded is not known: it is tried as typed first

	elsewhere bool // the operating system asks for it
}

type certificate struct {
	id   []byte
	x509 *x509.Certificate
}

// read reads all directories that the object directory file names. A directory or
// certificate that the card does not hand out, or that cannot be parsed, is
// skipped: cards hold much that this program does not need.
func (f *pkcs15Files) read(ctx context.Context) (content, error) {
	var out content
	odfFile, err := f.find(ctx, f)
	if err != nil {
		return out, err
	}
	odf, err := pkcs15.ParseODF(odfFile)
	if err != nil {
		return out, ErrUnknownCard
	}
	if file, err := f.readOptional(ctx, pkcs15.Path{File: fileInfo, Length: -1}); err != nil {
		return out, err
	} else if info, err := pkcs15.ParseTokenInfo(file); err == nil {
		out.serial, out.label = info.Serial, info.Label
	}
	if out.keys, err = readDirectories(ctx, f, odf.PrivateKeys, pkcs15.ParsePrKDF); err != nil {
		return out, err
	}
	pins, err := readDirectories(ctx, f, odf.PINs, pkcs15.ParseAODF)
	if err != nil {
		return out, err
	}
	for _, p := range pins {
		out.pins = append(out.pins, pin{PIN: p})
	}
	entries, err := readDirectories(ctx, f, odf.Certificates, pkcs15.ParseCDF)
	if err != nil {
		return out, err
	}
	out.certificates, err = f.readCertificates(ctx, entries)
	return out, err
}

func readDirectories[T any](ctx context.Context, f *pkcs15Files, paths []pkcs15.Path, parse func([]byte) ([]T, error)) ([]T, error) {
	var all []T
	for _, p := range paths {
		file, err := f.readOptional(ctx, p)
		if err != nil {
			return nil, err
		}
		if objects, err := parse(file); err == nil {
			all = append(all, objects...)
		}
	}
	return all, nil
}

func (f *pkcs15Files) readCertificates(ctx context.Context, entries []pkcs15.Certificate) ([]certificate, error) {
	ctx = apdu.Private(ctx) // a certificate names its holder
	var out []certificate
	for _, e := range entries[:min(len(entries), maxCertificates)] {
		der := e.DER
		if der == nil {
			file, err := f.readOptional(ctx, e.Path)
			if err != nil {
				return nil, err
			}
			_, rest, err := tlv.Next(file) // filler may follow
			if err != nil {
				continue
			}
			der = file[:len(file)-len(rest)]
		}
		if cert, err := x509.ParseCertificate(der); err == nil {
			out = append(out, certificate{e.ID, cert})
		}
	}
	return out, nil
}

// chainOf gives the authorities above cert that are on the card, nearest first
// and without the root, which the server must have itself.
func (c content) chainOf(cert *x509.Certificate) []*x509.Certificate {
	var chain []*x509.Certificate
	for range maxChain {
		next := c.issuerOf(cert)
		if next == nil || bytes.Equal(next.RawSubject, next.RawIssuer) {
			break
		}
		chain, cert = append(chain, next), next
	}
	return chain
}

func (c content) issuerOf(cert *x509.Certificate) *x509.Certificate {
	for _, other := range c.certificates {
		if other.x509.IsCA && bytes.Equal(other.x509.RawSubject, cert.RawIssuer) && cert.CheckSignatureFrom(other.x509) == nil {
			return other.x509
		}
	}
	return nil
}
