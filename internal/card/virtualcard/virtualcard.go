// Package virtualcard is a smart card in software: a PKCS#15 card like a SITHS
// card, with the commands of older makers or of Thales, or an IDPrime card. Its
// PINs really block and its keys really sign. It serves the demo and the tests.
//
// It is reached in two ways: through a real PC/SC daemon with the vpcd driver
// (Insert, Pull), or inside the process (Connect). It holds its keys in plain
// memory and protects nothing: never put a real key in it.
package virtualcard

import (
	"crypto"
	"errors"
	"io"
	"sync"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/idprime"
)

// Answers to reset of real cards, by which readers choose a driver.
const (
	// ATRNIDEL is a Swedish national identity card, known to OpenSC.
	ATRNIDEL = "3B9F94801FC30068104405014649534531C807900018"
	// ATRSITHS is the older SITHS card "Telia EID IP5a" (OpenSC issue 726).
	ATRSITHS = "3B7D96000080318065B0A31101F383009000"
	// ATRThales is a reserve card of Region Stockholm, listed in 2023; which files
	// it has nobody has published.
	ATRThales = "3B7F96000080318065B0850400111202F0829000"
	// ATRIDPrime is an IDPrime 940, known to OpenSC.
	ATRIDPrime = "3B7F96000080318065B0855956FB120FFE829000"
)

// Key is one key pair on the card with its certificate in DER.
type Key struct {
	Label       string
	Private     crypto.Signer // *rsa.PrivateKey or *ecdsa.PrivateKey
	Certificate []byte
	// Signature puts the key under the signature PIN, which each signature
	// uses up (underskrift); other keys are under the first PIN (legitimering).
	Signature bool
}

// Spec is what a card is made from. Zero values mean: PIN 123456, signature PIN
// 654321, three tries, ATRSITHS, a fixed serial number.
type Spec struct {
	Keys    []Key
	Chain   [][]byte // CA certificates, DER, also on the card
	PIN     string
	SignPIN string
	Tries   int
	ATR     []byte
	Serial  []byte
	Trace   io.Writer // masked exchanges, may be nil
	Variant
}

// Variant are the ways in which cards of the same standard differ.
type Variant struct {
	MSE         MSEForm // how the signing key must be named
	NoRaw       bool    // only PKCS#1 v1.5 with a DigestInfo
	NoPKCS1     bool    // only raw RSA
	AlgRaw      byte    // algorithm reference of raw RSA
	AlgPKCS1    byte    // algorithm reference of PKCS#1, 0 means 02
	PINRef      byte    // of the first PIN, 0 means 01; the second is one more
	PadFF       bool    // PINs are padded with FF instead of 00
	NoPad       bool    // PINs are not padded
	NoPINPath   bool    // the AODF does not say where the PIN lives
	NoKeyRef    bool    // the PrKDF states no key reference
	NoCounter   bool    // asking for the PIN counter is refused with 6A86
	HiddenTries bool    // a wrong PIN is answered with 6300
	NoAID       bool    // the PKCS#15 AID cannot be selected; EF.DIR names the path
	ESIGN       bool    // only the ESIGN AID is known, there is no EF.DIR
	NoPath      bool    // SELECT knows no paths, only single file identifiers
	NoFCI       bool    // SELECT tells no file size
	Relative    bool    // paths in the directories begin at the application
	ExtraODF    bool    // more object types, and an SO-PIN in the AODF
	FillTo      int     // directories and certificates are filled to so many bytes
	FillFF      bool    // with FF instead of 00
	T1          bool    // protocol T=1: no 61xx, no 6Cxx
	// Thales gives a PKCS#15 card the commands of that maker: signatures in two
	// steps, tries by GET DATA, and the PIN forgotten at SELECT of the application.
	Thales  bool
	NoPSS   bool     // in two steps, PKCS#1 v1.5 alone
	IDPrime *IDPrime // an IDPrime card, with none of PKCS#15's files
	// Secure reads no file out without secure messaging, which the card does not
	// speak either.
	Secure bool
}

// MSEForm is the form of MANAGE SECURITY ENVIRONMENT that a card accepts.
type MSEForm int

// The forms, by the tags of the control reference template after the algorithm.
const (
	MSEAny        MSEForm = iota
	MSEFile               // 81 file
	MSEFileAndRef         // 81 file, 84 key reference
	MSERef                // 84 key reference
)

