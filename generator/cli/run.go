package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes, the same for every command.
const (
	fine        = 0
	found       = 1   // findings of level error, or stale
	wrong       = 2   // wrong use, or input that cannot be read
	interrupted = 130 // 128 and SIGINT, as a shell says it
)

// Main runs weir as a process and returns its exit code.
func Main() int {
	streams, err := System()
	if err != nil {
		fmt.Fprintln(os.Stderr, "weir:", err)
		return wrong
	}
	tune(streams.Env)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once
	return Run(ctx, os.Args[1:], streams)
}

// tune trades memory for time: a run is short, and most of it is CUE making garbage. Above 400 to 450 the pages that are touched for
// the first time cost more than the garbage would (measured: 26,000 page faults at 800, 18,000 at 400). What the user set wins.
func tune(env func(string) string) {
	if env("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if env("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(400 << 20)
	}
}

// manyFiles is how many files are so many that their garbage is worth collecting early.
const manyFiles = 2000

// holdBack keeps a run over many files, which keeps no model, at what 5,000 catalogs need at a time (measured).
func holdBack(env func(string) string, files int) {
	if env("GOMEMLIMIT") == "" && files > manyFiles {
		debug.SetMemoryLimit(125 << 20)
	}
}

// Run runs one command line and returns its exit code. It reads no more of the world than the streams say.
func Run(ctx context.Context, args []string, streams Streams) int {
	t := &tool{Streams: streams}
	root := newRoot(t)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	return t.exit(ctx, cmd, err)
}

// tool is what every command is given.
type tool struct {
	Streams
	chdir string // -C
}

// exit says on standard error what went wrong, if anything did, and turns it into the exit code.
func (t *tool) exit(ctx context.Context, cmd *cobra.Command, err error) int {
	var v verdict
	switch {
	case err == nil:
		return fine
	case errors.As(err, &v):
		return int(v)
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		fmt.Fprintln(t.Err, "weir: interrupted; nothing was changed")
		return interrupted
	}
	t.complain(cmd, err)
	return wrong
}

// complain prints an error as a finding is printed: what is wrong, then what to do about it.
func (t *tool) complain(cmd *cobra.Command, err error) {
	p := t.paintErr()
	fmt.Fprintf(t.Err, "%s %s\n", p.bold(cmd.CommandPath()+":"), err)
	var m *misuse
	if errors.As(err, &m) && m.remedy != "" {
		fmt.Fprintln(t.Err, indent(m.remedy, "    "))
	}
}

// verdict is an exit code about which everything has been said.
type verdict int

func (v verdict) Error() string { return fmt.Sprintf("exit code %d", int(v)) }
