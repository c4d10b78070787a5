package secret

import (
	"reflect"
	"unsafe"
)

// Wipe overwrites with zeros every number and every byte that can be reached
// from v, a pointer, an interface or a slice, through fields that are not
// exported too: the key schedule of a cipher, the block buffer of a hash. v is
// of no use afterwards. Strings, maps, channels and functions are left alone.
//
// That it reaches what the standard library keeps today is tested on the
// memory of a process: another version of Go may need more here.
func Wipe(v any) { wipe(reflect.ValueOf(v), map[unsafe.Pointer]bool{}) }

// wipe follows pointers, each once.
func wipe(v reflect.Value, seen map[unsafe.Pointer]bool) {
	switch v.Kind() {
	case reflect.Interface:
		wipe(v.Elem(), seen)
	case reflect.Pointer:
		if v.IsNil() || seen[v.UnsafePointer()] {
			return
		}
		seen[v.UnsafePointer()] = true
		if t := v.Type().Elem(); plain(t) {
			clear(unsafe.Slice((*byte)(v.UnsafePointer()), t.Size())) //nolint:gosec // a whole value of numbers
			return
		}
		wipe(v.Elem(), seen)
	case reflect.Slice:
		if v.Cap() > 0 && plain(v.Type().Elem()) {
			clear(unsafe.Slice((*byte)(v.UnsafePointer()), uintptr(v.Cap())*v.Type().Elem().Size())) //nolint:gosec // all that the slice has room for
		}
	case reflect.Struct:
		for i := range v.NumField() {
			wipePart(v.Field(i), seen)
		}
	case reflect.Array:
		for i := range v.Len() {
			wipePart(v.Index(i), seen)
		}
	}
}

// wipePart wipes a part of something larger: itself where it holds numbers only.
func wipePart(v reflect.Value, seen map[unsafe.Pointer]bool) {
	if v.CanAddr() && plain(v.Type()) {
		clear(unsafe.Slice((*byte)(unsafe.Pointer(v.UnsafeAddr())), v.Type().Size())) //nolint:gosec // a whole value of numbers
		return
	}
	wipe(v, seen)
}

// plain tells whether all of a type is numbers, so that its memory may be zero.
func plain(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Array:
		return plain(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if !plain(t.Field(i).Type) {
				return false
			}
		}
		return true
	}
	return t.Kind() >= reflect.Bool && t.Kind() <= reflect.Complex128
}
