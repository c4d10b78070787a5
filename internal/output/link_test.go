package output

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestLinksAreOpenedWhereTheUserSits(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Log("the desktop's program is another")
		return
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\necho \"$1\" > \""+dir+"/got\"\n"), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	env := func(pairs ...string) func(string) string {
		return func(name string) string {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == name {
					return pairs[i+1]
				}
			}
			return ""
		}
	}
	if Opener(env()) != nil || Opener(env("DISPLAY", ":0", "SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")) != nil {
		t.Error("a link is opened where nobody sees it")
	}
	open := Opener(env("WAYLAND_DISPLAY", "wayland-0"))
	if open == nil {
		t.Fatal("not opened on a desktop")
	}
	if err := open("bankid:///?x=1"); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "got")); err != nil || string(got) != "bankid:///?x=1\n" {
		t.Errorf("%q %v", got, err)
	}
}
