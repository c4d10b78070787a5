package draw

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Save writes DIR/NAME.svg and, through rsvg-convert (package librsvg2-bin),
// DIR/NAME.png.
func Save(dir, name, frame string, w, h int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var svg bytes.Buffer
	if err := SVG(&svg, frame, w, h); err != nil {
		return err
	}
	file := filepath.Join(dir, name+".svg")
	if err := os.WriteFile(file, svg.Bytes(), 0o644); err != nil {
		return err
	}
	convert := exec.Command("rsvg-convert", "--output", filepath.Join(dir, name+".png"), file)
	if out, err := convert.CombinedOutput(); err != nil {
		return fmt.Errorf("rsvg-convert %s: %w: %s", file, err, out)
	}
	return nil
}
