package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"example.org/tandtui/cmd/internal/cli"
)

// verbs is a program with every sort of flag and argument that ours have.
type verbs struct {
	Eat   eat   `cmd:"" help:"Ät."`
	Sleep sleep `cmd:"" help:"Sov."`
	Watch watch `cmd:"" help:"Vaka."`
	Ask   ask   `cmd:"" help:"Fråga."`
}

type eat struct {
	Dish  string `required:"" placeholder:"RÄTT" help:"Vad."`
	Count int64  `help:"Hur mycket."`
	All   bool   `xor:"how"`
	Half  bool   `xor:"how"`
	Taste string `enum:"sweet,sour" default:"sweet"`
	Where string `arg:"" type:"existingfile" help:"Var."`
}

type sleep struct{}

type watch struct{}

func (watch) Run(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

func (watch) UntilStopped() {}

type ask struct{}

func (ask) Run(s cli.Streams) error {
	_, err := io.ReadAll(s.In)
	return err
}

var errDreamt = errors.New("dreamt")

func (e eat) Run(ctx context.Context, s cli.Streams) error {
	_, err := fmt.Fprintln(s.Out, e.Dish)
	return errors.Join(err, ctx.Err())
}

func (sleep) Run() error { return errDreamt }

func run(t *testing.T, p cli.Program, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	p.Name, p.About, p.Verbs = "prog", "Provar.", &verbs{}
	code = p.Run(t.Context(), args, cli.Streams{Out: &o, Err: &e})
	return code, o.String(), e.String()
}

func TestAVerbRuns(t *testing.T) {
	code, out, errOut := run(t, cli.Program{}, "eat", "--dish", "soppa", os.Args[0])
	if code != cli.Done || out != "soppa\n" || errOut != "" {
		t.Errorf("%d %q %q", code, out, errOut)
	}
}

func TestAFailureIsExplained(t *testing.T) {
	code, out, errOut := run(t, cli.Program{}, "sleep")
	if code != cli.Failed || out != "" || errOut != "prog: dreamt\n" {
		t.Errorf("%d %q %q", code, out, errOut)
	}
	explain := func(err error) string { return "drömde: " + err.Error() }
	if _, _, errOut = run(t, cli.Program{Explain: explain}, "sleep"); errOut != "prog: drömde: dreamt\n" {
		t.Errorf("%q", errOut)
	}
}

// A verb that runs until it is stopped has then done what it should; any other
// one did not get done, and says so, also while it waits for an answer.
func TestAStoppedVerbHasFailedUnlessItLasts(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	silent, typist := io.Pipe() // nobody answers
	defer func() { _ = typist.Close() }()
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"watch"}, cli.Done, ""},
		{[]string{"eat", "--dish", "soppa", os.Args[0]}, cli.Failed, "prog: avbrutet innan det var klart\n"},
		{[]string{"ask"}, cli.Failed, "prog: avbrutet innan det var klart\n"},
	} {
		var errOut bytes.Buffer
		p := cli.Program{Name: "prog", Verbs: &verbs{}}
		if code := p.Run(ctx, c.args, cli.Streams{In: silent, Out: io.Discard, Err: &errOut}); code != c.code || errOut.String() != c.says {
			t.Errorf("%v: %d %q", c.args, code, &errOut)
		}
	}
}

func TestAnswersAreHeard(t *testing.T) {
	var errOut bytes.Buffer
	p := cli.Program{Name: "prog", Verbs: &verbs{}}
	if code := p.Run(t.Context(), []string{"ask"}, cli.Streams{In: strings.NewReader("ja\n"), Out: io.Discard, Err: &errOut}); code != cli.Done {
		t.Errorf("%d %q", code, &errOut)
	}
}

func TestASettingsFileThatCannotBeReadIsAFailure(t *testing.T) {
	file := filepath.Join(t.TempDir(), "settings")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	unreadable := kong.Configuration(func(io.Reader) (kong.Resolver, error) {
		return nil, errors.New("rad 1")
	}, file)
	code, out, errOut := run(t, cli.Program{Options: []kong.Option{unreadable}}, "sleep")
	if code != cli.Failed || out != "" || !strings.Contains(errOut, "rad 1") {
		t.Errorf("%d %q %q", code, out, errOut)
	}
}

