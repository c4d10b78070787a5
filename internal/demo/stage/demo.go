package stage

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/adrg/xdg"

	"example.org/tandtui/internal/card/pcscd"
	"example.org/tandtui/internal/card/virtualcard"
	"example.org/tandtui/internal/demo/manifest"
)

// DefaultDir is where the demo keeps server, cards and drafts.
func DefaultDir() string { return filepath.Join(xdg.DataHome, "tandtui-demo") }

// Options say what to start.
type Options struct {
	Dir    string // everything lies here; made on first start
	Server string // path of the tandserver program
	Region string // the region's profile; "" for vgr
	User   string // whose card, by name; "" for the first user of the demo
	Card   string // which kind of card, of Cards; "" for an older SITHS card
}

// Demo is a running server, PC/SC service and card.
type Demo struct {
	URL      string // of the server
	Manifest manifest.Manifest

	dir    string
	user   string // whose card and BankID, by name
	suffix string // of the folders of a region that is not the first
	stop   context.CancelFunc
	server *exec.Cmd
	ended  chan error
	daemon *pcscd.Daemon
	card   *virtualcard.Card
}

// patience bounds the start of a part, and its end.
const patience = 20 * time.Second

// Start starts all parts and inserts the card. Stop must be called, unless Start
// fails: then what had started has been stopped.
func Start(ctx context.Context, o Options) (*Demo, error) {
	ctx, cancel := context.WithCancel(ctx)
	if o.Region == "" {
		o.Region = firstRegion
	}
	d := &Demo{dir: o.Dir, stop: cancel}
	if o.Region != firstRegion {
		d.suffix = "-" + o.Region
	}
	if err := d.start(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("demo: %w", err), d.Stop())
	}
	return d, nil
}

func (d *Demo) start(ctx context.Context, o Options) error {
	log, err := openLog(o.Dir)
	if err != nil {
		return &StartError{Part: PartFolder, Err: err}
	}
	defer func() { _ = log.Close() }()
	if err := d.startServer(ctx, o, log); err != nil {
		return err
	}
	if d.daemon, err = pcscd.Start(ctx, pcscd.Options{}); err != nil {
		return &StartError{Part: PartCards, Err: err}
	}
	if d.Manifest, err = manifest.Read(d.serverDir()); err != nil {
		return &StartError{Part: PartFolder, Err: err}
	}
	user, err := pick(d.Manifest.Users, o.User)
	if err != nil {
		return err
	}
	d.user = user.Name
	if d.card, err = LoadCard(filepath.Join(d.serverDir(), user.Card), d.Manifest.PIN, Cards[o.Card]); err != nil {
		return &StartError{Part: PartFolder, Err: err}
	}
	if err = d.Insert(); err != nil {
		return &StartError{Part: PartCards, Err: err}
	}
	return serveControl(ctx, ControlPath(o.Dir), d)
}

// openLog makes the folder and opens the server's log. A demo that is already
// running here writes to the same file, so nothing in it is removed.
func openLog(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return os.OpenFile(filepath.Join(dir, "server.log"), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600) // #nosec G304 -- in the demo's folder
}

// firstRegion is the demo's region if none is asked for. Each region has folders
// of its own, so that one demo does not disturb the other.
const firstRegion = "vgr"

func (d *Demo) serverDir() string { return filepath.Join(d.dir, "server"+d.suffix) }

// pick finds a user of the demo by name.
func pick(users []manifest.User, name string) (manifest.User, error) {
	var names []string
	for _, u := range users {
		if name == "" || strings.EqualFold(u.Name, name) {
			return u, nil
		}
		names = append(names, u.Name)
	}
	return manifest.User{}, &StartError{Part: PartUser, Said: strings.Join(names, ", "), Err: fmt.Errorf("nobody is called %q", name)}
}

// startServer runs `tandserver demo` and waits until it says where it listens.
func (d *Demo) startServer(ctx context.Context, o Options, log *os.File) error {
	begin, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return &StartError{Part: PartFolder, Err: err}
	}
	d.server = exec.Command(o.Server, "demo", "--dir", d.serverDir(), "--region", o.Region, "--listen", "127.0.0.1:0") // #nosec G204 -- the program beside this one
	d.server.Stderr = log
	out, err := d.server.StdoutPipe()
	if err != nil {
		return &StartError{Part: PartServer, Err: err}
	}
	if err := d.server.Start(); err != nil {
		return &StartError{Part: PartProgram, Err: err}
	}
	d.ended = make(chan error, 1)
	ready := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if url, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
				address, _, _ := strings.Cut(url, " ") // the region follows
				ready <- address
			}
		}
		d.ended <- d.server.Wait()
	}()
	select {
	case d.URL = <-ready:
		return nil
	case err := <-d.ended:
		d.ended <- err
		return &StartError{Part: PartServer, Said: lastLine(log, begin), Err: fmt.Errorf("ended at once: %w; see %s", err, log.Name())}
	case <-time.After(patience):
		return &StartError{Part: PartServer, Err: fmt.Errorf("said nothing for %v; see %s", patience, log.Name())}
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Insert puts the card into the reader.
func (d *Demo) Insert() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := d.card.Insert(ctx, d.daemon.Addr())
	if errors.Is(err, virtualcard.ErrInserted) {
		return nil
	}
	return err
}

// Pull takes the card out.
func (d *Demo) Pull() error {
	d.card.Pull()
	return nil
}

// Env is the environment in which tandtui finds the demo's parts.
func (d *Demo) Env() []string {
	return []string{
		pcscd.SocketVariable + "=" + d.daemon.Socket(),
		"TANDTUI_SERVER=" + d.URL,
		"TANDTUI_REGION=" + d.Manifest.Region,
		"TANDTUI_CA=" + filepath.Join(d.serverDir(), d.Manifest.ServerCA),
		"TANDTUI_DATA=" + filepath.Join(d.dir, "clinic"+d.suffix),
		"TANDTUI_CARD_ISSUER=" + d.Manifest.Issuer,
		"TANDTUI_DEMO=" + d.serverDir(),
		"TANDTUI_DEMO_USER=" + d.user,
		"TANDTUI_DEMO_DIR=" + d.dir,
	}
}

// Stop ends all parts, each by its own process id.
func (d *Demo) Stop() error {
	d.stop()
	var errs []error
	if d.card != nil {
		d.card.Pull()
	}
	if d.daemon != nil {
		errs = append(errs, d.daemon.Stop())
	}
	if d.server != nil && d.server.Process != nil {
		errs = append(errs, d.stopServer())
	}
	return errors.Join(errs...)
}

func (d *Demo) stopServer() error {
	if err := d.server.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case err := <-d.ended:
		return err
	case <-time.After(patience):
		return errors.Join(errors.New("the server did not stop and was killed"), d.server.Process.Kill())
	}
}
