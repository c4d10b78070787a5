package siths

import (
	"bytes"
	"context"

	"example.org/tandtui/internal/card/apdu"
	"example.org/tandtui/internal/card/pkcs15"
	"example.org/tandtui/internal/card/tlv"
)

// SELECT by what (ISO 7816-4 table 62).
const (
	byFileID  = 0x00
	byAID     = 0x04
	byPath    = 0x08 // from the master file
	chunk     = 0xE0 // bytes per READ BINARY; some readers fail near 256
	maxInfo   = 32   // elements of file control information
	tagFCI    = 0x6F
	tagFCP    = 0x62
	tagSize   = 0x80
	tagSizeEx = 0x81 // with structural information
)

var masterFile = []byte{0x3F, 0x00}

func (c *Card) selectBy(ctx context.Context, how byte, name []byte) ([]byte, error) {
	return c.send(ctx, apdu.Command{INS: apdu.InsSelect, P1: how, Data: name, Le: apdu.MaxLe})
}

func (c *Card) selectApplication(ctx context.Context) error {
	if len(c.app.AID) > 0 {
		_, err := c.selectBy(ctx, byAID, c.app.AID)
		return err
	}
	_, err := c.selectPath(ctx, c.app.Path)
	return err
}

// selectFile selects what a PKCS#15 path names: from the master file when it
// says so, else from the application.
func (c *Card) selectFile(ctx context.Context, file []byte) (info []byte, err error) {
	if bytes.HasPrefix(file, masterFile) {
		return c.selectPath(ctx, file)
	}
	if err := c.selectApplication(ctx); err != nil {
		return nil, err
	}
	return c.walk(ctx, file)
}

// selectPath selects an absolute path in one command, or in one per level on
// cards that know no paths.
func (c *Card) selectPath(ctx context.Context, path []byte) (info []byte, err error) {
	rest := bytes.TrimPrefix(path, masterFile)
	if len(rest) > 0 && !c.stepwise {
		info, err = c.selectBy(ctx, byPath, rest)
		if _, refused := status(err); !refused {
			return info, err
		}
	}
	if info, err = c.selectBy(ctx, byFileID, masterFile); err != nil || len(rest) == 0 {
		return info, err
	}
	if info, err = c.walk(ctx, rest); err == nil {
		c.stepwise = true
	}
	return info, err
}

func (c *Card) walk(ctx context.Context, path []byte) (info []byte, err error) {
	for ; len(path) > 1 && err == nil; path = path[2:] {
		info, err = c.selectBy(ctx, byFileID, path[:2])
	}
	return info, err
}

// fileSize reads the size out of file control information, −1 when not stated.
func fileSize(info []byte) int {
	e, _, err := tlv.Next(info)
	if err != nil || e.Tag != tagFCI && e.Tag != tagFCP {
		return -1
	}
	list, err := tlv.Children(e.Value, maxInfo)
	if err != nil {
		return -1
	}
	for _, f := range list {
		if (f.Tag == tagSize || f.Tag == tagSizeEx) && len(f.Value) >= 1 && len(f.Value) <= 3 {
			n := 0
			for _, b := range f.Value {
				n = n<<8 | int(b)
			}
			return n
		}
	}
	return -1
}

// readFile reads a file, or the part of it that p names, at most
// pkcs15.MaxFile bytes. It changes the selected file.
func (c *Card) readFile(ctx context.Context, p pkcs15.Path) ([]byte, error) {
	info, err := c.selectFile(ctx, p.File)
	if err != nil {
		return nil, err
	}
	end := pkcs15.MaxFile
	if size := fileSize(info); size > 0 { // some cards say 0 and mean unknown
		end = min(end, size)
	}
	if p.Length >= 0 {
		end = min(end, p.Offset+p.Length)
	}
	var out []byte
	for at := p.Offset; at < end; at = p.Offset + len(out) {
		want := min(chunk, end-at)
		part, err := c.send(ctx, apdu.Command{INS: apdu.InsReadBinary, P1: byte(at >> 8), P2: byte(at), Le: want})
		out = append(out, part...)
		switch s, refused := status(err); {
		case refused && (s == apdu.EndOfFile || s == apdu.WrongOffset && len(out) > 0):
			return out, nil
		case err != nil:
			return nil, err
		case len(part) != want: // shorter: the end; longer: not to be trusted
			return out, nil
		}
	}
	return out, nil
}