// Fault is what a Hook makes of a command.
type Fault struct {
	Answer []byte // sent instead of running the command, when not nil
	Drop   bool   // the card is pulled in the middle of the command
}

// Hook sees every command before the card does. It may block: that is delay. It
// must not call Pull; it returns Drop for that.
type Hook func(command []byte) Fault

// pin is one PIN with its counter.
type pin struct {
	value    string
	ref      byte
	max      int
	left     int
	verified bool
	once     bool // each signature needs it anew
}

// Card is one virtual card. Its PIN counters outlive pulling it.
type Card struct {
	spec  Spec
	files map[uint16]map[uint16][]byte // by directory file
	pins  []*pin
	trace apdu.Transport // through Spec.Trace to run

	mu         sync.Mutex
	hook       Hook
	counts     map[byte]int
	wrongPINs  int
	dir        uint16
	file       []byte
	pending    []byte // answer data kept for GET RESPONSE
	chain      []byte
	env        *environment
	hash       []byte // given to PERFORM SECURITY OPERATION for the next signature
	links      map[*Link]bool
	connection *vpcd // the last stay in a reader, which may be over
	insertion  sync.Mutex

	transaction chan struct{} // holds a token while a Link has one
}

// New makes a card that lies beside the reader.
func New(s Spec) (_ *Card, err error) {
	if len(s.Keys) == 0 {
		return nil, errors.New("virtualcard: no key")
	}
	s.setDefaults()
	c := &Card{spec: s, counts: map[byte]int{}, links: map[*Link]bool{}, transaction: make(chan struct{}, 1)}
	c.pins = []*pin{
		{value: s.PIN, ref: s.PINRef, max: s.Tries, left: s.Tries},
		{value: s.SignPIN, ref: s.signRef(), max: s.Tries, left: s.Tries, once: true},
	}
	if s.IDPrime != nil {
		c.files, err = idprimeFiles(s)
	} else {
		c.files = buildFiles(s)
	}
	if err != nil {
		return nil, err
	}
	c.trace = transport(c.run)
	if s.Trace != nil {
		c.trace = apdu.Trace(c.trace, s.Trace)
	}
	c.reset()
	return c, nil
}

func (s *Spec) setDefaults() {
	if s.PIN == "" {
		s.PIN = "123456"
	}
	if s.SignPIN == "" {
		s.SignPIN = "654321"
	}
	if s.Tries == 0 {
		s.Tries = 3
	}
	if s.ATR == nil {
		s.ATR = mustHex(s.atr())
	}
	if s.Serial == nil {
		s.Serial = mustHex("975226900001")
	}
	if s.PINRef == 0 {
		s.PINRef = 1
		if s.IDPrime != nil {
			s.PINRef = idprime.PINUser
		}
	}
	if s.AlgPKCS1 == 0 {
		s.AlgPKCS1 = 0x02
	}
}

func (s *Spec) atr() string {
	switch {
	case s.IDPrime != nil:
		return ATRIDPrime
	case s.Thales:
		return ATRThales
	}
	return ATRSITHS
}

// signRef is the reference of the signature PIN.
func (s *Spec) signRef() byte {
	if s.IDPrime != nil {
		return idprime.PINSignature
	}
	return s.PINRef + 1
}

// SetHook puts h before every command; nil takes it away.
func (c *Card) SetHook(h Hook) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hook = h
}

// Count is the number of commands seen with instruction ins.
func (c *Card) Count(ins byte) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counts[ins]
}

// WrongPINs is the number of VERIFY commands with a wrong PIN so far.
func (c *Card) WrongPINs() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.wrongPINs
}

// TriesLeft is the counter of the first PIN.
func (c *Card) TriesLeft() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pins[0].left
}

// Verified tells whether the first PIN is verified now.
func (c *Card) Verified() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pins[0].verified
}

// Take takes a try from the first PIN, as a card may do at a command that is no PIN.
func (c *Card) Take() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pins[0].left--
}

// Unblock gives the first PIN all its tries back, as an administrator would.
func (c *Card) Unblock() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pins[0].left = c.pins[0].max
}

// reset is what power-up and every reset do. Callers hold mu or own c.
func (c *Card) reset() {
	c.dir, c.file, c.pending, c.chain, c.env, c.hash = fidMF, nil, nil, nil, nil, nil
	c.logout()
}

func (c *Card) logout() {
	for _, p := range c.pins {
		p.verified = false
	}
}
