package load

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"maps"
	"slices"

	"weir.local/schema"
)

// hasher adds texts to a digest, each with its length, so that no two lists of texts look the same.
type hasher struct{ hash.Hash }

func (h hasher) add(texts ...string) {
	for _, text := range texts {
		h.addBytes([]byte(text))
	}
}

func (h hasher) addBytes(b []byte) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(b)))
	h.Write(n[:])
	h.Write(b)
}

func (h hasher) sum() (d digest) {
	h.Sum(d[:0])
	return d
}

// The cache's file: the key, the settled packages, the entries, and a digest of all that. Numbers are varints, texts have
// their length before them.

func (c *cache) encode() []byte {
	var b []byte
	b = append(b, c.key[:]...)
	if c.others == nil {
		b = append(b, 0)
	} else {
		b = appendText(append(b, 1), []byte(c.others.requires))
	}
	b = binary.AppendUvarint(b, uint64(len(c.used)))
	for _, key := range slices.SortedFunc(maps.Keys(c.used), func(a, b digest) int { return cmp.Or(bytes.Compare(a[:], b[:])) }) {
		b = append(b, key[:]...)
		b = binary.AppendUvarint(b, uint64(len(c.used[key])))
		for _, s := range c.used[key] {
			b = appendText(b, []byte(s.file))
			b = binary.AppendUvarint(b, uint64(s.root))
			b = appendText(b, []byte(s.name))
			b = appendText(b, s.value)
		}
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

func appendText(b, text []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// decode takes over a cache's file, if it is whole and has the same key.
func (c *cache) decode(data []byte) {
	n := len(data) - sha256.Size
	if n < sha256.Size || digest(data[:sha256.Size]) != c.key || sha256.Sum256(data[:n]) != digest(data[n:]) {
		return
	}
	r := &reader{rest: data[sha256.Size:n]}
	var others *settled
	if r.byte() == 1 {
		others = &settled{requires: string(r.text())}
	}
	count := r.number()
	entries := make(map[digest][]stored, min(count, len(r.rest)))
	for range count {
		key := r.digest()
		list := make([]stored, 0, 1)
		for range r.number() {
			s := stored{file: string(r.text()), root: r.number(), name: string(r.text()), value: r.text()}
			if r.broken || s.root >= len(schema.Roots()) {
				return
			}
			list = append(list, s)
		}
		entries[key] = list
	}
	if !r.broken && len(r.rest) == 0 {
		c.entries, c.others = entries, others
	}
}

// reader reads the parts of a cache's file; after the first that is not there, it is broken.
type reader struct {
	rest   []byte
	broken bool
}

func (r *reader) take(n int) []byte {
	if r.broken || n < 0 || n > len(r.rest) {
		r.broken = true
		return make([]byte, min(max(n, 0), sha256.Size))
	}
	part := r.rest[:n:n]
	r.rest = r.rest[n:]
	return part
}

func (r *reader) byte() byte     { return r.take(1)[0] }
func (r *reader) digest() digest { return digest(r.take(sha256.Size)) }
func (r *reader) text() []byte   { return r.take(r.number()) }

func (r *reader) number() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > uint64(len(r.rest)) {
		r.broken = true
		return 0
	}
	r.take(n)
	return int(v)
}
