package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"weir.local/generator/deliver/ssm"
	"weir.local/generator/nearest"
)

func newSSM(t *tool) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ssm",
		Short: "deliver a cluster's files through Parameter Store",
		Long: `ssm holds the commands that talk to AWS Systems Manager Parameter Store, in the account and region
that out/ names and with the credentials that the AWS SDK finds (AWS_PROFILE, AWS_ACCESS_KEY_ID, a
role). OUT is a cluster's directory in out/: out/prod/adhoc.

A release is a numbered version of one parameter that pins every file's version and checksum. A push
writes what changed and the release last, so that a starting task reads one whole release; what a
cluster runs is the number that its stack or task definition names, and nothing else.`,
		Annotations: exits(),
		Example: `  weir ssm plan out/prod/adhoc              what a push would write
  weir ssm push out/prod/adhoc              write it; prints the release's number
  weir ssm drift out/prod/adhoc             what somebody else changed
  weir ssm rollback out/prod/adhoc --to 12  whether release 12 is whole, and how to go back to it
  weir ssm prune out/prod/adhoc --keep 10   delete what the last ten releases do not name`,
		Args: commands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSSMPlan(t), newSSMPush(t), newSSMDrift(t), newSSMRollback(t), newSSMPrune(t))
	return cmd
}

// ssmOptions are those of every command that talks to Parameter Store.
type ssmOptions struct {
	out      string // as the user wrote it
	endpoint string
	rate     float64
	format   string
}

func (o *ssmOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.endpoint, "endpoint-url", "", "`URL` of Parameter Store (default: that of AWS, or AWS_ENDPOINT_URL_SSM)")
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
}

func (o *ssmOptions) addRate(cmd *cobra.Command) {
	cmd.Flags().Float64Var(&o.rate, "rate", 3, "`N` writes a second at most")
}

// exactlyOut takes the one argument of these commands.
func exactlyOut(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return misused("name a cluster's directory in out/: "+cmd.CommandPath()+" out/prod/adhoc", "OUT is missing")
	}
	return atMost(1)(cmd, args)
}

// delivery is a payload and where it goes.
type delivery struct {
	*ssm.Payload
	store *ssm.Store
	out   string // OUT, as the user wrote it
	stack bool   // out/ holds the cluster's stack, and not the task definitions in API shape
}

// delivery reads OUT, and gets ready to talk to Parameter Store.
func (t *tool) delivery(ctx context.Context, o ssmOptions) (*delivery, error) {
	if o.rate < 0 || o.rate != o.rate {
		return nil, misused("write a number of writes a second: --rate 3", "--rate %v: not more than nothing", o.rate)
	}
	dir := t.path(o.out)
	if _, err := os.Stat(filepath.Join(dir, "ssm", "release.yaml")); err != nil {
		return nil, misused(t.meantOut(o.out), "%s is not the directory of a cluster on ECS: it has no ssm/release.yaml", o.out)
	}
	p, err := ssm.ReadPayload(os.DirFS(dir))
	if err != nil {
		return nil, unusable(o.out, err)
	}
	store, err := ssm.Open(ctx, ssm.Options{Region: p.Region, Endpoint: o.endpoint, Rate: o.rate})
	if err != nil {
		return nil, err
	}
	_, err = os.Stat(filepath.Join(dir, "ecs", "stack.yaml"))
	return &delivery{p, store, o.out, err == nil}, nil
}

// meantOut names the cluster's directory that was probably meant.
func (t *tool) meantOut(given string) string {
	found, _ := filepath.Glob(filepath.Join(t.path("out"), "*", "*", "ssm", "release.yaml"))
	var have []string
	for _, name := range found {
		have = append(have, filepath.ToSlash(t.shown(filepath.Dir(filepath.Dir(name)))))
	}
	switch near := nearest.Names(given, have, 1); {
	case len(near) > 0:
		return "did you mean " + near[0] + "?"
	case len(have) > 0:
		return "there is " + list(have, "and")
	}
	return "weir build writes one for every cluster on ECS: out/prod/adhoc"
}

