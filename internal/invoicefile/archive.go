package invoicefile

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Bounds of a ZIP. They hold for what its directory states, and archive/zip gives no
// more of a file than is stated there.
const (
	maxZIPFiles   = 1_000    // the XML among them
	maxDirectory  = 1 << 20  // bytes of the ZIP's own list
	maxAttachment = 10 << 20 // bytes of one
	maxRatio      = 200      // inflated to packed, of what is larger than freeSize
	freeSize      = 1 << 20
	digestPart    = 8 << 20
	maxZIPFaults  = 20 // that are told; the others are counted
)

const (
	zipStart   = "PK\x03\x04"
	zipEnd     = "PK\x05\x06"
	zipEndSize = 22
	encrypted  = 1 // bit of zip.FileHeader.Flags
)

// Attachment is a file that comes with a bill.
type Attachment struct {
	Name   string
	Kind   string // pdf, jpg or png, by its content
	Size   int64  // bytes
	Digest string // SHA-256, hex

	file  *zip.File
	fault string // code; "": it is fit
	named bool   // by a bill
}

// archive is a ZIP.
type archive struct {
	at          *placed
	size        int64
	xml         *zip.File // nil: it is not known which, or must not be read
	attachments map[string]*Attachment
	faults      []zipFault
	lost        int   // faults beyond maxZIPFaults
	explodes    bool  // something in it must not be inflated
	attached    int64 // bytes of what the bills read so far name, once for each that does
	damaged     bool  // the XML's text
}

// zipFault is something wrong with a ZIP as a whole.
type zipFault struct {
	code   string
	params []string
}

func (a *archive) fault(code string, params ...string) {
	a.explodes = a.explodes || code == CodeZIPLarge
	if len(a.faults) >= maxZIPFaults {
		a.lost++
		return
	}
	a.faults = append(a.faults, zipFault{code, params})
}

// openArchive reads the directory of a ZIP. An error is one of reading.
func openArchive(in io.ReadSeeker, l Limits) (*archive, error) {
	size, err := in.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	a := &archive{at: &placed{in: in, pos: size}, size: size, attachments: map[string]*Attachment{}}
	if size > l.Bytes {
		a.fault(CodeFileLarge, "limit", strconv.FormatInt(l.Bytes>>20, 10))
		return a, nil
	}
	if !a.bounded() {
		return a, a.at.failed
	}
	r, err := zip.NewReader(a.at, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		a.fault(CodeZIPForm)
		return a, a.at.failed
	}
	a.sort(r.File, l)
	return a, nil
}

// bounded looks at the end of the directory before it is read: it must be short, lie
// just before its end, and the ZIP be one of the plain kind. Otherwise a list of
// millions could be hidden in 200 MB.
func (a *archive) bounded() bool {
	end := make([]byte, zipEndSize)
	if _, err := a.at.ReadAt(end, max(a.size-zipEndSize, 0)); err != nil || string(end[:4]) != zipEnd {
		a.fault(CodeZIPForm)
		return false
	}
	count := int(binary.LittleEndian.Uint16(end[10:]))
	length, from := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
	switch {
	case count > maxZIPFiles || length > maxDirectory:
		a.fault(CodeZIPMany, "limit", strconv.Itoa(maxZIPFiles))
	case from+length != a.size-zipEndSize:
		a.fault(CodeZIPForm)
	default:
		return true
	}
	return false
}

