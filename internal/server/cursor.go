package server

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
)

// cursor is a position in a clinic's feed. The epoch ties it to one history:
// after an older database was put back, the same number means something else
// (etcd issue 20221 is the bug that this prevents).
type cursor struct {
	epoch  string
	clinic string
	seq    int64
}

const cursorVersion = "1"

// String is the opaque form given to clients.
func (c cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join([]string{cursorVersion, c.epoch, c.clinic, strconv.FormatInt(c.seq, 10)}, "\n")))
}

var errCursor = errors.New("not a cursor")

// parseCursor reads what String made.
func parseCursor(s string) (cursor, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil {
		return cursor{}, errCursor
	}
	parts := strings.Split(string(raw), "\n")
	if len(parts) != 4 || parts[0] != cursorVersion {
		return cursor{}, errCursor
	}
	seq, err := strconv.ParseInt(parts[3], 10, 64)
	if err != nil || seq < 0 {
		return cursor{}, errCursor
	}
	return cursor{epoch: parts[1], clinic: parts[2], seq: seq}, nil
}
