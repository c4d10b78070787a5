package contract

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	stdsync "sync"
	"sync/atomic"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/pki"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/internal/store"
	remote "example.org/tandtui/internal/sync"
	"example.org/tandtui/test/regions"
)

const (
	childVariable = "TANDTUI_CONTRACT_CHILD" // "server" or "client": the test binary is that
	dirVariable   = "TANDTUI_CONTRACT_DIR"
	addrVariable  = "TANDTUI_CONTRACT_ADDRESS"
	// killsVariable is how often `make kills` kills each of them. The gate does a few.
	killsVariable = "TANDTUI_KILLS"
	killInvoices  = 40 // of a file, a bill each; every tenth is faulty
	killBatch     = 5
)

// child is the test binary as another program, until it is killed.
func child(kind string) error {
	dir, addr := os.Getenv(dirVariable), os.Getenv(addrVariable)
	if kind == "server" {
		return serveUntilKilled(dir, addr)
	}
	return sendUntilKilled(dir, addr)
}

// telling tells each commit, once it is durable.
type telling struct{ server.Store }

func (s telling) Write(ctx context.Context, f func(server.Tx) error) error {
	err := s.Store.Write(ctx, f)
	if err == nil {
		fmt.Println("commit")
	}
	return err
}

func serveUntilKilled(dir, addr string) error {
	db, err := sqlstore.Open(context.Background(), "sqlite:"+filepath.Join(dir, "region.db"))
	if err != nil {
		return err
	}
	profile, prices, err := region.Load("vgr")
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(filepath.Join(dir, "attachments.key"))
	if err != nil {
		return err
	}
	key, err := server.ParseEvidenceKey(raw)
	if err != nil {
		return err
	}
	service, err := server.NewService(server.Config{Store: telling{db}, Profile: profile, Prices: prices, Now: noon, Batch: killBatch, Attachments: key})
	if err != nil {
		return err
	}
	own, err := tls.LoadX509KeyPair(filepath.Join(dir, "server.pem"), filepath.Join(dir, "server.pem"))
	if err != nil {
		return err
	}
	issuer, err := certificate(filepath.Join(dir, "cards.pem"))
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Println("ready", l.Addr())
	issuers := []*x509.Certificate{issuer}
	return server.NewHandler(service, issuers, slog.New(slog.NewJSONHandler(io.Discard, nil))).Run(context.Background(), l, server.TLSConfig(own, issuers))
}

// sendUntilKilled sends what is in the outbox, and ends once that is empty.
func sendUntilKilled(dir, addr string) error {
	c, err := clientOf(dir, addr)
	if err != nil {
		return err
	}
	s, err := storeIn(dir)
	if err != nil {
		return err
	}
	bell := make(chan struct{}, 1)
	remote.NewBackground(wallClock{}, func() float64 { return 0 }).Start(c, s, clinic, app.Scope{}, func(app.SyncState) {
		select {
		case bell <- struct{}{}:
		default:
		}
	})
	for range bell {
		if items, err := s.Outbox(); err != nil || len(items) == 0 {
			fmt.Println("empty")
			return errors.Join(err, s.Close())
		}
	}
	return nil
}

func storeIn(dir string) (app.Store, error) {
	return store.NewVault(filepath.Join(dir, "clinic"), wallClock{}).Open(context.Background(), anna, anna, sameKey)
}

func clientOf(dir, addr string) (*remote.Client, error) {
	own, err := tls.LoadX509KeyPair(filepath.Join(dir, "anna.pem"), filepath.Join(dir, "anna.pem"))
	if err != nil {
		return nil, err
	}
	issuer, err := certificate(filepath.Join(dir, "servers.pem"))
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AddCert(issuer)
	dialler := &tls.Dialer{Config: &tls.Config{RootCAs: roots, ServerName: "localhost", MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{own}}}
	return remote.NewClient("https://"+addr, dialler.DialContext)
}

func certificate(file string) (*x509.Certificate, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(raw)
	return x509.ParseCertificate(block.Bytes)
}

// killWorld is a folder with a region's database, a clinic's and the keys of both.
type killWorld struct {
	t    *testing.T
	dir  string
	addr string // of the server

	child *exec.Cmd
	lines *bufio.Scanner
}

