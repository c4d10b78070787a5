package virtualcard

import (
	"bytes"
	"compress/zlib"
	"crypto/ecdsa"
	"crypto/rsa"
	"encoding/binary"
	"fmt"
	"unicode/utf16"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/tlv"
)

// IDPrime are the ways in which IDPrime cards differ. The zero value is a 940.
type IDPrime struct {
	OS       byte // release that the production data tell, 0 for 4
	Base     byte // key reference of container 0, 0 for 56
	Step     int  // to that of the next container, 0 for 1
	NoKeyMap bool // no file 0005
	NoMap    bool // the container map is empty
	Plain    bool // certificates are not compressed
	First    int  // container of the first key
}

func (p *IDPrime) keyRef(n int) byte {
	base, step := int(p.Base), p.Step
	if base == 0 {
		base = 0x56
	}
	if step == 0 {
		step = 1
	}
	return byte(base + step*(p.First+n))
}

// production is the answer to GET DATA 9F7F: made up, but for the release.
func (p *IDPrime) production() []byte {
	cplc := make([]byte, 42)
	if cplc[8] = p.OS; p.OS == 0 {
		cplc[8] = 4
	}
	return tlv.Encode(0x9F7F, cplc)
}

// idprimeFiles makes the files: index, container map, key map, and certificates
// from 0206 on.
func idprimeFiles(s Spec) (map[uint16]map[uint16][]byte, error) {
	const token = "SITHS-like test card"
	files := map[uint16][]byte{
		0x0201: append(bytes.Clone(s.Serial), make([]byte, 16-len(s.Serial))...),
		0x0202: make([]byte, 6),
		0x0203: append([]byte{1}, "mscp\x00\x00\x00\x00"...),
		0x0205: append([]byte{1, byte(len(token))}, token...),
	}
	var index index
	index.add(0x0201, "cardid", "", files)
	index.add(0x0202, "cardcf", "", files)
	index.add(0x0203, "cardapps", "", files)
	index.add(0x0205, "tinfo", "p11", files)
	containers, keys := make([]byte, 15*86), []byte(nil)
	for i, k := range s.Keys {
		n, fid := s.IDPrime.First+i, uint16(0x0206+i)
		certificate, err := s.IDPrime.certificate(k.Certificate)
		if err != nil {
			return nil, err
		}
		files[fid] = append(certificate, make([]byte, s.FillTo)...)
		name := "kxc"
		if k.Signature {
			name = "ksc"
		}
		index.add(fid, fmt.Sprintf("%s%02d", name, n), "mscp", files)
		if !s.IDPrime.NoMap {
			mapContainer(containers[n*86:], n, k)
		}
		keys = append(keys, keyRecord(s.IDPrime.keyRef(i), n, k.Signature)...)
	}
	files[0x0204] = containers
	index.add(0x0204, "cmapfile", "mscp", files)
	if !s.IDPrime.NoKeyMap {
		files[0x0005] = append(keys, make([]byte, 16)...)
	}
	files[0x0101] = index.bytes()
	return map[uint16]map[uint16][]byte{fidMF: {}, fidApp: files}, nil
}

func (p *IDPrime) certificate(der []byte) ([]byte, error) {
	if p.Plain {
		return bytes.Clone(der), nil
	}
	var out bytes.Buffer
	out.Write([]byte{1, 0, byte(len(der)), byte(len(der) >> 8)})
	z := zlib.NewWriter(&out)
	if _, err := z.Write(der); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// mapContainer writes a record of the container map.
func mapContainer(record []byte, n int, k Key) {
	for i, c := range utf16.Encode([]rune(fmt.Sprintf("tandtui-%08d", n))) {
		binary.LittleEndian.PutUint16(record[2*i:], c)
	}
	record[80] = 1
	if n == 0 {
		record[80] = 3 // the default one
	}
	at := 84 // exchange
	if k.Signature {
		at = 82
	}
	binary.LittleEndian.PutUint16(record[at:], uint16(keyBits(k)))
}

func keyBits(k Key) int {
	switch p := k.Private.Public().(type) {
	case *rsa.PublicKey:
		return p.N.BitLen()
	case *ecdsa.PublicKey:
		return p.Params().BitSize
	}
	return 0
}

func keyRecord(reference byte, container int, signature bool) []byte {
	r := []byte{1, reference, byte(container), 0, 0, 0, 0, 1}
	if signature {
		r[7] = 2
	}
	return r
}

// index is the file that names the others.
type index struct{ records []byte }

func (x *index) add(fid uint16, name, dir string, files map[uint16][]byte) {
	r := make([]byte, 21)
	binary.BigEndian.PutUint16(r, fid)
	binary.BigEndian.PutUint16(r[2:], uint16(len(files[fid])))
	copy(r[4:12], name)
	copy(r[12:20], dir)
	r[20] = 1
	x.records = append(x.records, r...)
}

func (x *index) bytes() []byte {
	return append(append([]byte{byte(len(x.records) / 21)}, x.records...), make([]byte, 42)...)
}

// selectFID is SELECT by file identifier: there are no directories.
func (c *Card) selectFID(m command) ([]byte, apdu.Status) {
	fid := binary.BigEndian.Uint16(m.data)
	f, ok := c.files[c.dir][fid]
	if !ok || len(m.data) != 2 {
		return nil, apdu.FileNotFound
	}
	c.file = f
	if c.spec.NoFCI || m.p2&0x0C == 0x0C {
		return nil, apdu.OK
	}
	return tlv.Encode(0x6F, tlv.Encode(0x81, binary.BigEndian.AppendUint16(nil, uint16(len(f)))),
		tlv.Encode(0x82, []byte{1}), tlv.Encode(0x83, m.data)), apdu.OK
}
