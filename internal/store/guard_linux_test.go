package store

import (
	"os"
	"runtime"
	"syscall"
	"testing"

	"example.org/tandtui/internal/app"
)

// nobody is a user without rights, as whom root must try what root may always do.
const nobody = 65534

// asOrdinary runs f with the file rights of an ordinary user, also where the
// tests run as root; what f needs must be owned by giveAway's user.
func asOrdinary(t *testing.T, f func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		f()
		return
	}
	runtime.LockOSThread() // rights of files belong to the thread
	defer runtime.UnlockOSThread()
	must(t, syscall.Setfsuid(nobody))
	defer func() { must(t, syscall.Setfsuid(0)) }()
	f()
}

func giveAway(t *testing.T, path string) {
	t.Helper()
	if os.Geteuid() == 0 {
		must(t, os.Chown(path, nobody, nobody))
	}
}

func TestReadOnlyDirectory(t *testing.T) {
	parent, err := os.MkdirTemp("/tmp", "tandtui-store-") // a place whose parents an ordinary user may pass
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(parent) })
	must(t, os.Chmod(parent, 0o755))
	dir := parent + "/data"
	must(t, os.Mkdir(dir, 0o500))
	giveAway(t, dir)
	asOrdinary(t, func() {
		_, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
		wantCode(t, err, app.CodeStorePermission)
	})
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

// A file of somebody else is not opened, though it could be read and written: it may
// have been put there.
func TestAFileOfAnotherUserIsNotOpened(t *testing.T) {
	if os.Geteuid() != 0 {
		return // only root can give a file away
	}
	dir, path := filled(t, 1)
	giveAway(t, path)
	_, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
	wantCode(t, err, app.CodeStorePermission)
}

func TestReadOnlyFile(t *testing.T) {
	dir, path := filled(t, 1)
	must(t, os.Chmod(path, 0o400))
	giveAway(t, path)
	asOrdinary(t, func() {
		_, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
		wantCode(t, err, app.CodeStorePermission)
	})
}
