package cng

import (
	"bytes"
	"errors"
	"unsafe"

	"golang.org/x/sys/windows"
)

// maxCertificate bounds what is copied out of the store, bytes.
const maxCertificate = 64 << 10

// List gives the certificates of the user's own store ("MY") whose keys CNG can use. It
// asks for no PIN.
func List() (list []Certificate, err error) {
	err = each("MY", func(c *windows.CertContext, der []byte) (bool, error) {
		key, err := acquire(c, windows.CRYPT_ACQUIRE_SILENT_FLAG)
		if err != nil {
			return true, nil // without its key it is of no use here
		}
		defer key.Close()
		list = append(list, Certificate{DER: bytes.Clone(der), Card: key.onCard()})
		return true, nil
	})
	return list, err
}

// Open finds the certificate in the store and gives its key. Windows asks for the PIN
// when it is used. ErrRemoved if it is not there any more.
func Open(der []byte) (key *Key, err error) {
	err = each("MY", func(c *windows.CertContext, found []byte) (bool, error) {
		if !bytes.Equal(der, found) {
			return true, nil
		}
		key, err = acquire(c, 0)
		return false, err
	})
	if err == nil && key == nil {
		err = ErrRemoved
	}
	return key, err
}

// Authorities gives the intermediate authorities that the system knows ("CA").
func Authorities() (list [][]byte, err error) {
	err = each("CA", func(_ *windows.CertContext, der []byte) (bool, error) {
		list = append(list, bytes.Clone(der))
		return len(list) < maxAuthorities, nil
	})
	return list, err
}

// maxAuthorities bounds how many there are, with those of other programs.
const maxAuthorities = 500

// each calls f with each certificate of a store of the user's until f says that it is
// enough.
func each(which string, f func(c *windows.CertContext, der []byte) (more bool, err error)) error {
	name, err := windows.UTF16PtrFromString(which)
	if err != nil {
		return err
	}
	store, err := windows.CertOpenStore(windows.CERT_STORE_PROV_SYSTEM_W, 0, 0,
		windows.CERT_SYSTEM_STORE_CURRENT_USER|windows.CERT_STORE_OPEN_EXISTING_FLAG|windows.CERT_STORE_READONLY_FLAG,
		uintptr(unsafe.Pointer(name))) // #nosec G103 -- as the call wants it
	if err != nil {
		return failed("CertOpenStore", err)
	}
	defer func() { _ = windows.CertCloseStore(store, 0) }() // it was only read
	var c *windows.CertContext
	for {
		c, err = windows.CertEnumCertificatesInStore(store, c) // frees the one before
		if c == nil {
			if err != nil && !errors.Is(err, windows.Errno(windows.CRYPT_E_NOT_FOUND)) {
				return failed("CertEnumCertificatesInStore", err)
			}
			return nil
		}
		if c.Length == 0 || c.Length > maxCertificate {
			continue
		}
		der := unsafe.Slice(c.EncodedCert, c.Length) // #nosec G103 -- the length that the system states, capped
		more, err := f(c, der)
		if err != nil || !more {
			_ = windows.CertFreeCertificateContext(c) // always succeeds, says its documentation
			return err
		}
	}
}

// acquire gives the key of a certificate, of CNG alone, after a look whether they
// belong together.
func acquire(c *windows.CertContext, flags uint32) (*Key, error) {
	var handle windows.Handle
	var spec uint32
	var free bool
	err := windows.CryptAcquireCertificatePrivateKey(c,
		flags|windows.CRYPT_ACQUIRE_ONLY_NCRYPT_KEY_FLAG|windows.CRYPT_ACQUIRE_COMPARE_KEY_FLAG, nil, &handle, &spec, &free)
	if err != nil {
		return nil, failed("CryptAcquireCertificatePrivateKey", err)
	}
	return &Key{handle: handle, free: free}, nil
}

// failed is an error of a call that tells it by the thread's last error.
func failed(op string, err error) error {
	var no windows.Errno
	if errors.As(err, &no) {
		return fault(op, uint32(no))
	}
	return err
}
