package artifact

import "weir.local/generator/source"

// printer collects a file's bytes and, line by line, where they come from.
type printer struct {
	path  string
	data  []byte
	lines []*source.Origin
	err   error
}

func (p *printer) write(s string)       { p.data = append(p.data, s...) }
func (p *printer) end(o *source.Origin) { p.write("\n"); p.lines = append(p.lines, known(o)) }
func (p *printer) file() File           { return File{Path: p.path, Data: p.data, Lines: p.lines, err: p.err} }

func (p *printer) indent(columns int) {
	for range columns {
		p.data = append(p.data, ' ')
	}
}

// fail keeps the first mistake; Tree.Add reports it.
func (p *printer) fail(key, reason string, origin *source.Origin) {
	if p.err == nil {
		p.err = &ContentError{Path: p.path, Key: key, Reason: reason, Origin: known(origin)}
	}
}

func (p *printer) checkKeys(m Map) {
	if key, ok := m.twice(); ok {
		p.fail(key, "is there twice in one map", m.origin())
	}
}
