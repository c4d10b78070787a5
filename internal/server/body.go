package server

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"mime"
	"net/http"
	"strings"

	"example.org/tandtui/internal/api"
)

// readJSON reads a body of at most api.MaxBody bytes whose Content-Type is JSON.
func readJSON(r *http.Request) ([]byte, error) {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || mediaType != "application/json" {
		return nil, badRequest("server.body", errors.New("not application/json"))
	}
	body, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	if err != nil && !errors.As(err, &tooLarge) {
		return nil, badRequest("server.body", err) // cut short
	}
	return body, err
}

// digestName is the algorithm of Content-Digest that we use (RFC 9530).
const digestName = "sha-256"

// checkDigest compares the body with its Content-Digest.
func checkDigest(r *http.Request, body []byte) error {
	sum := sha256.New()
	sum.Write(body)
	_, err := fitsDigest(r, sum)
	return err
}

// fitsDigest compares the digest of a body with its Content-Digest: what arrived is
// what was sent, also through a proxy that changes things. It gives the digest, hex.
func fitsDigest(r *http.Request, of hash.Hash) (string, error) {
	sum := of.Sum(nil)
	want := ":" + base64.StdEncoding.EncodeToString(sum) + ":"
	for _, member := range strings.Split(r.Header.Get(api.DigestHeader), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(member), "=")
		if name == digestName {
			if value == want {
				return hex.EncodeToString(sum), nil
			}
			return "", badRequest("server.digest", errors.New("body does not fit its digest"))
		}
	}
	return "", badRequest("server.digest", errors.New("no sha-256 digest"))
}
