package virtualcard

import (
	"bytes"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/idprime"
)

func (c *Card) pin(ref byte) *pin {
	for _, p := range c.pins {
		if p.ref == ref {
			return p
		}
	}
	return nil
}

// onCard is a PIN as it is sent: padded or not.
func (c *Card) onCard(value string) []byte {
	stored := storedPIN
	if c.spec.IDPrime != nil {
		stored = idprime.PINLength
	}
	if c.spec.NoPad {
		return []byte(value)
	}
	pad := []byte{0x00}
	if c.spec.PadFF {
		pad = []byte{0xFF}
	}
	return append([]byte(value), bytes.Repeat(pad, stored-len(value))...)
}

// verify is VERIFY (ISO 7816-4 §11.5.6); without data it asks for the counter.
func (c *Card) verify(m command) apdu.Status {
	p := c.pin(m.p2)
	switch {
	case p == nil:
		return apdu.ReferenceMissing
	case m.p1 == 0xFF && c.spec.IDPrime != nil:
		p.verified = false
		return apdu.OK
	case len(m.data) == 0 && c.spec.NoCounter:
		return apdu.WrongP1P2
	case p.left == 0:
		return apdu.Blocked
	case len(m.data) == 0 && p.verified:
		return apdu.OK
	case len(m.data) == 0:
		return tries(p.left)
	case c.wrongLength(m.data):
		return apdu.WrongLength
	case bytes.Equal(m.data, c.onCard(p.value)):
		p.left, p.verified = p.max, true
		return apdu.OK
	}
	return c.wrong(p)
}

// wrongLength tells whether an IDPrime card that wants PINs padded got another
// length, at which it may or may not take a try.
func (c *Card) wrongLength(data []byte) bool {
	return c.spec.IDPrime != nil && !c.spec.NoPad && len(data) != idprime.PINLength
}

func (c *Card) wrong(p *pin) apdu.Status {
	c.wrongPINs++
	p.verified = false
	p.left--
	switch {
	case c.spec.HiddenTries:
		return swNoInfo
	case p.left == 0:
		return apdu.Blocked
	}
	return tries(p.left)
}

func tries(n int) apdu.Status { return 0x63C0 | apdu.Status(n) }

// changePIN is CHANGE REFERENCE DATA: the old PIN, then the new one.
func (c *Card) changePIN(m command) apdu.Status {
	p := c.pin(m.p2)
	if p == nil {
		return apdu.ReferenceMissing
	}
	if p.left == 0 {
		return apdu.Blocked
	}
	old := c.onCard(p.value)
	if !bytes.HasPrefix(m.data, old) {
		return c.wrong(p)
	}
	value := bytes.TrimRight(m.data[len(old):], "\x00\xFF")
	if len(value) < minPIN || len(value) > maxPIN {
		return apdu.WrongData
	}
	p.value, p.left = string(value), p.max
	return apdu.OK
}
