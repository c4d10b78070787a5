package remote

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"testing"

	"example.org/tandtui/internal/app"
)

// refusing is a connection whose server refuses the card, and which is closed then.
type refusing struct{ net.Conn }

func (refusing) Read([]byte) (int, error) {
	return 0, &net.OpError{Op: "remote error", Err: tls.AlertError(48)}
}
func (refusing) Write([]byte) (int, error) { return 0, net.ErrClosed }

// S5: why the server refused the card is told also where writing fails first.
func TestS5RefusalOutlivesTheConnection(t *testing.T) {
	dial := rememberRefusal(func(context.Context, string, string) (net.Conn, error) { return refusing{}, nil })
	c, err := dial(t.Context(), "tcp", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(nil); !errors.Is(err, net.ErrClosed) {
		t.Errorf("before the refusal: %v", err)
	}
	if _, err := c.Read(nil); refusedCard(err) != app.CodeUnknownIssuer {
		t.Errorf("%v", err)
	}
	if _, err := c.Write(nil); refusedCard(err) != app.CodeUnknownIssuer {
		t.Errorf("after the refusal: %v", err)
	}
}
