package text

import (
	"errors"
	"io/fs"
	"syscall"
)

// What `tandtui demo` says when a part does not start.
const (
	DemoNoProgram = "programmet tandserver kan inte startas. Lägg det i samma mapp som tandtui: make build gör båda"
	DemoEnded     = "programmet slutade med ett fel; demon är avslutad"
	DemoNoServer  = "demons server startade inte"
	DemoNoCards   = "demons kortläsartjänst startade inte. Den behöver paketen pcscd och vsmartcard-vpcd: make demo installerar dem"
)

// DemoNoFolder says why a folder cannot be the demo's.
func DemoNoFolder(dir string, err error) string {
	why := "kan inte användas"
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		why = "går inte att skriva i"
	case errors.Is(err, syscall.ENOSPC):
		return "disken är full: frigör plats, eller välj en mapp på en annan disk med --dir"
	}
	return "demons mapp " + Safe(dir) + " " + why + ". Välj en annan med --dir"
}

// DemoNoUser says whose cards there are.
func DemoNoUser(name, names string) string {
	return "ingen i demon heter " + Safe(name) + ". Skriv --user och ett av namnen " + Safe(names)
}