// unusable is a payload that nothing can be done with: every place, at the path that the user wrote.
func unusable(out string, err error) error {
	var u *ssm.Unusable
	if !errors.As(err, &u) {
		var missing *fs.PathError
		if errors.As(err, &missing) {
			return misused("weir build writes it", "%s", err)
		}
		return err
	}
	var lines []string
	for _, p := range u.Problems {
		p.File = filepath.ToSlash(filepath.Join(out, p.File))
		lines = append(lines, (&ssm.Unusable{Problems: []ssm.Problem{p}}).Error())
	}
	return misused("out/ is weir's own, and something else wrote there: run weir build; nothing was sent to AWS", "the payload cannot be used\n%s", strings.Join(lines, "\n"))
}

// remedied turns what AWS or weir refuses into an error with a remedy: of AWS's, exit code 2, of weir's, 1.
func (t *tool) remedied(cmd *cobra.Command, err error) error {
	var fault *ssm.Fault
	var refused *ssm.Refused
	switch {
	case errors.As(err, &refused):
		t.complain(cmd, &misuse{refused.Message, refused.Remedy})
		return verdict(found)
	case errors.As(err, &fault):
		t.complain(cmd, &misuse{fault.Error(), fault.Remedy})
		if errors.Is(err, context.Canceled) {
			return verdict(interrupted)
		}
		return verdict(wrong)
	}
	return err
}

// owner is who pushes: what --owner says, or the user, the machine and this process.
func (t *tool) owner(name string) ssm.Owner {
	if name != "" {
		return ssm.Owner{Name: name}
	}
	user := t.Env("USER")
	if user == "" {
		user = "somebody"
	}
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return ssm.Owner{Name: user + "@" + host, Process: os.Getpid(), Runs: runs}
}

// runs says whether a process of this machine runs; one that may not be asked does.
func runs(process int) bool {
	err := syscall.Kill(process, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// lockOptions are those of the commands that write.
type lockOptions struct {
	owner     string
	breakLock bool
	yes       bool
	keep      int
	live      []int64
}

func (o *lockOptions) addFlags(cmd *cobra.Command, keep int, about string) {
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	cmd.Flags().StringVar(&o.owner, "owner", "", "`NAME` in the lock; the same takes it over (default: user@host and process)")
	cmd.Flags().BoolVar(&o.breakLock, "break-lock", false, "take a lock that is 15 minutes old from its owner")
	cmd.Flags().IntVar(&o.keep, "keep", keep, about)
	cmd.Flags().Int64SliceVar(&o.live, "live", nil, "release `N` that a service runs: it stays whole too")
}

func (o lockOptions) protect() (ssm.Protect, error) {
	if o.keep < 1 {
		return ssm.Protect{}, misused("keep one at least: --keep 1", "--keep %d: the newest release is always kept", o.keep)
	}
	for _, n := range o.live {
		if n < 1 {
			return ssm.Protect{}, misused("releases are counted from 1", "--live %d: no release", n)
		}
	}
	return ssm.Protect{Newest: o.keep, Live: o.live}, nil
}

// agreed asks on a terminal; elsewhere only --yes is an answer.
func (t *tool) agreed(o lockOptions, question string) error {
	if o.yes {
		return nil
	}
	if !t.Terminal.In || !t.Terminal.Err {
		return misused("write --yes", "this is no terminal to ask on, and nothing was changed")
	}
	fmt.Fprintf(t.Err, "%s [y/N] ", question)
	var answer string
	_, _ = fmt.Fscanln(t.In, &answer)
	if strings.EqualFold(answer, "y") || strings.EqualFold(answer, "yes") {
		return nil
	}
	fmt.Fprintln(t.Err, "nothing was changed")
	return verdict(found)
}

// withErrors runs a command of ssm and says what went wrong.
func (t *tool) withErrors(run func(ctx context.Context) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error { return t.remedied(cmd, run(cmd.Context())) }
}
