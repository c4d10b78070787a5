package idprime

import "bytes"

// Generation is a kind of IDPrime card. They differ in how keys are named and in
// how a PIN is sent.
type Generation struct {
	Name string
	// The key of container n is Base + Step·n, where the card has no key map.
	Base, Step int
	// Padded says that PINs are filled up with zeros to PINLength bytes.
	Padded bool
	// Sure says that the generation is one that somebody has seen with this answer
	// to reset. Where it is not, nobody knows whether PINs are padded: a wrong guess
	// may cost a try (OpenSC issue 2202).
	Sure bool
	// KeyMap says that the key map tells the keys' names.
	KeyMap bool
}

// The length of a padded PIN, and what a PIN may be (OpenSC).
const (
	PINLength    = 16
	PINMinLength = 4
)

// Reference names the key of container n, false when there can be none.
func (g Generation) Reference(n int) (byte, bool) {
	r := g.Base + g.Step*n
	return byte(r), r <= 0xFF
}

// generations by the four bytes in their answer to reset that name the chip
// (OpenSC 0.24 and later).
var generations = []struct {
	chip string
	Generation
}{
	{"\x84\x41\x3D\xF6", Generation{Name: "3810", Base: 0x31, Step: 1}},
	{"\x84\x56\x51\x10", Generation{Name: "830", Base: 0x41, Step: 1}},
	{"\x84\x61\x60\xFB", Generation{Name: "930", Base: 0x11, Step: 2}},
	{"\x84\x65\x66\xFB", Generation{Name: "930+", Base: 0x10, Step: 2}},
	{"\x85\x03\x00\xEF", Generation{Name: "840", Base: 0xF7, Step: 1, Padded: true}},
	{"\x85\x59\x56\xFB", g940},
	{"\x85\x05\x00\x39", g940},
}

var (
	g940  = Generation{Name: "940", Base: 0x56, Step: 1, Padded: true, KeyMap: true}
	other = Generation{Name: "?", Base: 0x56, Step: 1, KeyMap: true}
)

// byRelease gives the generation by the operating system's release, for answers to
// reset that nobody has described (OpenSC 0.23).
var byRelease = map[byte]Generation{
	1: {Name: "OS 1", Base: 0x31, Step: 1},
	2: {Name: "OS 2", Base: 0x11, Step: 1},
	3: {Name: "OS 3", Base: 0xF7, Step: 1, Padded: true},
	4: {Name: "OS 4", Base: 0x56, Step: 1, Padded: true, KeyMap: true},
}

const (
	retail     = "\x12\x0F\xFE" // of cards sold to anybody; others have a country's number
	chipLength = 4
	osRelease  = 11 // in the answer to GET DATA 9F7F, with its tag and length
)

// issuer is the historical byte sequence before the chip's.
var issuer = []byte{0x80, 0x31, 0x80, 0x65, 0xB0}

// Of gives the generation of a card by its answer to reset and, where that is not
// in the table, by its production data (GET DATA 9F7F), which may be absent.
func Of(atr, cplc []byte) Generation {
	_, tail, found := bytes.Cut(atr, issuer)
	if found && len(tail) >= chipLength {
		chip, rest := tail[:chipLength], tail[chipLength:]
		for _, g := range generations {
			if g.chip == string(chip) {
				// 84… are known by their chip alone; of 85… a country may have
				// ordered its own kind with the same chip.
				g.Sure = chip[0] == 0x84 || bytes.HasPrefix(rest, []byte(retail))
				g.KeyMap = g.KeyMap || !g.Sure
				return g.Generation
			}
		}
		if chip[0] == 0x85 {
			return Generation{Name: "940?", Base: g940.Base, Step: 1, Padded: true, KeyMap: true}
		}
	}
	if release, ok := Release(cplc); ok {
		if g, ok := byRelease[release]; ok {
			return g
		}
	}
	return other
}

// Release reads the operating system's release out of production data.
func Release(cplc []byte) (byte, bool) {
	if len(cplc) <= osRelease {
		return 0, false
	}
	return cplc[osRelease], true
}