// sort takes the files of a ZIP apart: the XML, the attachments, and what must not be
// there.
func (a *archive) sort(files []*zip.File, l Limits) {
	if kind := otherZIP(files); kind != "" {
		a.fault(CodeFileKind, "kind", kind)
		return
	}
	sum, seen, texts := uint64(0), map[string]bool{}, 0
	for _, f := range files {
		name := nameOf(f)
		kind := strings.ToLower(path.Ext(name))
		sum += f.UncompressedSize64
		switch lower := strings.ToLower(name); {
		case !named(name, kind):
			a.fault(CodeZIPName, "name", shortened(name))
			continue
		case seen[lower]:
			a.fault(CodeZIPTwice, "name", name)
			continue
		default:
			seen[lower] = true
		}
		switch {
		case f.Flags&encrypted != 0 || f.Method != zip.Store && f.Method != zip.Deflate || !f.Mode().IsRegular():
			a.fault(CodeZIPForm)
		case bomb(f), sum > uint64(2*l.Bytes): //nolint:gosec // a limit is positive
			a.fault(CodeZIPLarge, "name", name)
		case kind == ".xml":
			texts++
			a.xml = f
		default:
			a.attachments[name] = &Attachment{Name: name, Kind: kind[1:], Size: int64(f.UncompressedSize64), file: f} //nolint:gosec // bounded by sum
		}
	}
	if texts != 1 && len(a.faults) == 0 {
		a.fault(CodeZIPOne, "count", strconv.Itoa(texts))
	}
	if len(a.faults) > 0 && (texts != 1 || a.explodes) {
		a.xml, a.attachments = nil, map[string]*Attachment{}
	}
}

// nameOf is a file's name as it was meant. ZIP has two forms of text: UTF-8, which some
// programs write without saying so, and the one of the first PCs, in which Windows
// still writes å, ä and ö. A name that was meant otherwise is none that a bill has.
func nameOf(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		if meant, err := charmap.CodePage437.NewDecoder().String(name); err == nil {
			name = meant
		}
	}
	return norm.NFC.String(name)
}

// bomb tells whether a file would be inflated far beyond what bills and pictures are.
func bomb(f *zip.File) bool {
	return f.UncompressedSize64 > freeSize && f.UncompressedSize64/maxRatio > f.CompressedSize64
}

// named tells whether a name may stand in a ZIP: as an attachment's in the XML, or for
// the XML itself.
func named(name, kind string) bool {
	return isFileName(name) || kind == ".xml" && isFileName(name[:len(name)-len(kind)]+".pdf")
}

// shortened is a name that may be anything, for a finding.
func shortened(name string) string {
	runes := []rune(strings.ToValidUTF8(name, "?"))
	return string(runes[:min(len(runes), 100)])
}

// examine reads every attachment.
func (a *archive) examine(ctx context.Context) error {
	for _, x := range a.attachments {
		if err := ctx.Err(); err != nil {
			return err
		}
		if x.Size > maxAttachment {
			x.fault = CodeAttachmentLarge
			continue
		}
		raw, err := a.inflate(x)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		x.Digest = hex.EncodeToString(sum[:])
		if x.fault == "" && !isOf(raw, x.Kind) {
			x.fault = CodeAttachmentType
		}
	}
	return nil
}

// inflate reads an attachment. One that is damaged gets that fault; an error is one of
// reading.
func (a *archive) inflate(x *Attachment) ([]byte, error) {
	in, err := x.file.Open()
	if err == nil {
		defer func() { _ = in.Close() }() // it was only read
		var raw bytes.Buffer
		if _, err = io.Copy(&raw, io.LimitReader(in, maxAttachment+1)); err == nil && int64(raw.Len()) == x.Size {
			return raw.Bytes(), nil
		}
	}
	x.fault = CodeAttachmentDamaged
	return nil, a.at.failed
}

// isOf tells whether a file begins as its kind does.
func isOf(raw []byte, kind string) bool {
	start := map[string]string{"pdf": "%PDF-", "jpg": "\xff\xd8\xff", "png": "\x89PNG\r\n\x1a\n"}[kind]
	return start != "" && bytes.HasPrefix(raw, []byte(start))
}

// fit gives an attachment that nothing is wrong with.
func (a *archive) fit(name string) *Attachment {
	if x := a.attachments[name]; x != nil && x.fault == "" {
		return x
	}
	return nil
}

// ErrAttachment is returned by Content for a file that is no longer what was checked.
var ErrAttachment = errors.New("invoicefile: an attachment has changed")

// Content reads an attachment that Attachment has given.
func (f *File) Content(x *Attachment) ([]byte, error) {
	raw, err := f.archive.inflate(x)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != x.Digest {
		return nil, ErrAttachment
	}
	return raw, nil
}
