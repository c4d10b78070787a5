//go:build unix

package terminal

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// waiting reports whether there is more to read within d.
func waiting(f *os.File, d time.Duration) bool {
	end := time.Now().Add(d)
	for {
		fds := []unix.PollFd{{Fd: int32(f.Fd()), Events: unix.POLLIN}}
		n, err := unix.Poll(fds, int(max(time.Until(end), 0)/time.Millisecond))
		if err != unix.EINTR {
			return err == nil && n > 0 && fds[0].Revents&unix.POLLIN != 0
		}
	}
}

// Mend gives a terminal that a killed program has left in raw mode its ordinary
// settings. What was found is what is given back at the end, so that without it
// the terminal would stay unusable.
func Mend(f *os.File) {
	fd := int(f.Fd())
	t, err := unix.IoctlGetTermios(fd, getSettings)
	if err != nil || t.Lflag&(unix.ICANON|unix.ECHO) != 0 {
		return
	}
	t.Iflag |= unix.BRKINT | unix.ICRNL | unix.IXON
	t.Oflag |= unix.OPOST | unix.ONLCR
	t.Lflag |= unix.ISIG | unix.ICANON | unix.IEXTEN | unix.ECHO | unix.ECHOE | unix.ECHOK
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	_ = unix.IoctlSetTermios(fd, setSettings, t) // it stays as it was
}
