package sheet

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// encoding is a named way to write text as bytes. Users ask for it by the name.
type encoding struct {
	name   string
	decode func([]byte) (text string, ok bool)
}

var (
	utf8Text    = encoding{"UTF-8", func(b []byte) (string, bool) { return string(b), utf8.Valid(b) }}
	utf16Little = encoding{"UTF-16LE", func(b []byte) (string, bool) { return decode16(b, binary.LittleEndian) }}
	utf16Big    = encoding{"UTF-16BE", func(b []byte) (string, bool) { return decode16(b, binary.BigEndian) }}
	windows1252 = encoding{"Windows-1252", table(charmap.Windows1252)}
)

// encodings are those that may be declared. The last two are old Excel's "CSV
// (Macintosh)" and "CSV (MS-DOS)", which no file shows by itself.
var encodings = []encoding{utf8Text, utf16Little, utf16Big, windows1252, {"Macintosh", table(charmap.Macintosh)}, {"CP850", table(charmap.CodePage850)}}

// Encodings are the names of the encodings that a text file may be said to have.
func Encodings() []string {
	names := make([]string, len(encodings))
	for i, e := range encodings {
		names[i] = e.name
	}
	return names
}

// marks are the byte order marks, which decide.
var marks = []struct {
	mark []byte
	of   encoding
}{
	{[]byte("\xef\xbb\xbf"), utf8Text}, {[]byte("\xff\xfe"), utf16Little}, {[]byte("\xfe\xff"), utf16Big},
}

// decodeText makes text of bytes, by the encoding declared, by its mark, or by
// what the bytes can be. What could be two things is refused.
func decodeText(raw []byte, declared string) (text, name string, err error) {
	e, body := recognise(raw)
	if declared != "" {
		i := slices.IndexFunc(encodings, func(x encoding) bool { return strings.EqualFold(x.name, declared) })
		if i < 0 {
			return "", "", whole("kodningen är ingen av " + strings.Join(Encodings(), ", "))
		}
		if len(body) < len(raw) && e.name != encodings[i].name {
			return "", "", whole("filen säger själv att den är " + e.name)
		}
		e = encodings[i]
	}
	if e.decode == nil {
		return "", "", Faults{{Line: firstStrange(raw), Reason: "teckenkodningen går inte att känna igen: spara filen som ”CSV UTF-8” eller ange --encoding"}}
	}
	text, ok := e.decode(body)
	if !ok {
		return "", "", Faults{{Line: firstStrange(raw), Reason: "texten är inte " + e.name + ": spara filen som ”CSV UTF-8”"}}
	}
	if at := garbled(text); at >= 0 {
		return "", "", Faults{{Line: 1 + strings.Count(text[:at], "\n"), Reason: "å, ä eller ö är förstörda (filen har sparats om i fel teckenkodning): hämta den på nytt och spara den som ”CSV UTF-8”"}}
	}
	return text, e.name, nil
}

// recognise finds the encoding of a file and its bytes without the mark.
func recognise(raw []byte) (encoding, []byte) {
	for _, m := range marks {
		if body, ok := bytes.CutPrefix(raw, m.mark); ok {
			return m.of, body
		}
	}
	switch {
	case bytes.IndexByte(raw, 0) >= 0: // UTF-16 without a mark: half of its bytes are 0
		switch even, odd := zeros(raw); {
		case odd > len(raw)/4 && even == 0:
			return utf16Little, raw
		case even > len(raw)/4 && odd == 0:
			return utf16Big, raw
		}
		return encoding{}, raw
	case utf8.Valid(raw):
		return utf8Text, raw
	case isWindows1252(raw):
		return windows1252, raw
	}
	return encoding{}, raw
}

func zeros(raw []byte) (even, odd int) {
	for i, b := range raw {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	return even, odd
}

// isWindows1252 tells Swedish text of Windows from that of a Macintosh or of
// MS-DOS: those write å, ä and ö below 0xA0, where Windows has signs and some
// letters that hardly anybody uses without writing å, ä or ö too.
func isWindows1252(raw []byte) bool {
	swedish, low := false, false
	for _, b := range raw {
		switch {
		case b == 0x81 || b == 0x8d || b == 0x8f || b == 0x90 || b == 0x9d:
			return false // nothing in Windows-1252
		case b >= 0x80 && b < 0xa0:
			low = true
		case bytes.IndexByte([]byte("\xe5\xe4\xf6\xc5\xc4\xd6\xe9\xc9\xfc\xdc"), b) >= 0: // åäöÅÄÖéÉüÜ
			swedish = true
		}
	}
	return swedish || !low
}

func table(c *charmap.Charmap) func([]byte) (string, bool) {
	return func(b []byte) (string, bool) {
		text, err := c.NewDecoder().Bytes(b)
		return string(text), err == nil && !bytes.ContainsRune(text, utf8.RuneError)
	}
}

func decode16(b []byte, order binary.ByteOrder) (string, bool) {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	text := string(utf16.Decode(units))
	return text, len(b)%2 == 0 && !strings.ContainsRune(text, utf8.RuneError)
}

// garbled is where a text shows that it was read in a wrong encoding before it
// was saved: UTF-8 taken for Windows-1252, or letters that were lost; -1 if nowhere.
func garbled(text string) int {
	first := -1
	for _, s := range []string{"Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–", "Ã©", "\ufffd"} {
		if at := strings.Index(text, s); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

// firstStrange is the line where a file stops being UTF-8.
func firstStrange(raw []byte) int {
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 || r == 0 {
			return 1 + bytes.Count(raw[:i], []byte("\n"))
		}
		i += n
	}
	return 1
}
