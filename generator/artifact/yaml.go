package artifact

import "weir.local/generator/source"

// YAML spells a node as YAML in block style: one property a line, the items of
// a list one a line, several lines of text as a literal block. Strings are
// quoted where a reader of YAML 1.1 or of YAML 1.2 would take them for
// something else.
func YAML(path string, n Node) File {
	p := &yamlPrinter{printer{path: path}}
	switch v := bare(n).(type) {
	case Map:
		if len(v) > 0 {
			p.entries(v, 0, false)
			return p.file()
		}
	case List:
		if len(v) > 0 {
			p.items(v, 0, false)
			return p.file()
		}
	}
	p.leaf(n, noColumn)
	return p.file()
}

// noColumn stands for the document itself, above every column.
const noColumn = -2

type yamlPrinter struct{ printer }

// entries writes a map's entries at a column; inline, the first one follows a dash.
func (p *yamlPrinter) entries(m Map, column int, inline bool) {
	p.checkKeys(m)
	for i, entry := range m {
		if i > 0 || !inline {
			p.comment(entry, column)
			p.indent(column)
		}
		p.key(entry.Key, column)
		p.afterKey(entry.Value, column)
	}
}

// items writes a list's items at a column; inline, the first one follows a dash.
func (p *yamlPrinter) items(l List, column int, inline bool) {
	for i, item := range l {
		if i > 0 || !inline {
			p.commentAboveDash(item, column)
			p.indent(column)
		}
		p.write("- ")
		p.afterDash(item, column)
	}
}

func (p *yamlPrinter) afterKey(n Node, column int) {
	switch v := bare(n).(type) {
	case Map:
		if len(v) > 0 {
			p.end(originOf(n))
			p.entries(v, column+2, false)
			return
		}
	case List:
		if len(v) > 0 {
			p.end(originOf(n))
			p.items(v, column+2, false)
			return
		}
	}
	p.write(" ")
	p.leaf(n, column)
}

func (p *yamlPrinter) afterDash(n Node, column int) {
	switch v := bare(n).(type) {
	case Map:
		if len(v) > 0 {
			p.entries(v, column+2, true)
			return
		}
	case List:
		if len(v) > 0 {
			p.items(v, column+2, true)
			return
		}
	}
	p.leaf(n, column)
}

// leaf writes what has no entries or items and ends the line.
func (p *yamlPrinter) leaf(n Node, column int) {
	switch v := bare(n).(type) {
	case Map:
		p.write("{}")
	case List:
		p.write("[]")
	case Text:
		p.text(v, v.String(), column)
		return
	case Trimmed:
		p.text(Text(v), v.String(), column)
		return
	case Scalar:
		if v.kind == isString {
			p.str(v, originOf(n), column)
			return
		}
		p.write(v.text)
	}
	p.end(originOf(n))
}

// longestKey is a little less than the 1024 characters that YAML allows a key
// written without a question mark.
const longestKey = 1000

func (p *yamlPrinter) key(key string, column int) {
	spelled := appendYAMLString(nil, key)
	if len(spelled) <= longestKey {
		p.data = append(append(p.data, spelled...), ':')
		return
	}
	p.write("? ")
	p.data = append(p.data, spelled...)
	p.end(nil)
	p.indent(column)
	p.write(":")
}

func (p *yamlPrinter) comment(entry Entry, column int) {
	if entry.Comment == "" {
		return
	}
	for _, line := range Lines(originOf(entry.Value), entry.Comment) {
		p.indent(column)
		p.write("#")
		if line.Text != "" {
			p.write(" " + oneLine(line.Text))
		}
		p.end(line.Origin)
	}
}

// commentAboveDash writes the comment of an item's first entry: it cannot stand
// between the dash and the key.
func (p *yamlPrinter) commentAboveDash(item Node, column int) {
	switch v := bare(item).(type) {
	case Map:
		if len(v) > 0 {
			p.comment(v[0], column)
		}
	case List:
		if len(v) > 0 {
			p.commentAboveDash(v[0], column)
		}
	}
}

func (p *yamlPrinter) str(s Scalar, origin *source.Origin, column int) {
	if column != noColumn && isBlock(s.text) {
		p.block(s.text, column, func(int) *source.Origin { return origin })
		return
	}
	p.data = appendYAMLString(p.data, s.text)
	p.end(origin)
}

func (p *yamlPrinter) text(t Text, all string, column int) {
	if column == noColumn || !isBlock(all) {
		p.data = appendYAMLString(p.data, all)
		p.end(t.joined())
		return
	}
	lines := t.File("").Lines
	p.block(all, column, func(i int) *source.Origin { return lines[i] })
}
