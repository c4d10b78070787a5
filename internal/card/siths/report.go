package siths

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Report is what a card shows to anybody, without a PIN. It is made to be sent to
// support: long numbers are taken out of every text, so that no personnummer, card
// number or private firm's number is in it. Numbers are in hexadecimal. The texts
// come from the card: filter them before they reach a terminal.
type Report struct {
	ATR          string          `json:"atr"`
	Protocol     string          `json:"protocol"`
	Applications []Answer        `json:"applications"` // every one asked for
	Files        []Answer        `json:"files"`        // every one selected, in order
	Data         []Answer        `json:"data"`         // every GET DATA
	Kind         string          `json:"kind"`         // of card, as it was read; empty when unknown
	Label        string          `json:"label"`
	Certificates []CertificateOf `json:"certificates"`
	PINs         []PINOf         `json:"pins"`
	Counters     map[string]int  `json:"counters"` // tries left by GET DATA, by PIN reference
	Fault        string          `json:"fault"`    // code of why the card cannot be logged in with; empty when it can
	Err          error           `json:"-"`        // the same, as Identity gives it
}

// Answer is what the card said to one question.
type Answer struct {
	Name   string `json:"name"`
	Status string `json:"status"`         // 9000 when it was taken
	Size   int    `json:"size,omitempty"` // as the card states it, in bytes
	Read   int    `json:"read,omitempty"` // bytes read
	Text   string `json:"text,omitempty"` // where the answer is one to be read
}

// CertificateOf describes a certificate without telling whose it is more closely
// than by name.
type CertificateOf struct {
	ID           string    `json:"id"`
	Subject      string    `json:"subject"`
	Issuer       string    `json:"issuer"`
	Key          string    `json:"key"`
	Usage        []string  `json:"usage"`
	NotBefore    time.Time `json:"notBefore"`
	NotAfter     time.Time `json:"notAfter"`
	KeyReference string    `json:"keyReference"` // empty: no key, or one that is named by its file
	HasKey       bool      `json:"hasKey"`
	PIN          string    `json:"pin"`   // reference; empty: none is named
	Login        bool      `json:"login"` // counts for logging in here
}

// PINOf describes a PIN that the card's directory, or its kind, names.
type PINOf struct {
	Reference string `json:"reference"`
	Label     string `json:"label"`
	Min       int    `json:"min"`
	Max       int    `json:"max"`
	Padding   string `json:"padding"` // "none", "padded" or "unknown"
	Left      int    `json:"left"`    // tries, −1 unknown
}

// number is a run of digits that may be somebody's.
var number = regexp.MustCompile(`[0-9][0-9 +-]{4,}[0-9]`)

// unnumbered gives a text without such runs.
func unnumbered(s string) string { return number.ReplaceAllString(s, "…") }

func (c *Card) describe(cert certificate) CertificateOf {
	x := cert.x509
	d := CertificateOf{
		ID: hexOf(cert.id...), Key: keyName(x), Usage: usages(x), NotBefore: x.NotBefore, NotAfter: x.NotAfter,
		Issuer: unnumbered(x.Issuer.CommonName), Login: c.driver.authenticates(x),
	}
	var subject []string
	for _, part := range []struct{ name, value string }{
		{"CN", x.Subject.CommonName}, {"serialNumber", x.Subject.SerialNumber}, {"O", strings.Join(x.Subject.Organization, ", ")},
	} {
		if part.value != "" {
			subject = append(subject, part.name+"="+unnumbered(part.value))
		}
	}
	d.Subject = strings.Join(subject, ", ")
	for _, k := range c.content.keys {
		if string(k.ID) != string(cert.id) {
			continue
		}
		d.HasKey = true
		if k.Reference >= 0 {
			d.KeyReference = hexOf(byte(k.Reference))
		}
		for _, p := range c.content.pins {
			if string(p.ID) == string(k.AuthID) {
				d.PIN = hexOf(p.Reference)
			}
		}
	}
	return d
}

func keyName(x *x509.Certificate) string {
	switch k := x.PublicKey.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA %d", k.N.BitLen())
	case *ecdsa.PublicKey:
		return k.Params().Name
	}
	return x.PublicKeyAlgorithm.String()
}

// keyUsages are those that tell a certificate's use, in the standard's words (RFC
// 5280 §4.2.1.3).
var keyUsages = []struct {
	bit  x509.KeyUsage
	name string
}{
	{x509.KeyUsageDigitalSignature, "digitalSignature"},
	{x509.KeyUsageContentCommitment, "nonRepudiation"},
	{x509.KeyUsageKeyEncipherment, "keyEncipherment"},
	{x509.KeyUsageKeyAgreement, "keyAgreement"},
	{x509.KeyUsageCertSign, "keyCertSign"},
}

func usages(x *x509.Certificate) (list []string) {
	for _, u := range keyUsages {
		if x.KeyUsage&u.bit != 0 {
			list = append(list, u.name)
		}
	}
	for _, u := range x.ExtKeyUsage {
		if u == x509.ExtKeyUsageClientAuth {
			list = append(list, "clientAuth")
		}
	}
	return list
}

func hexOf(b ...byte) string { return strings.ToUpper(hex.EncodeToString(b)) }
