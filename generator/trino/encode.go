package trino

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// The form of a data file: gzip members, one after another, each a JSON value.
// The first is the header; it says where the others lie, counted from its own
// end, so that a reader inflates only what it needs. Classes that are used by the
// same files share a member. `zcat` prints all of it.
type header struct {
	Version  int          `json:"version"`
	Files    []fileHeader `json:"files"`
	Sections []span       `json:"sections"` // of classes
	Session  span         `json:"session"`  // the server's
}

type fileHeader struct {
	Kind    string `json:"kind"`
	Name    string `json:"name,omitempty"`
	Plugin  string `json:"plugin,omitempty"`
	Span    span   `json:"span"`
	Session span   `json:"session"`
}

type span [2]int // offset, length

// A bound is a binding as it is stored: with the section of its class.
type bound struct {
	Binding
	Section int `json:"section"`
}

// Encode writes data in the form that Decode reads; the same data gives the same bytes.
func Encode(d Data) ([]byte, error) {
	var body bytes.Buffer
	h := header{Version: d.Version}
	add := func(value any) (span, error) {
		at := body.Len()
		err := appendMember(&body, value)
		return span{at, body.Len() - at}, err
	}
	section := sections(d)
	for _, names := range section {
		classes := map[string]Class{}
		for _, name := range names {
			classes[name] = d.Classes[name]
		}
		s, err := add(classes)
		if err != nil {
			return nil, err
		}
		h.Sections = append(h.Sections, s)
	}
	for _, f := range d.Files {
		fh, err := encodeFile(f, section, add)
		if err != nil {
			return nil, err
		}
		h.Files = append(h.Files, fh)
	}
	var err error
	if h.Session, err = add(d.Session); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := appendMember(&out, h); err != nil {
		return nil, err
	}
	out.Write(body.Bytes())
	return out.Bytes(), nil
}

func encodeFile(f FileData, sections [][]string, add func(any) (span, error)) (fileHeader, error) {
	bindings := make([]bound, len(f.Bindings))
	for i, b := range f.Bindings {
		at := slices.IndexFunc(sections, func(names []string) bool { return slices.Contains(names, b.Class) })
		bindings[i] = bound{b, at}
	}
	h := fileHeader{Kind: f.Kind, Name: f.Name, Plugin: f.Plugin}
	var err error
	if h.Span, err = add(bindings); err != nil {
		return h, err
	}
	h.Session, err = add(f.Session)
	return h, err
}

// sections groups the classes by the files that use them.
func sections(d Data) [][]string {
	users := map[string]string{}
	for i, f := range d.Files {
		seen := map[string]bool{}
		for _, b := range f.Bindings {
			if !seen[b.Class] {
				users[b.Class] += fmt.Sprint(i, ",")
				seen[b.Class] = true
			}
		}
	}
	groups := map[string][]string{}
	for _, class := range slices.Sorted(maps.Keys(d.Classes)) {
		groups[users[class]] = append(groups[users[class]], class)
	}
	return slices.SortedFunc(maps.Values(groups), func(a, b []string) int { return cmp.Compare(strings.Join(a, " "), strings.Join(b, " ")) })
}

func appendMember(out *bytes.Buffer, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encoding Trino's properties: %w", err)
	}
	// No name and no time in the member's header: the same bytes every time.
	z, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(append(text, '\n')); err != nil {
		return err
	}
	return z.Close()
}

// readMember decodes the first gzip member of b and answers the bytes after it.
func readMember(b []byte, into any) ([]byte, error) {
	rest := bytes.NewReader(b)
	z, err := gzip.NewReader(rest)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	return b[len(b)-rest.Len():], json.Unmarshal(text, into)
}
