package siths

import (
	"bytes"
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
	Forms   []MSEForm // in the order to try
}

// MSEForm is a form of MANAGE SECURITY ENVIRONMENT SET: how the key is named.
type MSEForm int

// The forms, by tag (ISO 7816-8 table 3).
const (
	FormFile       MSEForm = iota // 81 file identifier
	FormFileAndRef                // 81 file identifier, 84 key reference
	FormRef                       // 84 key reference
)

// standard fits SetCOS and MyEID cards, by experiment, and what OpenSC does
// with older SITHS cards.
var standard = Profile{
	Raw: []byte{0x00}, PKCS1: []byte{0x02},
	Forms: []MSEForm{FormFile, FormFileAndRef, FormRef},
}

func (d *Driver) profile(atr []byte) Profile {
	i := slices.IndexFunc(d.config.Profiles, func(p Profile) bool { return len(p.ATR) == 0 || bytes.Equal(p.ATR, atr) })
	if i < 0 {
		return standard
	}
	return d.config.Profiles[i]
}

// method is a way of signing that worked.
type method struct {
	form MSEForm
	alg  byte
	raw  bool
}

// methods lists all ways to try: raw RSA first, because it can do every padding.
func (p Profile) methods() []method {
	var list []method
	for _, kind := range []struct {
		raw  bool
		algs []byte
	}{{true, p.Raw}, {false, p.PKCS1}} {
		for _, alg := range kind.algs {
			for _, form := range p.Forms {
				list = append(list, method{form, alg, kind.raw})
			}
		}
	}
	return list
}

func (d *Driver) method(atr []byte) (method, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, ok := d.methods[string(atr)]
	return m, ok
}

func (d *Driver) setMethod(atr []byte, m method) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.methods[string(atr)] = m
}
