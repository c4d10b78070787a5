package remote

import (
	"context"
	"net"
	"sync/atomic"

	"example.org/tandtui/internal/app"
)

// refusedConn is a connection that remembers that the server has refused the card.
// In TLS 1.3 that may come while the first request is being written: the write then
// fails because the connection was closed, and the reason must not be lost.
type refusedConn struct {
	net.Conn
	why atomic.Pointer[error]
}

func rememberRefusal(dial app.DialFunc) app.DialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &refusedConn{Conn: c}, nil
	}
}

func (c *refusedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if refusedCard(err) != "" {
		c.why.Store(&err)
	}
	return n, err
}

func (c *refusedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if why := c.why.Load(); err != nil && why != nil {
		err = *why
	}
	return n, err
}
