package cli

import "github.com/spf13/cobra"

// usage is the part of the help below a command's description: how it is called, what it takes, a session, the exit codes.
const usage = `Usage:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}
{{- range $group := .Groups}}

{{$group.Title}}
{{- range $.Commands}}{{if and .IsAvailableCommand (eq .GroupID $group.ID)}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}{{end}}
{{- if and .HasAvailableSubCommands (not .Groups)}}

Commands:
{{- range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}{{end}}
{{- if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
{{- if .HasAvailableInheritedFlags}}

Everywhere:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
{{- if .HasExample}}

Example:
{{.Example}}{{end}}
{{- with .Annotations.exit}}

Exit codes:
{{.}}{{end}}
{{- if .HasAvailableSubCommands}}

{{.CommandPath}} COMMAND --help says more about a command.{{end}}
`

// exits is what the help of most commands says of exit codes.
func exits() map[string]string {
	return exitsAs("fine", "findings of level error", "wrong use, or input that cannot be read")
}

// exitsAs names each exit code; an empty one is not used.
func exitsAs(fine, found, wrong string) map[string]string {
	text := "  0  " + fine
	if found != "" {
		text += "\n  1  " + found
	}
	return map[string]string{"exit": text + "\n  2  " + wrong}
}

// ours gives cobra's own commands our words.
func ours(root *cobra.Command) {
	root.SetUsageTemplate(usage)
	root.SetHelpCommand(newHelp(root))
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd("completion")
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "print a script that makes a shell complete commands, flags and names"
			c.Args = commands
			c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
}

func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "say more about a command",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err == nil {
				err = commands(cmd, rest)
			}
			if err != nil {
				return err
			}
			cmd.InitDefaultHelpFlag()
			cmd.InitDefaultVersionFlag()
			return cmd.Help()
		},
	}
}