func newKillWorld(t *testing.T) *killWorld {
	t.Helper()
	w := &killWorld{t: t, dir: t.TempDir(), addr: "127.0.0.1:0"}
	regions.Demo(t, filepath.Join(w.dir, "region.db"), "vgr", today, time.UTC, "", nil)
	secret, err := server.NewEvidenceSecret()
	must(t, err)
	must(t, os.WriteFile(filepath.Join(w.dir, "attachments.key"), secret.Public().Bytes(), 0o600))
	cards, err := pki.NewAuthority("DEMO cards", time.Now())
	must(t, err)
	servers, err := pki.NewAuthority("DEMO servers", time.Now())
	must(t, err)
	own, err := servers.IssueServer(time.Now())
	must(t, err)
	user, err := cards.IssuePerson("Test Person", anna, time.Now())
	must(t, err)
	for name, id := range map[string]*pki.Identity{"server": own, "anna": user, "cards": cards, "servers": servers} {
		key, err := x509.MarshalPKCS8PrivateKey(id.Key)
		must(t, err)
		raw := append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: id.Cert.Raw}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...)
		must(t, os.WriteFile(filepath.Join(w.dir, name+".pem"), raw, 0o600))
	}
	return w
}

// start starts the test binary as another program.
func (w *killWorld) start(kind, addr string) {
	w.t.Helper()
	w.child = exec.Command(os.Args[0], "-test.run=^$")
	w.child.Env = append(os.Environ(), childVariable+"="+kind, dirVariable+"="+w.dir, addrVariable+"="+addr)
	w.child.Stderr = os.Stderr
	out, err := w.child.StdoutPipe()
	must(w.t, err)
	must(w.t, w.child.Start())
	w.lines = bufio.NewScanner(out)
}

// wait reads what the child tells until it has told a word n times.
func (w *killWorld) wait(word string, n int) (rest string) {
	w.t.Helper()
	for n > 0 && w.lines.Scan() {
		var told string
		if _, err := fmt.Sscan(w.lines.Text(), &told, &rest); told == word {
			_ = err // a line of one word
			n--
		}
	}
	if n > 0 {
		w.t.Fatalf("the child ended before it told %s", word)
	}
	return rest
}

func (w *killWorld) kill() {
	w.t.Helper()
	if err := w.child.Process.Kill(); !errors.Is(err, os.ErrProcessDone) {
		must(w.t, err)
	}
	_ = w.child.Wait() // killed
}

func (w *killWorld) startServer() {
	w.t.Helper()
	w.start("server", w.addr)
	w.addr = w.wait("ready", 1)
}

// file is the nth file, with the id of its upload; every other one has attachments.
func (w *killWorld) file(id string, n int) domain.File {
	w.t.Helper()
	if n%2 == 1 {
		return zippedFile(w.t, id, killInvoices)
	}
	return namedFile(w.t, id, killInvoices)
}

// once holds the region against the nth file: every correct bill once, with what came
// with it, and the receipt says so.
func (w *killWorld) once(s app.Store, db *sqlstore.Store, id string, n int) {
	w.t.Helper()
	const right = killInvoices - killInvoices/10
	attached := n % 2 // on each bill
	answers, err := s.Answers(clinic)
	must(w.t, err)
	found := false
	for _, a := range answers {
		if a.ID != id {
			continue
		}
		found = true
		if u := a.Receipt.Upload; u.Taken != right || u.Made != right || u.Before != 0 || u.Attachments != attached*right || len(u.Refused) != killInvoices/10 || a.Receipt.Sum != right*domain.Kronor(900) {
			w.t.Errorf("%s: %+v", id, u)
		}
	}
	if !found {
		w.t.Errorf("%s has no answer", id)
	}
	must(w.t, db.Read(context.Background(), func(tx server.Tx) error {
		list, err := tx.ListInvoices(clinic, server.InvoiceFilter{Limit: 10_000})
		numbers := map[string]int{}
		for _, v := range list {
			numbers[v.InvoiceNo] += len(v.Bills)
			if !strings.HasPrefix(v.InvoiceNo, id+"-") {
				continue
			}
			if kept, err := tx.Attachments(v.OurRef); err != nil || len(kept) != attached*len(v.Bills) {
				w.t.Errorf("%s: %d attachments, %v", v.InvoiceNo, len(kept), err)
			}
		}
		for i := range killInvoices {
			want := 1
			if i%10 == 9 {
				want = 0
			}
			if no := fmt.Sprint(id, "-", i); numbers[no] != want {
				w.t.Errorf("%s is there %d times", no, numbers[no])
			}
		}
		return err
	}))
}

