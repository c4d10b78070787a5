package sqlstore

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

const killedEnv = "SQLSTORE_TEST_WRITE_UNTIL_KILLED"

// byAnna is an event.
func byAnna() domain.Event {
	return domain.Event{At: time.UnixMilli(1), Act: domain.ActSubmit, By: domain.Actor{ID: "SE0000000000-DEMO01", Via: domain.ViaCard}}
}

// writeUntilKilled is the child of TestKilledWriter: it tells each invoice after
// its commit.
func writeUntilKilled(path string) {
	s, err := Open(context.Background(), "sqlite:"+path)
	if err != nil {
		panic(err)
	}
	for n := int64(1); ; n++ {
		if err := s.Write(context.Background(), func(tx server.Tx) error { return server.AddInvoice(tx, invoice(n), byAnna()) }); err != nil {
			panic(err)
		}
		fmt.Println(n)
	}
}

// What was told before kill -9 is there afterwards, with no gap in the feed.
func TestKilledWriter(t *testing.T) {
	for round := range 5 {
		path := filepath.Join(t.TempDir(), "x.db")
		s, err := opened(path)
		if err != nil {
			t.Fatal(err)
		}
		seed(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), killedEnv+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var told int64
		for told < int64(7+13*round) {
			if _, err := fmt.Fscanln(out, &told); err != nil {
				t.Fatal(err)
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // killed
		again := open2(t, path)
		if err := again.Read(context.Background(), func(tx server.Tx) error {
			head, err := tx.Head("1")
			if err != nil {
				return err
			}
			changes, err := tx.Changes("1", 0, 10_000)
			if head < told || int64(len(changes)) != head || changes[head-1].Ref != head {
				t.Errorf("told %d, head %d, %d changes", told, head, len(changes))
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}
