package text

import (
	"runtime"
	"strings"
	"testing"
)

// Each system's sentence names its own service, and none another's.
func TestS11CardServiceInTheSystemsOwnWords(t *testing.T) {
	own := map[string]string{"windows": "Smartkort", "linux": "pcscd", "freebsd": "pcscd", "darwin": "korttjänst"}
	for system, word := range own {
		s := NoCardService(system).String()
		if !strings.Contains(s, word) {
			t.Errorf("%s: %q does not name %s", system, s, word)
		}
		for _, foreign := range []string{"pcscd", "Smartkort", "services.msc"} {
			belongs := foreign == word || system == "windows" && foreign == "services.msc"
			if strings.Contains(s, foreign) != belongs {
				t.Errorf("%s: %q and %s", system, s, foreign)
			}
		}
	}
	if Error("card.no-service") != NoCardService(runtime.GOOS) {
		t.Error("the program does not use the words of the system it runs on")
	}
}
