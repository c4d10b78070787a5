package card

import (
	"os"
	"runtime"
)

// libraries are PKCS#11 libraries of makers whose cards SITHS cards are or were, where
// their own programs put them: Net iD, Thales, OpenSC. They are named to the user where a
// card is not known here, and loaded only if the settings name them (ADR 060).
var libraries = map[string][]string{
	"linux": {
		"/usr/lib/libiidp11.so",
		"/usr/lib64/libiidp11.so",
		"/usr/lib/libIDPrimePKCS11.so",
		"/usr/lib64/libIDPrimePKCS11.so",
		"/usr/lib/libeTPkcs11.so",
		"/usr/lib64/libeTPkcs11.so",
		"/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
		"/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
		"/usr/lib64/opensc-pkcs11.so",
	},
	"windows": {
		`C:\Windows\System32\iidp11.dll`,
		`C:\Program Files\SafeNet\Authentication\SAC\x64\IDPrimePKCS1164.dll`,
		`C:\Windows\System32\eTPKCS11.dll`,
		`C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll`,
	},
}

// installed gives the first of them that is on this computer, "" for none.
func installed() string {
	for _, path := range libraries[runtime.GOOS] {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
	}
	return ""
}
