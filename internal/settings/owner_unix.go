//go:build unix

package settings

import (
	"os"
	"syscall"
)

// trusted tells whether nobody but the computer's administrator, or the user, can have
// written a file.
func trusted(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	return info.Mode().Perm()&0o002 == 0 && (!ok || st.Uid == 0 || int(st.Uid) == os.Geteuid()), nil
}
