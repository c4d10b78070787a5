package cng

import (
	"context"
	"runtime"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	ncrypt      = windows.NewLazySystemDLL("ncrypt.dll")
	signHash    = ncrypt.NewProc("NCryptSignHash")
	getProperty = ncrypt.NewProc("NCryptGetProperty")
	freeObject  = ncrypt.NewProc("NCryptFreeObject")
)

// Key is a private key that Windows keeps.
type Key struct {
	mu     sync.Mutex // a handle is for one thread at a time
	handle windows.Handle
	free   bool // whether the handle is ours
	closed bool
}

// maxSignature is more than any key signs: RSA of 8192 bits.
const maxSignature = 1024

// Flags of NCryptSignHash (bcrypt.h).
const (
	padPKCS1 = 0x2
	padPSS   = 0x8
)

// pkcs1Info and pssInfo are BCRYPT_PKCS1_PADDING_INFO and BCRYPT_PSS_PADDING_INFO.
type (
	pkcs1Info struct{ hash *uint16 }
	pssInfo   struct {
		hash *uint16
		salt uint32
	}
)

// Sign makes an unverified signature. Windows asks for the PIN where it wants it, for
// as long as the user takes; a ctx that has ended keeps it from being asked.
func (k *Key) Sign(ctx context.Context, j Job) ([]byte, error) {
	if err := j.check(); err != nil {
		return nil, err
	}
	name, err := windows.UTF16PtrFromString(hashes[j.Hash])
	if err != nil {
		return nil, err
	}
	var info unsafe.Pointer
	var flags uintptr
	switch j.Padding {
	case PKCS1:
		info, flags = unsafe.Pointer(&pkcs1Info{name}), padPKCS1 // #nosec G103 -- as the call wants it
	case PSS:
		info, flags = unsafe.Pointer(&pssInfo{name, uint32(j.Salt)}), padPSS // #nosec G103 G115 -- checked above
	case None:
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if k.closed {
		return nil, ErrRemoved
	}
	answer := make([]byte, maxSignature)
	var n uint32
	code, _, _ := signHash.Call(uintptr(k.handle), uintptr(info),
		uintptr(unsafe.Pointer(&j.Digest[0])), uintptr(len(j.Digest)), // #nosec G103 -- as the call wants it
		uintptr(unsafe.Pointer(&answer[0])), uintptr(len(answer)), uintptr(unsafe.Pointer(&n)), flags) // #nosec G103 -- as above
	runtime.KeepAlive(name)
	if err := fault("NCryptSignHash", uint32(code)); err != nil {
		return nil, err
	}
	if n > maxSignature {
		return nil, ErrUnsupported
	}
	return j.out(answer[:n])
}

// onCard tells whether the key lies on a card; false where its provider does not say.
func (k *Key) onCard() bool {
	provider, ok := property(k.handle, "Provider Handle")
	if !ok {
		return false
	}
	defer func() { _, _, _ = freeObject.Call(uintptr(provider)) }() // nothing to be done about it
	kind, ok := property(windows.Handle(uintptr(provider)), "Impl Type")
	return ok && onCard(uint32(kind)) // #nosec G115 -- a DWORD
}

// property reads a number or a handle.
func property(of windows.Handle, what string) (value uint64, ok bool) {
	name, err := windows.UTF16PtrFromString(what)
	if err != nil {
		return 0, false
	}
	var n uint32
	code, _, _ := getProperty.Call(uintptr(of), uintptr(unsafe.Pointer(name)), // #nosec G103 -- as the call wants it
		uintptr(unsafe.Pointer(&value)), unsafe.Sizeof(value), uintptr(unsafe.Pointer(&n)), 0) // #nosec G103 -- as above
	return value, code == 0
}

// Close lets go of the key, so that Windows may ask for its PIN anew.
func (k *Key) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return nil
	}
	k.closed = true
	if !k.free {
		return nil
	}
	code, _, _ := freeObject.Call(uintptr(k.handle))
	return fault("NCryptFreeObject", uint32(code))
}
