package virtualcard

import (
	"net"

	"golang.org/x/sys/unix"
)

// quickAck asks for the next packet to be acknowledged at once. The kernel
// forgets it again, so it is set before every read. It only saves time: failing
// is no error.
func quickAck(conn net.Conn) {
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_QUICKACK, 1)
	})
}
