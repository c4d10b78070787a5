// Package memdir gives tests that write thousands of files a folder in memory.
// What they try does not depend on the disk, and waiting for it took most of their
// time.
package memdir

import "os"

// TB is what is needed of *testing.T and *rapid.T.
type TB interface {
	Helper()
	Cleanup(f func())
	Fatal(args ...any)
}

// New makes a folder in memory where the system has one, else among the temporary
// files. It is gone after the test.
func New(t TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "tandtui-test-")
	if err != nil {
		dir, err = os.MkdirTemp("", "tandtui-test-")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	})
	return dir
}
