package contract

import (
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// proxy passes bytes on and cuts each connection after some of them, with a
// reset, wherever that is: in a handshake, in a request, after the server has
// committed and before its answer is through.
type proxy struct {
	listener net.Listener
	server   string
	random   *rand.Rand // used by the accepting goroutine only
	cuts     atomic.Int32
	running  sync.WaitGroup
}

func newProxy(t *testing.T, server string, seed uint64) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	p := &proxy{listener: l, server: server, random: rand.New(rand.NewPCG(seed, seed))}
	p.running.Go(p.accept)
	t.Cleanup(func() {
		_ = l.Close() // ends accept
		p.running.Wait()
	})
	return p
}

func (p *proxy) accept() {
	for {
		in, err := p.listener.Accept()
		if err != nil {
			return
		}
		// Most are cut within a few submissions, a few last for a whole page of changes.
		up, down := int64(p.random.IntN(30_000)), int64(p.random.IntN(15_000))
		if p.random.IntN(8) == 0 {
			up, down = up*50, down*50
		}
		out, err := net.Dial("tcp", p.server)
		if err != nil {
			cut(in)
			continue
		}
		var once sync.Once
		end := func() { once.Do(func() { cut(in); cut(out) }) }
		p.running.Go(func() { defer end(); p.pass(out, in, up) })
		p.running.Go(func() { defer end(); p.pass(in, out, down) })
	}
}

// pass copies up to n bytes; the connection ends with it.
func (p *proxy) pass(to io.Writer, from io.Reader, n int64) {
	if copied, err := io.CopyN(to, from, n); err == nil && copied == n {
		p.cuts.Add(1)
	}
}

func cut(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // reset: what is under way is lost
	}
	_ = c.Close() // may be closed by the other side
}
