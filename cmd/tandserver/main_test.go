package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/demo/manifest"
	"example.org/tandtui/internal/domain"
)

func capture(args ...string) (code int, out, errOut string) {
	var o, e bytes.Buffer
	code = run(args, &o, &e)
	return code, o.String(), e.String()
}

// running is a tandserver process.
type running struct {
	cmd     *exec.Cmd
	address string
	region  string
	log     *bytes.Buffer
}

func start(t *testing.T, args ...string) *running {
	t.Helper()
	r := &running{cmd: exec.Command("tandserver", args...), log: &bytes.Buffer{}}
	r.cmd.Stderr = r.log
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.cmd.Process.Kill() }) // in case the test failed before the stop
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		_ = r.cmd.Wait()
		t.Fatalf("%v: %s", err, r.log)
	}
	said := strings.Fields(line)
	if len(said) != 3 || said[0] != "ready" {
		t.Fatalf("said %q", line)
	}
	r.address, r.region = said[1], said[2]
	return r
}

func (r *running) stop(t *testing.T, sig os.Signal) {
	t.Helper()
	if err := r.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Wait(); err != nil {
		t.Fatalf("stopped with %v: %s", err, r.log)
	}
}

// card is a client with the first card of a demo.
func card(t *testing.T, dir string) *http.Client {
	t.Helper()
	m, err := manifest.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, m.Users[0].Card)
	own, err := tls.LoadX509KeyPair(file, file)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, m.ServerCA))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(raw)
	tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, Certificates: []tls.Certificate{own}}}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr}
}

// patience is far above the second that news should take, and below the 25
// seconds after which a long-poll is answered anyway.
const patience = 15 * time.Second

func changes(t *testing.T, c *http.Client, address, query string) (page api.Changes) {
	t.Helper()
	resp, err := c.Get(address + "/v1/clinics/3101/changes" + query)
	if err != nil {
		t.Error(err)
		return page
	}
	defer func() { _ = resp.Body.Close() }()
	if err := json.NewDecoder(resp.Body).Decode(&page); err != nil {
		t.Error(err)
	}
	return page
}

func session(t *testing.T, c *http.Client, address string) api.Session {
	t.Helper()
	resp, err := c.Get(address + "/v1/session")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var s api.Session
	if err := json.NewDecoder(resp.Body).Decode(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

// The demo, its second start, serve on the demo's files, and pay beside a running
// server, as processes.
func TestProcesses(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	r := start(t, "demo", "--dir", dir, "--date", "2026-11-23")
	c := card(t, dir)
	if s := session(t, c, r.address); s.User.Name != "Anna Ek" || !s.Demo {
		t.Fatalf("%+v", s)
	}
	if raw, err := os.ReadFile(filepath.Join(dir, manifest.Address)); err != nil || strings.TrimSpace(string(raw)) != r.address {
		t.Fatalf("address file %q %v", raw, err)
	}
	database := "sqlite:" + filepath.Join(dir, manifest.Database)
	end := changes(t, c, r.address, "?limit=500").To
	news := make(chan api.Changes, 1)
	go func() { news <- changes(t, c, r.address, "?wait=25&since="+end) }()
	payday := bankday.Next(domain.DateOf(time.Now()).AddDays(2)).String()
	code, out, errOut := capture("pay", "--db", database, "--date", payday, "--everything", "--any-day", "--yes")
	if code != 0 || !strings.Contains(out, "Summa") || !strings.Contains(out, "Utbetalningsdatum "+payday) || !strings.Contains(out, "betalas inte: 1") {
		t.Fatalf("%d %s %s", code, out, errOut)
	}
	select {
	case page := <-news: // the serving process noticed the other one's commit
		if len(page.Changes) == 0 || page.Changes[0].Invoice.StatusOn.String() != payday {
			t.Errorf("%+v", page)
		}
	case <-time.After(patience):
		t.Error("the serving process has not noticed the payment")
	}
	r.stop(t, syscall.SIGTERM)
	if _, err := os.Stat(filepath.Join(dir, manifest.Address)); !os.IsNotExist(err) {
		t.Errorf("the address is still there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, manifest.Database+"-wal")); !os.IsNotExist(err) {
		t.Errorf("the database was not closed: %v", err)
	}
	r = start(t, "demo", "--dir", dir)
	session(t, c, r.address)
	r.stop(t, os.Interrupt)

	own := filepath.Join(dir, "server.pem")
	r = start(t, "serve", "--db", database, "--listen", "127.0.0.1:0", "--cert", own, "--key", own, "--client-ca", filepath.Join(dir, manifest.PersonCA))
	if s := session(t, c, r.address); s.Demo || r.region != "vgr" {
		t.Errorf("serve says it is a demo, or of %s", r.region)
	}
	r.stop(t, syscall.SIGTERM)
	if log := r.log.String(); !strings.Contains(log, "GET /v1/session") || strings.Contains(log, "Anna") || strings.Contains(log, "DEMO01") {
		t.Errorf("log: %s", log)
	}
}

// The server links nothing of the client.
func TestLinksNothingOfTheClient(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range strings.Fields(string(out)) {
		for _, bad := range []string{"charmbracelet/", "ebfe/scard", "tandtui/internal/ui", "tandtui/internal/app", "tandtui/internal/store", "tandtui/internal/card", "tandtui/internal/sync", "testing"} {
			if pkg == bad || strings.Contains(pkg, bad+"/") || strings.HasSuffix(pkg, bad) || strings.HasSuffix(bad, "/") && strings.Contains(pkg, bad) {
				t.Errorf("links %s", pkg)
			}
		}
	}
}
