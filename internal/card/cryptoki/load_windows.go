package cryptoki

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
	"unsafe"

	"github.com/ebitengine/purego"
)

// How structures lie in memory here: packed, and CK_ULONG has four bytes.
const (
	ulongSize = 4
	listStart = 2
)

// functionList loads a library and gives where its list of functions lies.
func functionList(path string) (unsafe.Pointer, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, ErrMissing
	}
	library, err := syscall.LoadDLL(path)
	if err != nil {
		return nil, errors.Join(ErrNoLibrary, err)
	}
	get, err := library.FindProc("C_GetFunctionList")
	if err != nil {
		return nil, errors.Join(ErrNotCryptoki, err)
	}
	list := new(unsafe.Pointer)
	code, _, _ := purego.SyscallN(get.Addr(), uintptr(unsafe.Pointer(list))) // #nosec G103 -- C writes an address there
	if uint32(code) != 0 || *list == nil {
		return nil, ErrNotCryptoki
	}
	return *list, nil
}
