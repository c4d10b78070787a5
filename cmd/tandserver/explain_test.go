package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
)

// S14: what can go wrong under the verbs is told in Swedish, with what to do.
func TestS14ErrorsAreExplained(t *testing.T) {
	failure := func(code string, cause error) error {
		return fmt.Errorf("sqlstore: open: %w", &domain.Error{Kind: domain.Internal, Code: code, Op: "sqlstore.x", Err: cause})
	}
	for says, err := range map[string]error{
		"disken är full: frigör plats":                             failure(sqlstore.CodeFull, errors.New("database or disk is full (13)")),
		"disken är full":                                           &fs.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC},
		"mappen /x finns inte":                                     fmt.Errorf("import: %w", &fs.PathError{Op: "open", Path: "/x/y.csv", Err: fs.ErrNotExist}),
		"får inte läsa eller skriva /x/y":                          &fs.PathError{Op: "open", Path: "/x/y", Err: syscall.EACCES},
		"får inte läsa eller skriva databasen":                     failure(sqlstore.CodeDenied, errors.New("attempt to write a readonly database (8)")),
		"filen är skadad och används inte":                         failure(sqlstore.CodeDamaged, errors.New("malformed (11)")),
		"används av ett annat program just nu: försök igen":        &domain.Error{Kind: domain.Busy, Code: "store.busy", Err: errors.New("database is locked (5)")},
		"en nyare tandserver":                                      failure(sqlstore.CodeNewer, nil),
		"vår referens 7: Fakturan är utbetald.":                    &desk.InvoiceError{OurRef: 7, Err: &domain.Error{Kind: domain.Conflict, Code: string(domain.WhyPaid)}},
		"Avsluta granskningen med tandserver review release.":      &desk.InvoiceError{OurRef: 7, Err: &domain.Error{Kind: domain.Conflict, Code: string(domain.WhyOnHold)}},
		"Läs in bankens svar med tandserver pay confirm":           &desk.InvoiceError{OurRef: 7, Err: &domain.Error{Kind: domain.Conflict, Code: string(domain.WhyInPayRun)}},
		"vår referens 7: Det finns ingen sådan faktura.":           &desk.InvoiceError{OurRef: 7, Err: &domain.Error{Kind: domain.NotFound, Code: "store.not-found"}},
		"vår referens 7: Fakturan har ändrats medan du tittade.":   &desk.InvoiceError{OurRef: 7, Err: &domain.Error{Kind: domain.Conflict, Code: desk.CodePayChanged}},
		"vår referens 7: dagen är ingen bankdag":                   &desk.InvoiceError{OurRef: 7, Err: &domain.Error{Kind: domain.Invalid, Code: desk.CodeDayClosed}},
		"något gick fel i databasen; det sista är inte gjort. Kör": failure("store.failed", errors.New("logic error (1)")),
		"mappen x kan inte användas":                               fmt.Errorf("mappen x kan inte användas (%w)", &fs.PathError{Op: "mkdir", Path: "x", Err: syscall.ENOTDIR}),
	} {
		got := explain(err)
		if !strings.Contains(got, says) {
			t.Errorf("%v:\n%s\nwant %s", err, got, says)
		}
	}
}

// Every code that database and desk give has its sentence.
func TestS14EveryCodeHasItsSentence(t *testing.T) {
	code := regexp.MustCompile(`(?m)^\t(Code\w+)\s+= "([\w.-]+)"`)
	n := 0
	for _, folder := range []string{"desk", "sqlstore"} {
		files, err := filepath.Glob(filepath.Join("..", "..", "internal", "server", folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			content, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range code.FindAllStringSubmatch(string(content), -1) {
				n++
				if sentences[m[2]] == "" {
					t.Errorf("%s (%s) has no sentence", m[1], m[2])
				}
			}
		}
	}
	if n < 15 {
		t.Fatalf("only %d codes", n)
	}
}
