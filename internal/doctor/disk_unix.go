//go:build unix

package doctor

import (
	"errors"

	"golang.org/x/sys/unix"
)

// freeBytes is what an ordinary user may still write on a folder's disk.
func freeBytes(folder string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0, err
	}
	//nolint:unconvert // other systems have other types
	return int64(s.Bavail) * int64(s.Bsize), nil // #nosec G115 -- bytes of a disk fit
}

func isFull(err error) bool { return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) }
