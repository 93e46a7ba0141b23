package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

func newSSMPrune(t *tool) *cobra.Command {
	var o ssmOptions
	var lock lockOptions
	cmd := &cobra.Command{
		Use:   "prune OUT",
		Short: "delete the parameters that no recent release names",
		Long: `prune deletes the parameters that older releases name and none of the newest --keep ones does, nor
one that a service runs (--live), nor out/ itself. A release that named them cannot be gone back to
after that; weir ssm rollback says so. What no release ever named is not weir's, and stays.

Single versions of a parameter cannot be deleted: Parameter Store drops the oldest when the 101st is
written.`,
		Annotations: exitsAs("fine", "refused: somebody pushes, or a release to keep is not whole", "wrong use, or AWS refuses or does not answer"),
		Example: `  weir ssm prune out/prod/adhoc --keep 10
  weir ssm prune out/prod/adhoc --keep 5 --live 37 --yes`,
		Args: exactlyOut,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.out = args[0]
		return t.withErrors(func(ctx context.Context) error { return t.runSSMPrune(ctx, o, lock) })(cmd, args)
	}
	o.addFlags(cmd)
	lock.addFlags(cmd, 10, "what the newest `N` releases name stays")
	return cmd
}

func (t *tool) runSSMPrune(ctx context.Context, o ssmOptions, lock lockOptions) error {
	protect, err := lock.protect()
	if err != nil {
		return err
	}
	d, err := t.delivery(ctx, o)
	if err != nil {
		return err
	}
	names, err := d.store.Unnamed(ctx, d.Payload, protect)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		fmt.Fprintf(t.Err, "%s: nothing to delete\n", d.Home)
		return nil
	}
	fmt.Fprintln(t.Err, strings.Join(names, "\n"))
	if err := t.agreed(lock, fmt.Sprintf("Delete %s of account %s in %s?", count(len(names), "parameter"), d.Account, d.Region)); err != nil {
		return err
	}
	deleted, err := d.store.Prune(ctx, d.Payload, protect, t.owner(lock.owner), lock.breakLock)
	if err != nil {
		return err
	}
	return t.print(fmt.Sprintf("%s: %s deleted\n", d.Home, count(len(deleted), "parameter")))
}
