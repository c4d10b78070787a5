// Package qrread reads a QR code out of a terminal's cells with a decoder that
// knows nothing of ours, as a telephone does from the screen.
package qrread

import (
	"errors"
	"image"
	"image/color"
	"strconv"
	"strings"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// pixels is how many a module is wide.
const pixels = 4

// ErrNone is given for cells without a code that can be read.
var ErrNone = errors.New("qrread: no code")

// Decode gives the text of the code in a frame with its colours (SGR). Cells
// without a colour are as dark as a dark theme's.
func Decode(frame string) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture(frame))
	if err != nil {
		return "", ErrNone
	}
	got, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return "", ErrNone
	}
	return got.GetText(), nil
}

// picture draws the upper and lower half of every cell.
func picture(frame string) image.Image {
	lines := strings.Split(frame, "\n")
	width := 0
	rows := make([][][2]bool, len(lines))
	for i, l := range lines {
		rows[i] = cells(l)
		width = max(width, len(rows[i]))
	}
	img := image.NewGray(image.Rect(0, 0, width*pixels, 2*len(lines)*pixels))
	for y, row := range rows {
		for x, halves := range row {
			for h, light := range halves {
				if light {
					fill(img, x, 2*y+h)
				}
			}
		}
	}
	return img
}

func fill(img *image.Gray, x, y int) {
	for dy := range pixels {
		for dx := range pixels {
			img.SetGray(x*pixels+dx, y*pixels+dy, color.Gray{Y: 255})
		}
	}
}

// cells tells of each cell of a line whether its upper and lower half are light.
func cells(line string) (out [][2]bool) {
	var fg, bg bool
	for line != "" {
		if sgr, rest, found := strings.Cut(line, "m"); strings.HasPrefix(line, "\x1b[") && found {
			for _, p := range strings.Split(strings.TrimPrefix(sgr, "\x1b["), ";") {
				switch n, _ := strconv.Atoi(p); {
				case n == 0:
					fg, bg = false, false
				case n == 97:
					fg = true
				case n >= 30 && n <= 37, n == 39:
					fg = false
				case n == 107:
					bg = true
				case n >= 40 && n <= 47, n == 49:
					bg = false
				}
			}
			line = rest
			continue
		}
		r := []rune(line)[0]
		switch r {
		case '▀':
			out = append(out, [2]bool{fg, bg})
		default: // text, or a space
			out = append(out, [2]bool{bg, bg})
		}
		line = line[len(string(r)):]
	}
	return out
}
