package cryptoki

import (
	"encoding/binary"
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"
)

const pointer = int(unsafe.Sizeof(uintptr(0)))

// call calls a function of the list. An argument is a number (uint) or memory
// ([]byte), which stays where it is until the call has ended.
func (m *Module) call(function int, args ...any) error {
	var pins runtime.Pinner
	defer pins.Unpin()
	raw := make([]uintptr, len(args))
	for i, arg := range args {
		switch a := arg.(type) {
		case uint:
			raw[i] = uintptr(a)
		case []byte:
			raw[i] = pinned(&pins, a)
		}
	}
	code, _, _ := purego.SyscallN(m.list[function], raw...)
	if ulongSize == 4 {
		code &= 0xFFFFFFFF
	}
	if code != 0 {
		return Code(code)
	}
	return nil
}

// pinned gives where b lies, 0 for nothing, and keeps it there.
func pinned(pins *runtime.Pinner, b []byte) uintptr {
	if len(b) == 0 {
		return 0
	}
	pins.Pin(&b[0])
	return uintptr(unsafe.Pointer(&b[0])) // #nosec G103 -- pinned; C has no other way
}

// ulong is a CK_ULONG in memory.
func ulong(n uint) []byte {
	if ulongSize == 4 {
		return binary.LittleEndian.AppendUint32(nil, uint32(n))
	}
	return binary.LittleEndian.AppendUint64(nil, uint64(n))
}

// number reads a CK_ULONG.
func number(b []byte) uint {
	if ulongSize == 4 {
		return uint(binary.LittleEndian.Uint32(b))
	}
	return uint(binary.LittleEndian.Uint64(b))
}

// attribute is a CK_ATTRIBUTE.
type attribute struct {
	kind  uint
	value []byte
}

// template writes attributes as they lie in memory, one after the other: type,
// address, length. Their values are pinned until done is called.
func template(list ...attribute) (b []byte, done func()) {
	pins := &runtime.Pinner{}
	for _, a := range list {
		b = append(b, ulong(a.kind)...)
		b = append(b, place(pinned(pins, a.value))...)
		b = append(b, ulong(uint(len(a.value)))...)
	}
	return b, pins.Unpin
}

func place(p uintptr) []byte {
	if pointer == 4 {
		return binary.LittleEndian.AppendUint32(nil, uint32(p))
	}
	return binary.LittleEndian.AppendUint64(nil, uint64(p))
}
