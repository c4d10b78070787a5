package terminal

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// Keys may come as the kitty protocol sends them (CSI code;modifiers u) or as
// xterm does with modifyOtherKeys (CSI 27;modifiers;code ~), when another program
// has left that switched on and the terminal does not let go of it (Reset).
// https://sw.kovidgoyal.net/kitty/keyboard-protocol

// The bits of modifiers, once 1 is taken away.
const (
	modShift = 1 << iota
	modAlt
	modCtrl
	modSuper
	modHyper
	modMeta
	modCaps
	modNum
)

const released = 3 // the kind of a key event that presses nothing

// appendKey appends a character or key as Bubble Tea knows it; nothing for a key
// that was let go, or that this program has no use for.
func appendKey(out, one []byte) []byte {
	if len(one) < 4 || one[0] != escape || one[1] != '[' {
		if len(one) == 3 && one[1] == '[' && one[0] == escape && bytes.IndexByte([]byte("PQS"), one[2]) >= 0 {
			return append(out, escape, 'O', one[2]) // F1, F2, F4
		}
		return append(out, one...)
	}
	final := one[len(one)-1]
	params, ok := numbers(one[2 : len(one)-1])
	if !ok {
		return append(out, one...)
	}
	mods := max(params.at(1, 0)-1, 0)
	switch {
	case final == 'u':
		if params.at(1, 1) == released {
			return out
		}
		return appendCode(out, params.at(0, 0), mods, params.at(0, 1), params.at(2, 0))
	case final == '~' && params.at(0, 0) == 27 && len(params) == 3:
		return appendCode(out, params.at(2, 0), mods, 0, 0)
	case len(params) < 2 || !bytes.ContainsRune([]byte("ABCDEFHPQRS~"), rune(final)):
		return append(out, one...)
	case params.at(1, 1) == released:
		return out
	}
	return appendNamed(out, params.at(0, 0), mods&^(modCaps|modNum), final)
}

// appendNamed appends a key that has a sequence of its own.
func appendNamed(out []byte, number, mods int, final byte) []byte {
	switch {
	case mods != 0:
		out = append(out, escape, '[')
		if number != 0 {
			out = strconv.AppendInt(out, int64(number), 10)
		}
		out = strconv.AppendInt(append(out, ';'), int64(mods+1), 10)
		return append(out, final)
	case final == '~':
		return append(strconv.AppendInt(append(out, escape, '['), int64(number), 10), final)
	case final >= 'P' && final <= 'S':
		return append(out, escape, 'O', final)
	}
	return append(out, escape, '[', final)
}

// appendCode appends a key that is named by a character. shifted is what it is
// with Shift, typed what it writes; 0 where the terminal does not tell.
func appendCode(out []byte, code, mods, shifted, typed int) []byte {
	if final, ok := keypadKeys[code]; ok {
		return appendNamed(out, final.number, mods&(modShift|modAlt|modCtrl), final.final)
	}
	if sign, ok := keypadSigns[code]; ok {
		code = int(sign)
	}
	if code >= 57344 && code <= 63743 || code > unicode.MaxRune { // lock and media keys, modifiers alone
		return out
	}
	if mods&modAlt != 0 {
		out = append(out, escape)
	}
	switch r := rune(code); {
	case r == '\t' && mods&modShift != 0:
		return append(out, "\x1b[Z"...)
	case r < ' ' || r == 0x7f:
		return append(out, byte(r))
	case mods&modCtrl != 0:
		return appendControl(out, r)
	case typed >= ' ':
		return utf8.AppendRune(out, rune(typed))
	case mods&modShift != 0 && shifted >= ' ':
		return utf8.AppendRune(out, rune(shifted))
	case mods&modShift != 0, mods&modCaps != 0 && unicode.IsLetter(r):
		return utf8.AppendRune(out, unicode.ToUpper(r))
	default:
		return utf8.AppendRune(out, r)
	}
}

// appendControl appends Ctrl with a character, where there is a control character.
func appendControl(out []byte, r rune) []byte {
	switch r = unicode.ToLower(r); {
	case r == ' ':
		return append(out, 0)
	case r >= '@' && r <= '~':
		return append(out, byte(r)&0x1f)
	}
	return out
}

// keypadSigns are the keypad's keys that write something.
var keypadSigns = map[int]byte{
	57399: '0', 57400: '1', 57401: '2', 57402: '3', 57403: '4', 57404: '5', 57405: '6', 57406: '7', 57407: '8', 57408: '9',
	57409: ',', 57410: '/', 57411: '*', 57412: '-', 57413: '+', 57414: '\r', 57415: '=', 57416: ',',
}

// keypadKeys are its keys that move, as the keys of the same name send them.
var keypadKeys = map[int]struct {
	number int
	final  byte
}{
	57417: {1, 'D'}, 57418: {1, 'C'}, 57419: {1, 'A'}, 57420: {1, 'B'}, 57421: {5, '~'}, 57422: {6, '~'},
	57423: {1, 'H'}, 57424: {1, 'F'}, 57425: {2, '~'}, 57426: {3, '~'},
}

// parameters are a control sequence's numbers: separated by semicolons, and within
// by colons.
type parameters [][]int

func (p parameters) at(i, j int) int {
	if i < len(p) && j < len(p[i]) {
		return p[i][j]
	}
	return 0
}

// numbers reads parameters; an empty one is 0. ok is false for any other text.
func numbers(b []byte) (p parameters, ok bool) {
	for group := range bytes.SplitSeq(b, []byte{';'}) {
		var list []int
		for text := range bytes.SplitSeq(group, []byte{':'}) {
			n := 0
			if len(text) > 0 {
				var err error
				if n, err = strconv.Atoi(string(text)); err != nil || n < 0 {
					return nil, false
				}
			}
			list = append(list, n)
		}
		p = append(p, list)
	}
	return p, true
}
