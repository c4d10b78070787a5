//go:build linux || darwin

package cryptoki

import (
	"errors"
	"io/fs"
	"os"
	"unsafe"

	"github.com/ebitengine/purego"
)

// How structures lie in memory here.
const (
	ulongSize = pointer
	listStart = pointer
)

// functionList loads a library and gives where its list of functions lies.
func functionList(path string) (unsafe.Pointer, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, ErrMissing
	}
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, errors.Join(ErrNoLibrary, err)
	}
	get, err := purego.Dlsym(handle, "C_GetFunctionList")
	if err != nil {
		return nil, errors.Join(ErrNotCryptoki, err)
	}
	return ask(get)
}

func ask(get uintptr) (unsafe.Pointer, error) {
	list := new(unsafe.Pointer)
	code, _, _ := purego.SyscallN(get, uintptr(unsafe.Pointer(list))) // #nosec G103 -- C writes an address there
	if code != 0 || *list == nil {
		return nil, ErrNotCryptoki
	}
	return *list, nil
}