func kills(t *testing.T, few int) int {
	t.Helper()
	if s := os.Getenv(killsVariable); s != "" {
		n, err := strconv.Atoi(s)
		must(t, err)
		return n
	}
	return few
}

// The server dies at any of its commits while it takes a file: started again it goes
// on, and every correct bill is there once.
func TestTheServerIsKilledDuringAnUpload(t *testing.T) {
	w := newKillWorld(t)
	s, err := storeIn(w.dir)
	must(t, err)
	defer func() { must(t, s.Close()) }()
	w.startServer()
	c, err := clientOf(w.dir, w.addr)
	must(t, err)
	defer c.Close()
	for n := range kills(t, 2) {
		id := fmt.Sprintf("killed-server-%02d", n)
		queueFile(t, s, id, w.file(id, n), domain.UploadValid)
		var killing stdsync.WaitGroup
		killing.Go(func() {
			w.wait("commit", 1+n*3%9)
			w.kill()
			w.startServer()
		})
		work(t, c, s, func() bool { return outbox(t, s) == 0 })
		killing.Wait()
	}
	w.kill()
	db, err := sqlstore.Open(context.Background(), "sqlite:"+filepath.Join(w.dir, "region.db"))
	must(t, err)
	defer func() { must(t, db.Close()) }()
	for n := range kills(t, 2) {
		w.once(s, db, fmt.Sprintf("killed-server-%02d", n), n)
	}
}

// The clinic's program dies while it sends a file, or while the region works on it:
// started again it sends the same file, and every correct bill is there once.
func TestTheClientIsKilledDuringAnUpload(t *testing.T) {
	w := newKillWorld(t)
	w.startServer()
	region := w.child
	defer func() { _ = region.Process.Kill(); _ = region.Wait() }()
	for n := range kills(t, 2) {
		id := fmt.Sprintf("killed-client-%02d", n)
		s, err := storeIn(w.dir)
		must(t, err)
		f := w.file(id, n)
		queueFile(t, s, id, f, domain.UploadValid)
		must(t, s.Close())
		wire := newWire(t, w.addr, int64(3_000+n*7919)%(f.Size+4_000)) // anywhere in the file, or after it
		w.start("client", wire.addr)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			for w.lines.Scan() {
			}
		}()
		select {
		case <-wire.through:
		case <-ended: // it had sent less
		}
		w.kill()
		<-ended
		wire.close()
		w.start("client", w.addr)
		w.wait("empty", 1)
		must(t, w.child.Wait())
	}
	s, err := storeIn(w.dir)
	must(t, err)
	defer func() { must(t, s.Close()) }()
	db, err := sqlstore.Open(context.Background(), "sqlite:"+filepath.Join(w.dir, "region.db"))
	must(t, err)
	defer func() { must(t, db.Close()) }()
	for n := range kills(t, 2) {
		w.once(s, db, fmt.Sprintf("killed-client-%02d", n), n)
	}
}

// wire passes on what a client sends, and tells when so many bytes are through.
type wire struct {
	addr    string
	through chan struct{}
	l       net.Listener
	running stdsync.WaitGroup
}

func newWire(t *testing.T, server string, n int64) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	w := &wire{addr: l.Addr().String(), through: make(chan struct{}), l: l}
	var sent atomic.Int64
	told := stdsync.OnceFunc(func() { close(w.through) })
	w.running.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", server)
			if err != nil {
				_ = in.Close()
				continue
			}
			w.running.Go(func() { _, _ = io.Copy(in, out); _ = in.Close() })
			w.running.Go(func() {
				defer out.Close()
				for piece := make([]byte, 1000); ; {
					got, err := in.Read(piece)
					if _, e := out.Write(piece[:got]); err != nil || e != nil {
						return
					}
					if sent.Add(int64(got)) > n {
						told()
					}
				}
			})
		}
	})
	return w
}

func (w *wire) close() {
	_ = w.l.Close() // ends its loop
	w.running.Wait()
}
