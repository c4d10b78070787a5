package settings

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// trusted tells whether nobody but the computer's administrator, or the user, can have
// written a file: Windows lets everybody make a folder in ProgramData.
func trusted(path string) (bool, error) {
	me, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return false, err
	}
	for _, at := range []string{path, filepath.Dir(path)} {
		about, err := windows.GetNamedSecurityInfo(at, windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION)
		if err != nil {
			return false, err
		}
		owner, _, err := about.Owner()
		if err != nil {
			return false, err
		}
		if !owner.IsWellKnown(windows.WinBuiltinAdministratorsSid) && !owner.IsWellKnown(windows.WinLocalSystemSid) && !owner.Equals(me.User.Sid) {
			return false, nil
		}
	}
	return true, nil
}
