//go:build !linux

package virtualcard

import "net"

// quickAck exists on Linux only; elsewhere commands are slower.
func quickAck(net.Conn) {}
