// Package phone plays the telephone of the demo: it reads the code that a login
// screen shows, as a BankID app does, and gives the person's code.
package phone

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"example.org/tandtui/internal/demo/manifest"
)

// patience bounds one request.
const patience = 10 * time.Second

const maxAnswer = 64 << 10

// Sign reads a code and signs for a person of the demo.
func Sign(ctx context.Context, at manifest.Phone, u manifest.User, code string) error {
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM([]byte(at.CA)) {
		return errors.New("phone: the demo's BankID has no certificate")
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: patience}
	var picked struct {
		Ref string `json:"orderRef"`
	}
	err := post(ctx, client, at.Scan, map[string]string{"qr": code, "personalNumber": u.Person, "name": u.Name}, &picked)
	if err != nil {
		return err
	}
	return post(ctx, client, at.Sign, map[string]string{"orderRef": picked.Ref}, &struct{}{})
}

func post(ctx context.Context, c *http.Client, url string, body, into any) (err error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := c.Do(r) // #nosec G704 -- the demo's own
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("phone: status %d", resp.StatusCode)
	}
	return json.NewDecoder(io.LimitReader(resp.Body, maxAnswer)).Decode(into)
}
