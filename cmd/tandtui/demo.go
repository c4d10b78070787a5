package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/demo/stage"
	"example.org/tandtui/internal/text"
)

// DemoCmd starts everything that the main job needs on this computer. The program
// itself runs as a child process, so that it can be killed and started again like
// any other.
type DemoCmd struct {
	Dir    string `help:"Demons mapp: server, kort och utkast." default:"${demo}" env:"TANDTUI_DEMO_DIR" placeholder:"MAPP"`
	Region string `help:"Vilken regions portal: vgr eller varmland." default:"vgr" placeholder:"REGION"`
	User   string `help:"Vems kort, t.ex. \"Anna Ek\"; förval den första." placeholder:"NAMN"`
	Card   string `help:"Kortets slag: siths (äldre), thales (PKCS#15) eller idprime." enum:"siths,thales,idprime" default:"siths" placeholder:"SLAG"`
	NoUI   bool   `name:"no-ui" help:"Starta bara delarna och skriv miljön för tandtui; avsluta med Ctrl+C."`
	Server string `help:"Programmet tandserver." placeholder:"FIL" hidden:""`
}

// UntilStopped makes it a cli.Lasting verb.
func (DemoCmd) UntilStopped() {}

func (DemoCmd) Help() string {
	return "Exempel:  tandtui demo\n          tandtui demo --region varmland\n\nI ett annat fönster: tandtui demo-card pull drar ut kortet, och tandserver pay betalar ut."
}

// Run starts the parts, then the program, and ends them all.
func (c DemoCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if c.Server == "" {
		c.Server = filepath.Join(filepath.Dir(self), "tandserver")
	}
	d, err := stage.Start(ctx, stage.Options{Dir: c.Dir, Server: c.Server, Region: c.Region, User: c.User, Card: c.Card})
	if err != nil {
		return c.explain(err)
	}
	defer func() { err = errors.Join(err, d.Stop()) }()
	if c.NoUI {
		for _, e := range d.Env() {
			_, _ = fmt.Fprintln(s.Out, e)
		}
		_, _ = fmt.Fprintln(s.Out, "ready")
		<-ctx.Done()
		return nil
	}
	program := exec.CommandContext(ctx, self, "run")
	program.Cancel = func() error { return program.Process.Signal(syscall.SIGTERM) } // it saves, then ends
	program.Env = append(os.Environ(), d.Env()...)
	program.Stdin, program.Stdout, program.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = program.Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		return fmt.Errorf("%s (%w)", text.DemoEnded, err) // it has said why itself
	}
	return err
}

// explain says in Swedish what did not start, and what to do.
func (c DemoCmd) explain(err error) error {
	var f *stage.StartError
	if !errors.As(err, &f) {
		return err
	}
	switch f.Part {
	case stage.PartFolder:
		return fmt.Errorf("%s (%w)", text.DemoNoFolder(c.Dir, f.Err), f.Err)
	case stage.PartProgram:
		return fmt.Errorf("%s (%w)", text.DemoNoProgram, f.Err)
	case stage.PartUser:
		return errors.New(text.DemoNoUser(c.User, f.Said))
	case stage.PartCards:
		return fmt.Errorf("%s (%w)", text.DemoNoCards, f.Err)
	}
	if f.Said != "" {
		return fmt.Errorf("%s: %s", text.DemoNoServer, text.Safe(f.Said))
	}
	return fmt.Errorf("%s (%w)", text.DemoNoServer, f.Err)
}
