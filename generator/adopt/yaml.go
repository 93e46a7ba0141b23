package adopt

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"

	"weir.local/generator/source"
)

// parseYAML reads one YAML document. What is wrong is a finding, and there is no node then.
func (r *Result) parseYAML(in Input) *node {
	if !r.readable(in) {
		return nil
	}
	refuse := func(at source.Pos, message string) *node {
		r.refuse(at, message, "write one YAML document, as Helm takes it with --values")
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(in.Data))
	var document, second yaml.Node
	if err := dec.Decode(&document); errors.Is(err, io.EOF) {
		return refuse(source.Pos{File: in.Name, Line: 1}, "the file is empty")
	} else if err != nil {
		return refuse(yamlLine(in, err), "this is not YAML")
	}
	if err := dec.Decode(&second); !errors.Is(err, io.EOF) {
		return refuse(source.Pos{File: in.Name, Line: max(second.Line, 1)}, "a second document follows the first")
	}
	p := yamlParser{in: in, open: map[*yaml.Node]bool{}}
	root, err := p.value(&document, 0)
	var m mistake
	if errors.As(err, &m) {
		return refuse(m.at, m.text)
	}
	return root
}

var yamlErrorLine = regexp.MustCompile(`line ([0-9]+)`)

// yamlLine is the line that the parser names in its error.
func yamlLine(in Input, err error) source.Pos {
	at := source.Pos{File: in.Name, Line: 1}
	if m := yamlErrorLine.FindStringSubmatch(err.Error()); m != nil {
		at.Line, _ = strconv.Atoi(m[1])
	}
	return at
}

type yamlParser struct {
	in    Input
	nodes int
	open  map[*yaml.Node]bool // the values that we are inside of
}

func (p *yamlParser) value(y *yaml.Node, depth int) (*node, error) {
	n := &node{at: source.Pos{File: p.in.Name, Line: y.Line, Col: y.Column}}
	if p.nodes++; p.nodes > maxNodes {
		return nil, mistake{n.at, fmt.Sprintf("more than %d values, counting what aliases repeat", maxNodes)}
	}
	if depth > maxDepth {
		return nil, mistake{n.at, fmt.Sprintf("values lie more than %d deep in each other", maxDepth)}
	}
	if p.open[y] {
		return nil, mistake{n.at, "an alias that holds itself"}
	}
	p.open[y] = true
	defer delete(p.open, y)
	switch y.Kind {
	case yaml.DocumentNode:
		return p.value(y.Content[0], depth+1)
	case yaml.AliasNode:
		return p.value(y.Alias, depth+1)
	case yaml.SequenceNode:
		n.kind = list
		for _, item := range y.Content {
			below, err := p.value(item, depth+1)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, below)
		}
		return n, nil
	case yaml.MappingNode:
		return n, p.mapping(n, y, depth)
	}
	return n, p.scalar(n, y)
}

func (p *yamlParser) mapping(n *node, y *yaml.Node, depth int) error {
	n.kind = mapping
	seen := map[string]bool{}
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := y.Content[i]
		at := source.Pos{File: p.in.Name, Line: key.Line, Col: key.Column}
		if key.Kind != yaml.ScalarNode || key.Tag == "!!merge" {
			return mistake{at, "a key that is no plain text"}
		}
		if seen[key.Value] {
			return mistake{at, "a key is written twice in one map"}
		}
		seen[key.Value] = true
		below, err := p.value(y.Content[i+1], depth+1)
		if err != nil {
			return err
		}
		n.keys, n.items = append(n.keys, key.Value), append(n.items, below)
	}
	return nil
}

// yamlKinds says what a scalar's tag makes it; anything else is text.
var yamlKinds = map[string]kind{"!!null": null, "!!bool": boolean, "!!int": number, "!!float": number}

func (p *yamlParser) scalar(n *node, y *yaml.Node) error {
	n.kind, n.text, n.block = text, y.Value, y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if k, known := yamlKinds[y.ShortTag()]; known {
		n.kind = k
	}
	if n.kind == number && len(n.text) > 40 {
		return mistake{n.at, "a number of more than 40 digits"}
	}
	return nil
}
