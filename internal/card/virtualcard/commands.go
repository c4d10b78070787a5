package virtualcard

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/idprime"
	"example.org/tandtui/internal/card/tlv"
)

// Status words that only a card gives.
const (
	swConditions apdu.Status = 0x6985
	swNoInfo     apdu.Status = 0x6300
)

// command is a parsed short command. le is −1 when none was given.
type command struct {
	cla, ins, p1, p2 byte
	data             []byte
	le               int
}

// parse reads the short forms only: a card with T=0 knows no other
// (ISO 7816-4 §5.1).
func parse(raw []byte) (c command, ok bool) {
	if len(raw) < 4 {
		return c, false
	}
	c = command{raw[0], raw[1], raw[2], raw[3], nil, -1}
	body := raw[4:]
	if len(body) > 1 {
		n := int(body[0])
		if n == 0 || len(body) < 1+n || len(body) > 2+n {
			return c, false
		}
		c.data, body = body[1:1+n], body[1+n:]
	}
	if len(body) == 1 {
		if c.le = int(body[0]); c.le == 0 {
			c.le = apdu.MaxLe
		}
	}
	return c, true
}

// transport makes a function an apdu.Transport.
type transport func([]byte) []byte

func (f transport) Transmit(_ context.Context, raw []byte) ([]byte, error) { return f(raw), nil }

