package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"weir.local/generator/nearest"
)

// misuse is a mistake in a call of weir: what is wrong, then what to do about it.
type misuse struct{ message, remedy string }

func (m *misuse) Error() string { return m.message }

func misused(remedy, format string, args ...any) error {
	return &misuse{message: fmt.Sprintf(format, args...), remedy: remedy}
}

// unknown says that there is no such thing, and names what there is: unknown("environment", "prd", []string{"dev", "prod"}).
func unknown(kind, name string, have []string) error {
	return &misuse{message: fmt.Sprintf("there is no %s %q", kind, name), remedy: meant(name, have)}
}

// meant names the nearest of the names that there are, or a few of them.
func meant(name string, have []string) string {
	if near := nearest.Names(name, have, 1); len(near) > 0 {
		return "did you mean " + near[0] + "?"
	}
	switch {
	case len(have) == 0:
		return "none is declared"
	case len(have) > 12:
		return "there are " + strings.Join(have[:12], ", ") + " and " + count(len(have)-12, "other")
	}
	return "there is " + list(have, "and")
}

// oneOf checks the value of a flag.
func oneOf(flag, value string, have []string) error {
	if slices.Contains(have, value) {
		return nil
	}
	if value == "" {
		return misused("write --"+flag+" "+list(have, "or"), "--%s is missing", flag)
	}
	return misused("write "+list(have, "or"), "--%s %s: no such %s", flag, value, flag)
}

// flagError is what pflag says, in our words and with the nearest flag.
func flagError(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help lists the flags"
	switch e := err.(type) {
	case *pflag.NotExistError:
		name, dashes := e.GetSpecifiedName(), "--"
		if e.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		if near := nearest.Names(name, flagNames(cmd), 1); len(near) > 0 && dashes == "--" {
			help = "did you mean --" + near[0] + "?"
		}
		return misused(help, "there is no flag %s%s", dashes, name)
	case *pflag.ValueRequiredError:
		return misused(help, "--%s needs a value", e.GetFlag().Name)
	case *pflag.InvalidValueError:
		return misused("write --"+e.GetFlag().Name+" or --"+e.GetFlag().Name+"=false", "--%s=%s: neither true nor false", e.GetFlag().Name, e.GetValue())
	}
	return misused(help, "%v", err)
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// noArguments refuses any, naming the first.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return misused(cmd.CommandPath()+" --help shows how it is called", "it takes no argument, and %q is one", args[0])
}

// atMost refuses more than n arguments.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return misused("usage: "+cmd.UseLine(), "it takes at most %s, and %q is one more", count(n, "argument"), args[n])
	}
}

// commands is for a command that only holds others: it refuses what is none of them.
func commands(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	remedy := cmd.CommandPath() + " --help lists them"
	if near := nearest.Names(args[0], names, 1); len(near) > 0 {
		remedy = "did you mean " + cmd.CommandPath() + " " + near[0] + "?"
	}
	return misused(remedy, "there is no command %q", args[0])
}
