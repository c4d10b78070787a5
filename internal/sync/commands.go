package remote

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/go-resty/resty/v2"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
)

// errKind is in the error of a command that a newer program has queued: only that
// program can send it.
var errKind = fmt.Errorf("a kind of command that this program does not know: %w", app.ErrNotSent)

// Send sends a command's exact bytes. A definite refusal is a *app.RefusedError.
// Any other error leaves the outcome unknown, or says that the region does not
// let this user in. app.ErrNotSent is in the error of a try that had no
// connection to send on.
func (c *Client) Send(ctx context.Context, cmd domain.Command) (receipt domain.Receipt, err error) {
	if _, known := domain.CommandKinds[cmd.Kind]; !known {
		return receipt, &domain.Error{Kind: domain.Conflict, Code: app.CodeOldClient, Op: "sync.send", Err: errKind}
	}
	body, err := contentOf(cmd)
	if err != nil {
		return receipt, fmt.Errorf("%w: %w", app.ErrNotSent, err)
	}
	var connected atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }}
	resp, err := c.send(httptrace.WithClientTrace(ctx, trace), body.patience, http.MethodPut, api.PathCommand(cmd.Kind), func(r *resty.Request) {
		at(cmd.Clinic)(r)
		r.SetPathParam("id", cmd.ID).SetHeader("Content-Type", body.media).
			SetHeader(api.DigestHeader, "sha-256=:"+base64.StdEncoding.EncodeToString(body.sum)+":").SetBody(body.from)
		if cmd.File != nil { // a refusal comes before the file is sent
			r.SetQueryParam("mode", string(cmd.Mode)).SetHeader("Expect", "100-continue")
		}
	})
	switch {
	case err != nil && !connected.Load():
		return receipt, fmt.Errorf("%w: %w", app.ErrNotSent, err)
	case err != nil:
		return receipt, refusal(cmd, err)
	}
	if err = decode(resp, &receipt); err != nil {
		return domain.Receipt{}, err
	}
	if receipt.Submission != cmd.ID || receipt.Digest != hex.EncodeToString(body.sum) || cmd.File != nil && receipt.Upload == nil ||
		cmd.Target != 0 && receipt.About() != cmd.Target {
		return domain.Receipt{}, offline(errors.New("a receipt of something else"))
	}
	return receipt, nil
}

// content is what is sent of a command.
type content struct {
	from     any // []byte, or *stream
	sum      []byte
	media    string
	patience time.Duration
}

func contentOf(cmd domain.Command) (c content, err error) {
	if cmd.Kind != domain.CommandUpload {
		sum := sha256.Sum256(cmd.Body)
		return content{cmd.Body, sum[:], "application/json", patienceBig}, nil
	}
	c = content{media: "application/xml", patience: patienceFile + time.Duration(cmd.File.Size/fileRate)*time.Second}
	if c.sum, err = hex.DecodeString(cmd.File.Digest); err != nil {
		return c, &domain.Error{Kind: domain.Internal, Code: app.CodeStoreDamaged, Op: "sync.send", Err: errors.New("a file without a digest")}
	}
	in, err := cmd.File.Open()
	if err != nil {
		return c, err
	}
	c.from = &stream{in, *cmd.File}
	packed, err := invoicefile.IsZIP(in) // whatever it is called
	if packed {
		c.media = "application/zip"
	}
	if err != nil {
		err = errors.Join(err, in.Close())
	}
	return c, err
}

// stream is the body of a request that is not held in memory.
type stream struct {
	io.ReadCloser
	of domain.File
}

// lengthen tells a request whose body is a stream how long that is, and how it
// begins anew on another connection.
func lengthen(_ *resty.Client, r *http.Request) error {
	if s, ok := r.Body.(*stream); ok {
		r.ContentLength = s.of.Size
		r.GetBody = func() (io.ReadCloser, error) {
			in, err := s.of.Open()
			return &stream{in, s.of}, err
		}
	}
	return nil
}
