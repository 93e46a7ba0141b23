package cli

import (
	"strings"
	"unicode/utf8"
)

// column says how a table prints one column.
type column struct {
	right bool                // numbers
	paint func(string) string // nil: as it is
}

// table prints rows of cells in columns two spaces apart. The last column is broken between words to stay within width.
type table struct {
	indent  string
	columns []column
	least   []int // widths that columns have at least, so that tables under each other align
	width   int   // 0: no limit
	rows    [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// String is the table, each line with its newline and without spaces at the end.
func (t *table) String() string {
	widths := t.widths()
	room := 0
	if t.width > 0 {
		room = t.width - utf8.RuneCountInString(t.indent)
		for _, w := range widths[:len(widths)-1] {
			room -= w + 2
		}
		room = max(room, 24)
	}
	var b strings.Builder
	for _, row := range t.rows {
		t.print(&b, row, widths, room)
	}
	return b.String()
}

func (t *table) widths() []int {
	widths := make([]int, len(t.columns))
	copy(widths, t.least)
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

func (t *table) print(b *strings.Builder, row []string, widths []int, room int) {
	last := len(t.columns) - 1
	for n, text := range wrap(row[last], room) {
		var line strings.Builder
		line.WriteString(t.indent)
		for i, cell := range row[:last] {
			if n > 0 {
				cell = ""
			}
			line.WriteString(t.columns[i].cell(cell, widths[i]) + "  ")
		}
		line.WriteString(t.columns[last].cell(text, 0))
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

func (c column) cell(text string, width int) string {
	pad := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
	if c.paint != nil && text != "" {
		text = c.paint(text)
	}
	if c.right {
		return pad + text
	}
	return text + pad
}
