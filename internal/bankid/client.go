package bankid

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	patience  = 10 * time.Second // for an answer, with the handshake
	maxAnswer = 1 << 20          // a signature is some ten kilobytes
	maxHeader = 64 << 10
	idleTime  = 30 * time.Second // a connection kept longer may have been dropped by a firewall without a word
)

// mediaType is exactly what BankID takes: with a charset it answers 415.
const mediaType = "application/json"

// Config is the relying party's agreement with BankID.
type Config struct {
	URL         string          // base, up to the version: https://…/rp/v6.0
	Certificate tls.Certificate // of the relying party
	Roots       *x509.CertPool  // BankID's own authority; no public one
}

// Client talks to BankID. It never repeats a request: /auth makes a new order
// each time, and an end of /collect can be fetched once.
type Client struct {
	base string
	http *http.Client
}

// New makes a client; nothing is sent yet.
func New(c Config) (*Client, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" {
		return nil, errors.New("bankid: the address must be https://HOST/rp/v6.0")
	}
	if c.Roots == nil { // without this line Go would take the computer's own
		return nil, errors.New("bankid: no authority is given")
	}
	transport := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{c.Certificate}, RootCAs: c.Roots},
		TLSHandshakeTimeout: patience,
		IdleConnTimeout:     idleTime,
		DisableCompression:  true,

		MaxResponseHeaderBytes: maxHeader,
	}
	return &Client{base: strings.TrimSuffix(c.URL, "/"), http: &http.Client{
		Transport: transport, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Auth begins a login. After an error without an *Error nobody knows whether
// BankID has begun one; it ends by itself.
func (c *Client) Auth(ctx context.Context, l Login) (Order, error) {
	var o Order
	if err := c.post(ctx, "/auth", l.request(), &o); err != nil {
		return Order{}, err
	}
	if o.Ref == "" || o.AutoStartToken == "" || o.QRStartToken == "" || o.QRStartSecret == "" {
		return Order{}, errors.New("bankid: an order without its parts")
	}
	return o, nil
}

// Collect asks how far an order has come. BankID wants two seconds between two
// questions about the same order. An end can be collected once.
func (c *Client) Collect(ctx context.Context, ref string) (Collected, error) {
	var got Collected
	if err := c.post(ctx, "/collect", orderRef{ref}, &got); err != nil {
		return Collected{}, err
	}
	if got.Ref != ref {
		return Collected{}, errors.New("bankid: the answer is about another order")
	}
	switch got.Status {
	case Pending:
	case Complete:
		if got.Completion == nil || got.Completion.User.PersonalNumber == "" {
			return Collected{}, errors.New("bankid: complete, and does not say who it was")
		}
	default:
		got.Status = Failed
	}
	return got, nil
}

// Cancel ends an order that the user has given up.
func (c *Client) Cancel(ctx context.Context, ref string) error {
	return c.post(ctx, "/cancel", orderRef{ref}, &struct{}{})
}

type orderRef struct {
	Ref string `json:"orderRef"`
}

func (c *Client) post(ctx context.Context, path string, body, into any) (err error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	r.GetBody = nil // so that net/http cannot send it again either
	r.Header.Set("Content-Type", mediaType)
	r.Header.Set("Accept", mediaType)
	resp, err := c.http.Do(r) // #nosec G704 -- the operator's own setting
	if err != nil {
		return fmt.Errorf("bankid: no answer: %w", err)
	}
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return fmt.Errorf("bankid: the answer broke off: %w", err)
	case len(answer) > maxAnswer:
		return errors.New("bankid: the answer is too large")
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if resp.StatusCode != http.StatusOK {
		var no struct {
			Code string `json:"errorCode"`
		}
		if kind == mediaType {
			_ = json.Unmarshal(answer, &no) // a body that says nothing leaves the code unknown
		}
		return refusal(resp.StatusCode, no.Code)
	}
	if kind != mediaType || json.Unmarshal(answer, into) != nil { // json's own error may repeat a value
		return errors.New("bankid: the answer is not JSON")
	}
	return nil
}
