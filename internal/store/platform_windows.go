package store

import (
	"errors"
	"io/fs"
	"syscall"
)

// safeOpen adds nothing: making symbolic links needs a privilege on Windows.
const safeOpen = 0

// private leaves it to the access list of the user's own profile directory.
func private(fs.FileInfo) error { return nil }

// Windows' ways of saying that the disk is full (winerror.h).
const (
	errorHandleDiskFull syscall.Errno = 39
	errorDiskFull       syscall.Errno = 112
)

func diskFull(err error) bool {
	return errors.Is(err, errorDiskFull) || errors.Is(err, errorHandleDiskFull)
}

// syncDir does nothing: NTFS journals names, and directories cannot be flushed.
func syncDir(string) error { return nil }
