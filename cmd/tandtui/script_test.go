package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"example.org/tandtui/internal/api"
	remote "example.org/tandtui/internal/sync"
	"example.org/tandtui/test/verbs"
)

// TestMain lets scripts start this test binary as tandtui.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tandtui": main})
}

// TestVerbs runs the scripts. "example FILE" makes the ZIP of the format's document, of
// krediteringar.xml and what it names; "drafts DIR" makes a folder of drafts with a file that
// was put aside; "reader" starts a card service with a card; "region ID FILES" starts a region's server, of which REGION is the
// address, FINGERPRINT the certificate's and region-ca.pem the issuer. In the files
// $REGION, $FINGERPRINT and $CA stand for them.
func TestVerbs(t *testing.T) {
	verbs.Run(t, map[string]verbs.Command{
		"drafts": func(s *testscript.TestScript, _ bool, args []string) {
			dir, _ := aside(t)
			s.Check(os.Rename(dir, s.MkAbs(args[0])))
		},
		"example": func(s *testscript.TestScript, _ bool, args []string) {
			const docs = "../../docs/fakturafil"
			var out bytes.Buffer
			z := zip.NewWriter(&out)
			s.Check(z.AddFS(os.DirFS(docs + "/bilagor")))
			xml, err := os.ReadFile(docs + "/krediteringar.xml")
			s.Check(err)
			w, err := z.Create("krediteringar.xml")
			s.Check(err)
			_, err = w.Write(xml)
			s.Check(errors.Join(err, z.Close(), os.WriteFile(s.MkAbs(args[0]), out.Bytes(), 0o600)))
		},
		"reader": func(s *testscript.TestScript, _ bool, _ []string) { insertCard(t, s) },
		"region": func(s *testscript.TestScript, _ bool, args []string) {
			server := regionServer(t, args[0])
			s.Setenv("REGION", server.URL)
			s.Setenv("FINGERPRINT", remote.Fingerprint(server.Certificate()))
			block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
			s.Check(os.WriteFile(s.MkAbs("region-ca.pem"), block, 0o600))
			words := strings.NewReplacer("$REGION", server.URL, "$FINGERPRINT", s.Getenv("FINGERPRINT"), "$CA", string(block))
			for _, file := range args[1:] {
				s.Check(os.WriteFile(s.MkAbs(file), []byte(words.Replace(s.ReadFile(file))), 0o600))
			}
		},
	})
}

// regionServer answers as a region's server does to somebody without a card.
func regionServer(t *testing.T, id string) *httptest.Server {
	t.Helper()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(api.ProtoHeader, api.Protocol)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(api.Health{Time: time.Now(), Region: id, Version: "9.1"})
	}))
	t.Cleanup(server.Close)
	return server
}
