package draw_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/test/draw"
)

func TestStylesAreKept(t *testing.T) {
	frame := "\x1b[1mFet\x1b[0m \x1b[7momvänd\x1b[27m \x1b[31mröd\x1b[39m \x1b[2msvag\x1b[0m\n\x1b[38;5;196;48;5;240mX\x1b[m<å>"
	cells := draw.Cells(frame, 30, 3)
	at := func(x int) draw.Style { return cells[0][x].Style }
	if !at(0).Bold || at(3).Bold || !at(4).Reverse || at(10).Reverse || at(11).Front != 1 || at(14).Front != -1 || !at(15).Faint {
		t.Errorf("%+v", cells[0])
	}
	if s := cells[1][0].Style; s.Front != 196 || s.Back != 240 {
		t.Errorf("%+v", s)
	}
	var svg bytes.Buffer
	if err := draw.SVG(&svg, frame, 30, 3); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`font-weight="bold">Fet<`, `>omvänd<`, `fill="#e06c75">röd<`, `fill-opacity="0.6">svag<`, "&lt;å&gt;", `fill="#ff0000"`, `fill="#585858"`} {
		if !strings.Contains(svg.String(), want) {
			t.Errorf("no %s in\n%s", want, svg.String())
		}
	}
	d := xml.NewDecoder(&svg)
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal("no XML:", err)
		}
	}
}

func TestStyleGoesOnOverTheEndOfALine(t *testing.T) {
	cells := draw.Cells("\x1b[32mett\ntvå", 3, 2)
	if cells[1][0].Style.Front != 2 {
		t.Error("capture-pane -e sets a style once for several lines")
	}
}

func TestCellsAreExactlyTheSize(t *testing.T) {
	for _, frame := range []string{"", "漢字漢", strings.Repeat("lång ", 50), strings.Repeat("\n", 50), "\x1b[3J\x1b]0;titel\x07a\u0301b"} {
		cells := draw.Cells(frame, 5, 4)
		if len(cells) != 4 {
			t.Fatalf("%q: %d lines", frame, len(cells))
		}
		for _, row := range cells {
			if len(row) != 5 {
				t.Errorf("%q: %d cells", frame, len(row))
			}
		}
	}
}

func TestSaveMakesBothPictures(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "screens")
	if err := draw.Save(dir, "prov", "\x1b[1m✗ Åtgärd\x1b[0m ┌─┐", 20, 2); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(dir, "prov.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if size := img.Bounds().Size(); size.X < 180 || size.Y != 56 {
		t.Error("size", size)
	}
}
