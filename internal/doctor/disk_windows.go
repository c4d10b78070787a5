package doctor

import (
	"errors"

	"golang.org/x/sys/windows"
)

// freeBytes is what the user may still write on a folder's disk.
func freeBytes(folder string) (int64, error) {
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, err
	}
	var free, total, all uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, &total, &all); err != nil {
		return 0, err
	}
	return int64(free), nil // #nosec G115 -- bytes of a disk fit
}

func isFull(err error) bool { return errors.Is(err, windows.ERROR_DISK_FULL) }
