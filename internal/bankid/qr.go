package bankid

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
)

// QR is the text of an order's QR code when that is some time old: a new one each
// whole second, counted from when the answer to /auth came. The app takes a code
// for some seconds only, so that a picture of one is of no use.
func (o Order) QR(age time.Duration) string {
	seconds := strconv.FormatInt(int64(max(age, 0)/time.Second), 10)
	m := hmac.New(sha256.New, []byte(o.QRStartSecret))
	m.Write([]byte(seconds))
	return "bankid." + o.QRStartToken + "." + seconds + "." + hex.EncodeToString(m.Sum(nil))
}
