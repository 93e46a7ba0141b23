package cli

import (
	"strings"
)

// printDiffText prints a diff for people at a terminal.
func (t *tool) printDiffText(r diffReport) error {
	p := diffText{paint: t.paintOut(), width: t.width()}
	p.paragraph(p.paint.bold, r.headline())
	p.paragraph(p.paint.faint, r.against())
	if s := r.unexplained(); s != nil {
		p.paragraph(p.paint.yellow, s)
	}
	for _, s := range r.sections() {
		p.section(s)
	}
	return t.print(p.b.String())
}

// diffText collects what is printed.
type diffText struct {
	paint paint
	width int
	b     strings.Builder
}

func (p *diffText) line(text string) { p.b.WriteString(text + "\n") }

func (p *diffText) paragraph(colour func(string) string, s sentence) {
	for _, line := range wrap(s.plain(), p.width) {
		p.line(colour(line))
	}
}

func (p *diffText) section(s diffSection) {
	title := p.paint.cyan
	if s.loud {
		title = p.paint.red
	}
	p.line("\n" + title(strings.ToLower(s.title[:1])+s.title[1:]))
	lines := table{indent: "  ", width: p.width}
	for range max(len(s.head), 1) {
		lines.columns = append(lines.columns, column{})
	}
	lines.least = cellsOf(s).widths()
	for _, row := range s.rows {
		lines.rows = nil
		lines.add(plains(row.cells, len(lines.columns))...)
		p.b.WriteString(lines.String())
		for _, note := range row.notes {
			for i, line := range wrap(note.plain(), p.width-8) {
				p.line(strings.Repeat(" ", 6+2*min(i, 1)) + line)
			}
		}
	}
}

// cellsOf is a section's cells, whose widths all its rows have.
func cellsOf(s diffSection) *table {
	n := max(len(s.head), 1)
	all := table{columns: make([]column, n)}
	for _, row := range s.rows {
		all.add(plains(row.cells, n)...)
	}
	return &all
}

func plains(cells []sentence, n int) []string {
	texts := make([]string, n)
	for i, cell := range cells {
		texts[i] = cell.plain()
	}
	return texts
}
