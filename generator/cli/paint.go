package cli

// paint colours text for a terminal; its zero value leaves text as it is.
type paint struct{ on bool }

func (p paint) with(code, text string) string {
	if !p.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (p paint) bold(text string) string   { return p.with("1", text) }
func (p paint) faint(text string) string  { return p.with("2", text) }
func (p paint) red(text string) string    { return p.with("1;31", text) }
func (p paint) yellow(text string) string { return p.with("1;33", text) }
func (p paint) green(text string) string  { return p.with("32", text) }
func (p paint) cyan(text string) string   { return p.with("36", text) }

// paintOut colours the result, paintErr the talk: each only for a terminal, and never against NO_COLOR (no-color.org).
func (t *tool) paintOut() paint { return paint{t.Terminal.Out && t.colourful()} }
func (t *tool) paintErr() paint { return paint{t.Terminal.Err && t.colourful()} }

func (t *tool) colourful() bool {
	return t.Env("NO_COLOR") == "" && t.Env("TERM") != "dumb"
}

// width is how many columns a table may fill: those of the terminal, up to 100.
func (t *tool) width() int {
	if w := t.Terminal.Width; w >= 60 && w < 100 {
		return w
	}
	return 100
}
