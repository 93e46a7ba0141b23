package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"weir.local/generator/deliver/ssm"
)

func newSSMPush(t *tool) *cobra.Command {
	var o ssmOptions
	var lock lockOptions
	cmd := &cobra.Command{
		Use:   "push OUT",
		Short: "write what changed and a release that pins it; print the release's number",
		Long: `push writes the files that changed, then the lists that pin them, reads back what it wrote, and
writes the release last. It prints the release's number on standard output, and nothing else there:
the number that the cluster's stack takes. When nothing changed it writes nothing and prints the
number of the newest release. No running task is touched.

A push that was stopped is run again: it finds what it wrote. Two pushes at once are refused by a
lock, a parameter named lock beside the release; the same --owner, or the same user on the same
machine whose process has ended, takes its own lock over.

Parameter Store keeps 100 versions of a parameter. A push is refused when it would drop one that the
newest releases (--keep) or those that services run (--live) pin.`,
		Annotations: exitsAs("fine, pushed or nothing to push", "refused: another push, a version that a release needs, another account", "wrong use, or AWS refuses or does not answer"),
		Example: `  weir ssm push out/prod/adhoc
  RELEASE=$(weir ssm push out/prod/adhoc --yes --owner "$CODEBUILD_BUILD_ID")
  aws cloudformation deploy --stack-name weir-prod-adhoc --parameter-overrides Release=$RELEASE \
    --template-file out/prod/adhoc/ecs/stack.yaml`,
		Args: exactlyOut,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.out = args[0]
		return t.withErrors(func(ctx context.Context) error { return t.runSSMPush(ctx, o, lock) })(cmd, args)
	}
	o.addFlags(cmd)
	o.addRate(cmd)
	lock.addFlags(cmd, 10, "the newest `N` releases stay whole")
	return cmd
}

func (t *tool) runSSMPush(ctx context.Context, o ssmOptions, lock lockOptions) error {
	protect, err := lock.protect()
	if err != nil {
		return err
	}
	d, err := t.delivery(ctx, o)
	if err != nil {
		return err
	}
	plan, err := d.store.Plan(ctx, d.Payload)
	if err != nil {
		return err
	}
	fmt.Fprintln(t.Err, ssmSummary(plan))
	if plan.Current {
		return t.print(fmt.Sprintln(plan.Release))
	}
	if err := t.agreed(lock, fmt.Sprintf("Write to account %s in %s?", d.Account, d.Region)); err != nil {
		return err
	}
	p := t.progress("writing parameters")
	done, err := d.store.Push(ctx, d.Payload, ssm.Push{Owner: t.owner(lock.owner), BreakLock: lock.breakLock, Protect: protect, Progress: p.step})
	p.done()
	for _, note := range done.Notes {
		fmt.Fprintln(t.Err, note)
	}
	if err != nil {
		t.sayStopped(err)
		return err
	}
	fmt.Fprintf(t.Err, "%s: release %d, %s written and read back\n", d.Home, done.Release, count(len(done.Written), "parameter"))
	return t.print(fmt.Sprintln(done.Release))
}

// sayStopped says what a push that failed leaves behind.
func (t *tool) sayStopped(err error) {
	var s *ssm.Stopped
	if !errors.As(err, &s) {
		return
	}
	newest := "there is none yet"
	if s.Release > 0 {
		newest = fmt.Sprintf("the newest is still %d", s.Release)
	}
	fmt.Fprintf(t.Err, "stopped after %s; no release was written, %s\n", count(s.Written, "parameter"), newest)
}
