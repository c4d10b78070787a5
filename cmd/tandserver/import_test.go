package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/imports"
)

// An import that is broken off says how far it came, why, and what to do.
func TestBrokenImportsAreExplained(t *testing.T) {
	foreign := &domain.Error{Kind: domain.Conflict, Code: server.CodeRightOfAnother}
	if says := explain(foreign); !strings.Contains(says, "läs in filen igen") {
		t.Error(says)
	}
	busy := &imports.Interrupted{Done: 1000, Rows: 5000, Err: &domain.Error{Kind: domain.Busy, Code: "store.busy"}}
	if says := explain(busy); !strings.HasPrefix(says, "1 000 av 5 000 rader hann läsas in: läs in samma fil igen.\ndatabasen används av ett annat program") {
		t.Error(says)
	}
}

// made is a new database of a region.
func made(t *testing.T, region string) string {
	t.Helper()
	db := "sqlite:" + filepath.Join(t.TempDir(), "region.db")
	if code, _, errOut := capture("init", "--db", db, "--region", region); code != 0 {
		t.Fatal(errOut)
	}
	return db
}

// A stop in the middle is told as what it left, and is no success.
func TestAStoppedImportSaysWhatItLeft(t *testing.T) {
	part := stopped(&imports.Interrupted{Done: 1000, Rows: 5000, Err: context.Canceled})
	if says := explain(part); errors.Is(part, context.Canceled) || says != "1 000 av 5 000 rader hann läsas in: läs in samma fil igen.\navbrutet innan det var klart" {
		t.Error(says)
	}
	if err := stopped(context.Canceled); !errors.Is(err, errDeclined) {
		t.Error(err)
	}
}

// Ctrl+C at a question is an answer: nothing is done.
func TestAStopAtAQuestionIsANo(t *testing.T) {
	err := confirm(cli.Streams{In: iotest.ErrReader(context.Canceled), Out: io.Discard}, "Läsa in?", false, "--yes")
	if !errors.Is(err, errDeclined) {
		t.Error(err)
	}
}

// tlv is TLV's own workbook, as an office downloads it.
const tlv = "../../internal/server/imports/testdata/tlv-referenspriser-2026-01-01.xlsx"

// TLV's workbook is read as it is; a region with two lists says which it is for.
func TestTLVsWorkbookIsImported(t *testing.T) {
	db := made(t, "vgr")
	code, out, errOut := capture("import", "--db", db, "prices", tlv)
	if code != 0 || errOut != "" || !strings.Contains(out, "arbetsbok, bladet ”Sheet 1”. Rader: 200.") || !strings.Contains(out, "åtgärder: 393.") || !strings.HasSuffix(out, "Inläst.\n") {
		t.Errorf("%d %s %s", code, out, errOut)
	}
	db = made(t, "varmland")
	code, _, errOut = capture("import", "--db", db, "prices", tlv)
	if code != 1 || !strings.Contains(errOut, "ange --list forhojd eller --list allman") {
		t.Errorf("%d %s", code, errOut)
	}
	// The other list is not imported yet: S has none then, which is asked about.
	code, out, errOut = capture("import", "--db", db, "--list", "forhojd", "prices", tlv)
	if code != 1 || !strings.Contains(out, "För S-tandvård gäller ingen prislista idag") || !strings.Contains(errOut, "--yes") {
		t.Errorf("%d %s %s", code, out, errOut)
	}
	code, out, _ = capture("import", "--db", db, "--list", "forhojd", "--yes", "prices", tlv)
	if code != 0 || !strings.HasSuffix(out, "Inläst.\n") {
		t.Errorf("%d %s", code, out)
	}
}
