package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"weir.local/generator/aws"
	"weir.local/generator/deliver/ssm"
)

type rollbackOptions struct {
	ssmOptions
	to int64
}

func newSSMRollback(t *tool) *cobra.Command {
	var o rollbackOptions
	cmd := &cobra.Command{
		Use:   "rollback OUT",
		Short: "look whether an older release is whole, and say how to go back to it",
		Long: `rollback reads an older release, and every version of every file that it pins, and compares their
checksums. When all of it is still there it prints the release's number on standard output, and on
standard error the command that points the cluster at it. Nothing is written: the older release was
never gone.

What a cluster runs is the release that its stack was given (the parameter Release), or, where the
cluster is delivered by API, the number in RELEASE of the container config in its task definitions.
Revert the declarations too: the next push makes a release of what out/ says.`,
		Annotations: exitsAs("the release is whole", "it is not, or there is no such release", "wrong use, or AWS does not answer"),
		Example: `  weir ssm rollback out/prod/adhoc            the release before the newest
  weir ssm rollback out/prod/adhoc --to 12`,
		Args: exactlyOut,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.out = args[0]
		return t.withErrors(func(ctx context.Context) error { return t.runSSMRollback(ctx, o, cmd.Flags().Changed("to")) })(cmd, args)
	}
	cmd.Flags().Int64Var(&o.to, "to", 0, "release `N` (default: the one before the newest)")
	o.addFlags(cmd)
	return cmd
}

func (t *tool) runSSMRollback(ctx context.Context, o rollbackOptions, chosen bool) error {
	if chosen && o.to < 1 {
		return misused("releases are counted from 1", "--to %d: no release", o.to)
	}
	d, err := t.delivery(ctx, o.ssmOptions)
	if err != nil {
		return err
	}
	e, err := d.store.Earlier(ctx, d.Payload, o.to)
	if err != nil {
		return err
	}
	if len(e.Gone) > 0 {
		return broken(d.Home, e)
	}
	fmt.Fprintf(t.Err, "%s: release %d is whole; the newest is %d. Go back to it with\n%s\n", d.Home, e.Number, e.Newest, indent(d.pointAt(e.Number), "    "))
	return t.print(fmt.Sprintln(e.Number))
}

func broken(home string, e *ssm.Earlier) error {
	gone := e.Gone
	if len(gone) > 5 {
		gone = append(gone[:5:5], fmt.Sprintf("and %d more", len(e.Gone)-5))
	}
	return &ssm.Refused{
		Message: fmt.Sprintf("release %d of %s is not whole: it pins what is no longer there as it was\n%s", e.Number, home, strings.Join(gone, "\n")),
		Remedy:  fmt.Sprintf("name another release with --to, from %d to %d; or check out the declarations as they were, weir build, and push them", e.Others[len(e.Others)-1], e.Newest),
	}
}

// pointAt is how the cluster is pointed at a release: its stack, or its task definitions.
func (d *delivery) pointAt(number int64) string {
	environment, cluster := filepath.Split(strings.TrimPrefix(d.Home, "/weir/"))
	environment = strings.Trim(environment, "/")
	if d.stack {
		return fmt.Sprintf(`aws cloudformation update-stack --region %s --stack-name %s --use-previous-template \
  --capabilities CAPABILITY_NAMED_IAM --parameters ParameterKey=Release,ParameterValue=%d`, d.Region, aws.StackName(environment, cluster), number)
	}
	return fmt.Sprintf(`RELEASE=%s:%d in the container config of both task definitions:
for role in coordinator worker; do
  jq '(.containerDefinitions[] | select(.name == "config") | .environment[] | select(.name == "RELEASE")).value = "%s:%d"' \
    %s/ecs/$role.task-definition.json > $role.json
  aws ecs register-task-definition --region %s --cli-input-json file://$role.json
done
and update the services with the revisions that this prints`, d.Release.Name, number, d.Release.Name, number, d.out, d.Region)
}
