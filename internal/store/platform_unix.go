//go:build unix

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// safeOpen keeps an open from following a symbolic link and from waiting for
// the other end of a pipe.
const safeOpen = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// private demands that a file is ours and nobody else's to read or write.
func private(info fs.FileInfo) error {
	if info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("store: mode %v: %w", info.Mode().Perm(), fs.ErrPermission)
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != os.Geteuid() {
		return fmt.Errorf("store: owner %d: %w", st.Uid, fs.ErrPermission)
	}
	return nil
}

// diskFull tells that there is no room: disk, quota or a limit on file size.
// When the file cannot grow, bbolt gives only the error's text.
func diskFull(err error) bool {
	for _, no := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, no) || strings.HasSuffix(err.Error(), ": "+no.Error()) {
			return true
		}
	}
	return false
}

// syncDir makes a new name in a directory durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
