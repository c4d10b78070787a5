package remote

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"

	"github.com/go-resty/resty/v2"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
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
	sum := sha256.Sum256(cmd.Body)
	var connected atomic.Bool
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }}
	resp, err := c.send(httptrace.WithClientTrace(ctx, trace), patienceBig, http.MethodPut, api.PathCommand(cmd.Kind), func(r *resty.Request) {
		at(cmd.Clinic)(r)
		r.SetPathParam("id", cmd.ID).SetHeader("Content-Type", "application/json").
			SetHeader(api.DigestHeader, "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":").SetBody(cmd.Body)
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
	if receipt.Submission != cmd.ID || receipt.Digest != hex.EncodeToString(sum[:]) ||
		cmd.Target != 0 && receipt.About() != cmd.Target {
		return domain.Receipt{}, offline(errors.New("a receipt of something else"))
	}
	return receipt, nil
}