// Each sentence of kong about wrong use is Swedish. A newer kong that says it
// otherwise is noticed here.
func TestWrongUseIsToldInSwedish(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none")
	for says, args := range map[string][]string{
		`skriv något av "eat", "sleep", "watch", "ask"`:                  nil,
		`drink hör inte dit`:                                             {"drink"},
		`eatt hör inte dit: menade du "eat"?`:                            {"eatt"},
		`flaggan --dich finns inte: menade du "--dish"?`:                 {"eat", "--dich"},
		`flaggan --zzzzzz finns inte`:                                    {"eat", "--zzzzzz"},
		`här saknas --dish=RÄTT`:                                         {"eat", os.Args[0]},
		`här saknas <where>`:                                             {"eat", "--dish", "x"},
		`--dish: här saknas ett värde`:                                   {"eat", "--dish"},
		`--count: är "-1" värdet skrivs det --count="-1"`:                {"eat", "--count", "-1"},
		`--count: ska vara ett heltal, inte "många"`:                     {"eat", "--count", "många"},
		`--taste ska vara något av "sweet","sour", inte "salt"`:          {"eat", "--dish", "x", "--taste", "salt", os.Args[0]},
		`--all och --half kan inte användas tillsammans`:                 {"eat", "--dish", "x", "--all", "--half", os.Args[0]},
		`<where>: filen ` + missing + ` finns inte`:                      {"eat", "--dish", "x", missing},
		`<where>: "` + filepath.Dir(missing) + `" är en mapp, ingen fil`: {"eat", "--dish", "x", filepath.Dir(missing)},
	} {
		code, out, errOut := run(t, cli.Program{}, args...)
		want := "prog: " + says + "\nSkriv prog --help för att se vad som går att skriva.\n"
		if code != cli.Usage || out != "" || errOut != want {
			t.Errorf("%q: %d %q\n%q, want\n%q", args, code, out, errOut, want)
		}
	}
}

func TestW24HelpIsSwedish(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"eat", "--help"}} {
		code, out, errOut := run(t, cli.Program{}, args...)
		if code != cli.Done || errOut != "" || !strings.Contains(out, "Så här: prog") || !strings.Contains(out, "Flaggor:\n") {
			t.Errorf("%q: %d %q %q", args, code, out, errOut)
		}
		if english := regexp.MustCompile(`(?i)usage|flags|command|argument[s]|show|run "|information`).FindString(out); english != "" {
			t.Errorf("%q: says %q in\n%s", args, english, out)
		}
	}
}

// A verb may ask for an exit code, with words or having said everything itself.
func TestAVerbAsksForItsExitCode(t *testing.T) {
	for _, c := range []struct {
		asked cli.Exit
		says  string
	}{
		{cli.Exit{Code: cli.Findings}, ""},
		{cli.Exit{Code: cli.Later, Why: "försök igen"}, "prog: försök igen\n"},
	} {
		var errOut bytes.Buffer
		p := cli.Program{Name: "prog", Verbs: &struct {
			End ender `cmd:"" help:"Sluta."`
		}{ender{c.asked}}}
		if code := p.Run(t.Context(), []string{"end"}, cli.Streams{Out: io.Discard, Err: &errOut}); code != c.asked.Code || errOut.String() != c.says {
			t.Errorf("%+v: %d %q", c.asked, code, &errOut)
		}
	}
}

// A reason repeats what a file or a server said, which must not steer the terminal.
func TestAReasonIsFitForTheTerminal(t *testing.T) {
	var errOut bytes.Buffer
	p := cli.Program{Name: "prog", Verbs: &struct {
		End ender `cmd:"" help:"Sluta."`
	}{ender{cli.Exit{Code: cli.Failed, Why: "region x\x1b]0;y\a\u202e\nnästa rad"}}}}
	p.Run(t.Context(), []string{"end"}, cli.Streams{Out: io.Discard, Err: &errOut})
	if errOut.String() != "prog: region x]0;y\nnästa rad\n" {
		t.Errorf("%q", &errOut)
	}
}

type ender struct{ with cli.Exit }

func (e ender) Run() error { return fmt.Errorf("slut: %w", e.with) }
