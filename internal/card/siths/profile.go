package siths

import (
	"bytes"
	"crypto"
	"slices"
)

// Profile is how one kind of card wants to be asked, where the standard leaves
// it open. No current SITHS card's command set is published: a new kind is to
// be a new Profile, not new code.
type Profile struct {
	ATR     []byte    // of the cards meant; empty for all
	PadChar byte      // for PINs, when the card does not name it
	Raw     []byte    // algorithm references of raw RSA, in the order to try
	PKCS1   []byte    // the same of PKCS#1 v1.5 over a given DigestInfo
	Forms   []MSEForm // in the order to try; with TwoStep it is FormRef always
	// TwoStep says that the card may take the hash first and sign it in a second
	// command that carries nothing (IAS, the Thales kind).
	TwoStep bool
	// Elliptic are the algorithm references of ECDSA in two steps; 0 stands for the
	// one that goes with the hash.
	Elliptic []byte
}

// MSEForm is a form of MANAGE SECURITY ENVIRONMENT SET: how the key is named.
type MSEForm int

// The forms, by tag (ISO 7816-8 table 3).
const (
	FormFile       MSEForm = iota // 81 file identifier
	FormFileAndRef                // 81 file identifier, 84 key reference
	FormRef                       // 84 key reference
)

// standard fits SetCOS and MyEID cards, by experiment, what OpenSC does with older
// SITHS cards, and last the Thales kind as OpenSC's FinEID driver asks it.
var standard = Profile{
	Raw: []byte{0x00}, PKCS1: []byte{algDigestInfo},
	Forms:   []MSEForm{FormFile, FormFileAndRef, FormRef},
	TwoStep: true, Elliptic: []byte{0},
}

// idprimeProfile: IDPrime refuses raw RSA and knows two steps only (OpenSC).
var idprimeProfile = Profile{TwoStep: true, Elliptic: []byte{algECDSA256, 0}}

// Algorithm references in two steps: the hash in the high half, the padding in the
// low one.
const (
	algDigestInfo = 0x02 // PKCS#1 over a DigestInfo that is given whole
	algECDSA256   = 0x44
	algPKCS1      = 0x02
	algECDSA      = 0x04
	algPSS        = 0x05 // salt as long as the hash
)

var algHash = map[crypto.Hash]byte{crypto.SHA256: 0x40, crypto.SHA384: 0x50, crypto.SHA512: 0x60}

func (d *Driver) profile(atr []byte) Profile {
	i := slices.IndexFunc(d.config.Profiles, func(p Profile) bool { return len(p.ATR) == 0 || bytes.Equal(p.ATR, atr) })
	if i < 0 {
		return standard
	}
	return d.config.Profiles[i]
}

// method is a way of signing that worked.
type method struct {
	input input
	form  MSEForm
	alg   byte // 0 in two steps: by hash and padding
	pss   bool // the card itself pads PSS
}

// input is what a card wants to be given.
type input int

const (
	wholeBlock     input = iota // one step: the encoded message, for raw RSA
	digestInfoOnly              // one step: the DigestInfo
	hashFirst                   // two steps: the hash
	infoFirst                   // two steps: the DigestInfo
)

// methods lists all ways to try with a key: raw RSA first, because it can do every
// padding.
func (p Profile) methods(elliptic bool) (list []method) {
	if elliptic {
		for _, alg := range p.Elliptic {
			list = append(list, method{input: hashFirst, form: FormRef, alg: alg})
		}
		return list
	}
	for _, one := range []struct {
		input input
		algs  []byte
	}{{wholeBlock, p.Raw}, {digestInfoOnly, p.PKCS1}} {
		for _, alg := range one.algs {
			for _, form := range p.Forms {
				list = append(list, method{input: one.input, form: form, alg: alg})
			}
		}
	}
	if p.TwoStep {
		list = append(list, method{input: hashFirst, form: FormRef}, method{input: infoFirst, form: FormRef, alg: algDigestInfo})
	}
	return list
}

// kind tells cards apart by how they are to be asked: one answer to reset may
// stand for cards with other keys and other files.
func (c *commands) kind(i *Identity) string {
	kind := byte('R')
	if i.elliptic() {
		kind = 'E'
	}
	return string(append([]byte{kind}, c.transport.ATR()...))
}

func (d *Driver) method(kind string) (method, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, ok := d.methods[kind]
	return m, ok
}

func (d *Driver) setMethod(kind string, m method) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.methods[kind] = m
}
