package output

import (
	"os/exec"
	"runtime"
)

// Opener gives what opens a link with the desktop's own program, nil where this is
// no desktop: over SSH the link would open on the wrong computer.
func Opener(getenv func(string) string) func(link string) error {
	if getenv("SSH_CONNECTION") != "" {
		return nil
	}
	var name string
	var args []string
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler"}
	case "darwin":
		name = "open"
	default:
		if getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" {
			return nil
		}
		name = "xdg-open"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return nil
	}
	return func(link string) error {
		return exec.Command(path, append(args, link)...).Run() // #nosec G204 -- the system's own program, a link of ours
	}
}
