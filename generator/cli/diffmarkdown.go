package cli

import (
	"fmt"
	"strings"
	"unicode"
)

const (
	marker       = "<!-- weir-diff -->" // the first line: who posts the comment finds the one before by it
	commentLimit = 65_536               // characters of a comment on GitHub; counted in bytes, which are never fewer
	openRows     = 12                   // of a section, before the rest is folded
)

// diffMarkdown is a diff as a comment of at most limit bytes: the most important first, the rest folded, and of what does not
// fit its number.
func diffMarkdown(r diffReport, limit int) string {
	var b strings.Builder
	b.WriteString(marker + "\n### weir diff: " + markdown(r.headline()) + "\n")
	sections := r.sections()
	if len(sections) > 0 && sections[0].loud {
		b.WriteString("\n" + caution(sections[0], limit/4))
		sections = sections[1:]
	}
	b.WriteString("\n" + markdown(r.against()) + "\n")
	if s := r.unexplained(); s != nil {
		b.WriteString("\n> [!WARNING]\n> " + markdown(s) + "\n")
	}
	for i, s := range sections {
		reserved := 0
		for _, later := range sections[i+1:] {
			reserved += len(later.frame(len(later.rows)))
		}
		room := limit - b.Len() - reserved
		if i < len(sections)-1 {
			room = max(room*2/3, len(s.frame(len(s.rows)))) // what comes after has rows too
		}
		b.WriteString(s.markdown(room))
	}
	return b.String()
}

// caution is the section that nobody may overlook.
func caution(s diffSection, room int) string {
	var b strings.Builder
	b.WriteString("> [!CAUTION]\n")
	for i, row := range s.rows {
		text := "> " + strings.ToUpper(s.title[:1]) + s.title[1:] + ": **" + markdown(row.cells[0]) + "**"
		for _, note := range row.notes {
			text += "<br>\n> " + markdown(note)
		}
		if b.Len()+len(text)+80 > room {
			fmt.Fprintf(&b, ">\n> … and %s more\n", thousands(len(s.rows)-i))
			break
		}
		if i > 0 {
			b.WriteString(">\n")
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

// frame is a section without its rows, as long as it can be: heading, head of the table, fold, and what is left out.
func (s diffSection) frame(left int) string {
	return s.heading() + s.tableHead() + s.fold(left) + s.tableHead() + "\n</details>\n" + s.leftOut(left)
}

func (s diffSection) heading() string {
	return fmt.Sprintf("\n#### %s (%s)\n\n", s.title, thousands(len(s.rows)))
}

func (s diffSection) tableHead() string {
	if s.head == nil {
		return ""
	}
	return "| " + strings.Join(s.head, " | ") + " |\n|" + strings.Repeat(" --- |", len(s.head)) + "\n"
}

func (s diffSection) fold(rows int) string {
	return fmt.Sprintf("\n<details><summary>%s more</summary>\n\n", thousands(rows))
}

func (s diffSection) leftOut(rows int) string {
	return fmt.Sprintf("\n… and %s more, which do not fit here: weir diff prints them all.\n", thousands(rows))
}

// markdown prints a section in at most room bytes.
func (s diffSection) markdown(room int) string {
	var b strings.Builder
	b.WriteString(s.heading() + s.tableHead())
	room -= len(s.frame(len(s.rows)))
	folded := false
	for i, row := range s.rows {
		text := s.row(row)
		if room -= len(text); room < 0 {
			if folded {
				b.WriteString("\n</details>\n")
			}
			return b.String() + s.leftOut(len(s.rows)-i)
		}
		if i == openRows && len(s.rows) > openRows+2 {
			b.WriteString(s.fold(len(s.rows)-i) + s.tableHead())
			folded = true
		}
		b.WriteString(text)
	}
	if folded {
		b.WriteString("\n</details>\n")
	}
	return b.String()
}

// row is a row of a table, its notes in the cell that says what; without a table, an item of a list.
func (s diffSection) row(row diffRow) string {
	var notes []string
	for _, note := range row.notes {
		notes = append(notes, markdown(note))
	}
	if s.head == nil {
		text := "- **" + markdown(row.cells[0]) + "**\n"
		for _, note := range notes {
			text += "  - " + note + "\n"
		}
		return text
	}
	var cells []string
	for i, cell := range row.cells {
		text := markdown(cell)
		if len(notes) > 0 && i == s.noted() {
			text += "<br>" + strings.Join(notes, "<br>")
		}
		cells = append(cells, text)
	}
	return "| " + strings.Join(cells, " | ") + " |\n"
}

// noted is the cell that notes stand in: "what", or the first.
func (s diffSection) noted() int {
	for i, name := range s.head {
		if name == "what" {
			return i
		}
	}
	return 0
}

// markdown is a sentence in GitHub's Markdown. What users wrote is code, so that nothing in it is a mark, a mention or HTML.
func markdown(s sentence) string {
	var b strings.Builder
	for _, part := range s {
		switch {
		case part.text == "":
		case !part.code:
			b.WriteString(part.text)
		default:
			b.WriteString(codeSpan(part.text))
		}
	}
	return b.String()
}

// codeSpan is text between backticks; where that could end early or break a table, an element with every mark as a number:
// inside of code GitHub looks for no mentions.
func codeSpan(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	if strings.TrimSpace(text) == text && !strings.ContainsAny(text, "`|\\") {
		return "`" + text + "`"
	}
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("`|\\*_[]~@#!:$&<>\"", r) {
			fmt.Fprintf(&b, "&#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return "<code>" + b.String() + "</code>"
}
