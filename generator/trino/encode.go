package trino

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// The form of a data file: gzip members, one after another. The first is the
// header, in JSON; it says where the others lie, counted from its own end, so that
// a reader inflates only what it needs. Classes that are used by the same files
// share a member. `zcat` prints all of it.
type header struct {
	Form     int          `json:"form"`
	Version  int          `json:"version"`
	Sum      uint32       `json:"sum"` // CRC-32 of all that follows the header
	Files    []fileHeader `json:"files"`
	Sections []span       `json:"sections"` // of classes
	Session  span         `json:"session"`  // the server's
}

// dataForm is the number of this form; data of another must be harvested again.
const dataForm = 1

type fileHeader struct {
	Kind    string `json:"kind"`
	Name    string `json:"name,omitempty"`
	Plugin  string `json:"plugin,omitempty"`
	Span    span   `json:"span"`
	Session span   `json:"session"`
}

type span [2]int // offset, length

// Encode writes data in the form that Decode reads; the same data gives the same bytes.
func Encode(d Data) ([]byte, error) {
	var body bytes.Buffer
	h := header{Form: dataForm, Version: d.Version}
	add := func(value any) (span, error) {
		at := body.Len()
		err := appendMember(&body, value)
		return span{at, body.Len() - at}, err
	}
	section := sections(d)
	for _, names := range section {
		var text lines
		for _, name := range names {
			text.class(name, d.Classes[name])
		}
		s, err := add(text.Bytes())
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
	h.Sum = crc32.ChecksumIEEE(body.Bytes())
	var out bytes.Buffer
	if err := appendMember(&out, h); err != nil {
		return nil, err
	}
	out.Write(body.Bytes())
	return out.Bytes(), nil
}

func encodeFile(f FileData, sections [][]string, add func(any) (span, error)) (fileHeader, error) {
	var text lines
	for _, b := range f.Bindings {
		text.binding(b, slices.IndexFunc(sections, func(names []string) bool { return slices.Contains(names, b.Class) }))
	}
	h := fileHeader{Kind: f.Kind, Name: f.Name, Plugin: f.Plugin}
	var err error
	if h.Span, err = add(text.Bytes()); err != nil {
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
	text, ready := value.([]byte)
	if !ready {
		var err error
		if text, err = json.Marshal(value); err != nil {
			return fmt.Errorf("encoding Trino's properties: %w", err)
		}
		text = append(text, '\n')
	}
	// No name and no time in the member's header: the same bytes every time.
	z, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(text); err != nil {
		return err
	}
	return z.Close()
}

// inflaters are kept, as one costs more than what most members hold.
var inflaters = sync.Pool{New: func() any { return new(gzip.Reader) }}

// readMember inflates the first gzip member of b and answers the bytes after it.
func readMember(b []byte) (text string, after []byte, err error) {
	z := inflaters.Get().(*gzip.Reader)
	defer inflaters.Put(z)
	rest := bytes.NewReader(b)
	if err := z.Reset(rest); err != nil {
		return "", nil, err
	}
	z.Multistream(false)
	var out strings.Builder
	_, err = io.Copy(&out, z)
	return out.String(), b[len(b)-rest.Len():], err
}
