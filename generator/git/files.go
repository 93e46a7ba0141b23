package git

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
)

// Files reads the files beneath the folder as they were committed, those that keep says yes to; links and submodules are none.
func (r *Repository) Files(ctx context.Context, commit string, keep func(path string) bool) (map[string][]byte, error) {
	listed, err := r.run(ctx, nil, "ls-tree", "-r", "-z", commit, "--", ".")
	if err != nil {
		return nil, fmt.Errorf("listing the files of %s: %w", commit, err)
	}
	var paths []string
	var objects bytes.Buffer
	for entry := range strings.SplitSeq(string(listed), "\x00") {
		about, path, _ := strings.Cut(entry, "\t")
		fields := strings.Fields(about) // mode, type, object
		if len(fields) == 3 && strings.HasPrefix(fields[0], "100") && keep(path) {
			paths = append(paths, path)
			objects.WriteString(fields[2] + "\n")
		}
	}
	data, err := r.run(ctx, objects.Bytes(), "cat-file", "--batch")
	if err != nil {
		return nil, fmt.Errorf("reading the files of %s: %w", commit, err)
	}
	return contents(paths, data)
}

// contents parts what cat-file --batch printed: "<object> blob <size>\n", the bytes and a newline for each.
func contents(paths []string, data []byte) (map[string][]byte, error) {
	files := make(map[string][]byte, len(paths))
	for _, path := range paths {
		head, rest, _ := bytes.Cut(data, []byte("\n"))
		fields := strings.Fields(string(head))
		if len(fields) != 3 {
			return nil, fmt.Errorf("reading %s: git does not have it here (%s)", path, head)
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil || size+1 > len(rest) {
			return nil, fmt.Errorf("reading %s: git's answer ends too early", path)
		}
		files[path], data = rest[:size:size], rest[size+1:]
	}
	return files, nil
}
