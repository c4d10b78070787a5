package store

import (
	"errors"
	"io/fs"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// errDamaged is the cause of every error that means the file is not what was written.
var errDamaged = errors.New("store: damaged")

// errClosed is the cause of using a store that was closed.
var errClosed = errors.New("store: closed")

// fault gives an error of the file system or of bbolt its kind and code. Errors
// that have them already are returned as they are.
func fault(op string, err error) error {
	var known *domain.Error
	kind, code := domain.Internal, app.CodeStoreFailed
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, berrors.ErrTimeout):
		kind, code = domain.Busy, app.CodeStoreInUse
	case errors.Is(err, errDamaged), errors.Is(err, berrors.ErrInvalid),
		errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		code = app.CodeStoreDamaged
	case errors.Is(err, errClosed):
		kind, code = domain.Unauthorized, app.CodeNotLoggedIn
	case diskFull(err):
		code = app.CodeStoreFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		code = app.CodeStorePermission
	}
	return &domain.Error{Kind: kind, Code: code, Op: op, Err: err}
}

// none makes the error for a record that does not exist.
func none(op, code string) error {
	return &domain.Error{Kind: domain.NotFound, Code: code, Op: op}
}
