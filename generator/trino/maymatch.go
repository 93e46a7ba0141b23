package trino

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// MayMatch says whether a pattern of Java's can match the whole of a text that is known but for what stands between its parts:
// MayMatch(`global\.users\..*`, "global.users.", "") for the group "global.users.${USER}". A pattern that Go cannot read the way
// Java does may match anything.
func MayMatch(pattern string, parts ...string) bool {
	if strings.Contains(pattern, "&&") || slices.ContainsFunc(forms, func(f form) bool { return f.java.MatchString(pattern) }) {
		return true
	}
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return true
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		return true
	}
	m := reached{prog, map[uint32]bool{}}
	m.enter(uint32(prog.Start))
	for i, part := range parts {
		if i > 0 {
			m = m.anything()
		}
		for _, r := range part {
			m = m.step(r)
		}
	}
	return m.matched()
}

// reached are the instructions of a pattern that one can be at after some text. What an assertion such as ^ or \b asks for is taken
// as given.
type reached struct {
	prog *syntax.Prog
	at   map[uint32]bool
}

// enter adds an instruction, and those that it leads to without a rune.
func (m reached) enter(pc uint32) {
	if m.at[pc] {
		return
	}
	m.at[pc] = true
	switch inst := m.prog.Inst[pc]; inst.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		m.enter(inst.Out)
		m.enter(inst.Arg)
	case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
		m.enter(inst.Out)
	}
}

// takesRune says whether an instruction reads a rune.
func takesRune(inst *syntax.Inst) bool {
	return slices.Contains([]syntax.InstOp{syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL}, inst.Op)
}

// step reads a rune.
func (m reached) step(r rune) reached {
	next := reached{m.prog, map[uint32]bool{}}
	for pc := range m.at {
		if inst := &m.prog.Inst[pc]; takesRune(inst) && inst.MatchRune(r) {
			next.enter(inst.Out)
		}
	}
	return next
}

// anything reads a text that nobody knows, if only an empty one.
func (m reached) anything() reached {
	all := reached{m.prog, map[uint32]bool{}}
	for pc := range m.at {
		all.enter(pc)
	}
	for before := -1; before < len(all.at); {
		before = len(all.at)
		for pc := range all.at {
			if inst := &m.prog.Inst[pc]; takesRune(inst) {
				all.enter(inst.Out)
			}
		}
	}
	return all
}

func (m reached) matched() bool {
	for pc := range m.at {
		if m.prog.Inst[pc].Op == syntax.InstMatch {
			return true
		}
	}
	return false
}
