package data

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// ErrRunning says that a server of this folder is running already.
var ErrRunning = errors.New("demon är redan igång i den mappen: gå till dess fönster, avsluta den först, eller välj en annan mapp med --dir")

// Lock reserves a folder for one server until the file is closed or the process
// ends, however it ends. The error is ErrRunning if another server has it.
func Lock(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600) // #nosec G304 -- in the demo's folder
	if err != nil {
		return nil, err
	}
	switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		return nil, errors.Join(ErrRunning, f.Close())
	case err != nil:
		return nil, errors.Join(fmt.Errorf("demo: lock: %w", err), f.Close())
	}
	return f, nil
}