// process answers one raw command; drop tells that the card was pulled instead.
func (c *Card) process(raw []byte) (answer []byte, drop bool) {
	c.mu.Lock()
	hook := c.hook
	c.mu.Unlock()
	if hook != nil {
		switch f := hook(bytes.Clone(raw)); {
		case f.Drop:
			return nil, true
		case f.Answer != nil:
			return f.Answer, false
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	answer, err := c.trace.Transmit(context.Background(), raw)
	return answer, err != nil
}

// run is the card's operating system. Callers hold mu.
func (c *Card) run(raw []byte) []byte {
	m, ok := parse(raw)
	if !ok {
		return status(apdu.WrongLength)
	}
	c.counts[m.ins]++
	if m.cla&0x10 != 0 { // command chaining
		c.chain = append(c.chain, m.data...)
		return status(apdu.OK)
	}
	if c.chain != nil {
		m.data, c.chain = append(c.chain, m.data...), nil
	}
	if m.cla != 0 {
		return status(apdu.UnknownCLA)
	}
	if m.ins == apdu.InsGetResponse {
		data := c.pending
		c.pending = nil
		return c.finish(m, data, apdu.OK)
	}
	c.pending = nil
	data, s := c.dispatch(m)
	return c.finish(m, data, s)
}

func status(s apdu.Status) []byte { return []byte{byte(s >> 8), byte(s)} }

// finish gives the answer as the protocol in use wants it (ISO 7816-3 §12.2).
func (c *Card) finish(m command, data []byte, s apdu.Status) []byte {
	if len(data) == 0 {
		return status(s)
	}
	t0 := !c.spec.T1
	switch {
	case m.le < 0 || t0 && len(m.data) > 0: // nothing may be sent now: 61xx
		c.pending = data
		return []byte{0x61, short(len(data))}
	case t0 && m.ins == apdu.InsReadBinary && m.le > len(data):
		return []byte{0x6C, short(len(data))}
	case len(data) > m.le:
		c.pending = data[m.le:]
		return append(bytes.Clone(data[:m.le]), 0x61, short(len(c.pending)))
	}
	return append(bytes.Clone(data), status(s)...)
}

// short writes a length in the second status byte; 00 is 256 or more.
func short(n int) byte {
	if n > 0xFF {
		return 0
	}
	return byte(n)
}

func (c *Card) dispatch(m command) ([]byte, apdu.Status) {
	switch m.ins {
	case apdu.InsSelect:
		return c.selectFile(m)
	case apdu.InsReadBinary:
		return c.readBinary(m)
	case apdu.InsVerify:
		return nil, c.verify(m)
	case apdu.InsChangeReference:
		return nil, c.changePIN(m)
	case apdu.InsMSE:
		if c.twoSteps() {
			return nil, c.setTwoSteps(m)
		}
		return nil, c.setEnvironment(m)
	case apdu.InsPSO:
		if c.twoSteps() {
			return c.signTwoSteps(m)
		}
		return c.sign(m)
	case apdu.InsGetData, apdu.InsGetDataField:
		return c.getData(m)
	case apdu.InsGetChallenge:
		if m.le < 0 {
			m.le = 8
		}
		b := make([]byte, m.le)
		_, err := rand.Read(b)
		if err != nil {
			return nil, swConditions
		}
		return b, apdu.OK
	}
	return nil, apdu.UnknownINS
}

func (c *Card) readBinary(m command) ([]byte, apdu.Status) {
	offset := int(m.p1)<<8 | int(m.p2)
	switch {
	case c.spec.Secure:
		return nil, apdu.SecurityStatus
	case c.file == nil:
		return nil, apdu.NoCurrentFile
	case offset >= len(c.file):
		return nil, apdu.WrongOffset
	case m.le < 0:
		return nil, apdu.WrongLength
	}
	return c.file[offset:min(len(c.file), offset+m.le)], apdu.OK
}

// selectFile is SELECT by AID, file identifier or path (ISO 7816-4 §11.2.2).
func (c *Card) selectFile(m command) ([]byte, apdu.Status) {
	from := c.dir
	switch m.p1 {
	case 0x04:
		return c.selectAID(m)
	case 0x00, 0x01, 0x02:
		if len(m.data) == 0 {
			m.data = []byte{0x3F, 0x00}
		}
		if c.spec.NoPath && len(m.data) != 2 {
			return nil, apdu.WrongData
		}
	case 0x08, 0x09:
		if c.spec.NoPath {
			return nil, apdu.WrongP1P2
		}
		if m.p1 == 0x08 {
			from = fidMF
		}
	default:
		return nil, apdu.WrongP1P2
	}
	if len(m.data)%2 != 0 || len(m.data) == 0 {
		return nil, apdu.WrongData
	}
	if c.spec.IDPrime != nil {
		return c.selectFID(m)
	}
	file, isDir := []byte(nil), true
	for p := m.data; len(p) > 0; p = p[2:] {
		fid := binary.BigEndian.Uint16(p)
		if fid == fidMF || fid == fidApp && (from == fidMF || from == fidApp) {
			from, file, isDir = fid, nil, true
			continue
		}
		f, ok := c.files[from][fid]
		if !ok || len(p) > 2 {
			return nil, apdu.FileNotFound
		}
		file, isDir = f, false
	}
	c.dir, c.file = from, file
	return c.fileInfo(m, len(file), isDir), apdu.OK
}

func (c *Card) selectAID(m command) ([]byte, apdu.Status) {
	known := aidPKCS15
	switch {
	case c.spec.IDPrime != nil:
		known = idprime.AID
	case c.spec.ESIGN:
		known = aidESIGN
	}
	if len(m.data) == 0 || !bytes.HasPrefix(known, m.data) || c.spec.NoAID {
		return nil, apdu.FileNotFound
	}
	c.dir, c.file = fidApp, nil
	if c.spec.Thales {
		c.logout()
	}
	return c.fileInfo(m, 0, true), apdu.OK
}

// fileInfo is the file control information that SELECT answers with.
func (c *Card) fileInfo(m command, size int, isDir bool) []byte {
	if c.spec.NoFCI || m.p2&0x0C == 0x0C {
		return nil
	}
	descriptor := byte(0x01) // transparent EF
	if isDir {
		descriptor = 0x38
	}
	tag := uint32(0x6F)
	if c.spec.Thales {
		tag = 0x62
	}
	return tlv.Encode(tag, tlv.Encode(0x81, binary.BigEndian.AppendUint16(nil, uint16(size))),
		tlv.Encode(0x82, []byte{descriptor}))
}
