package check

import (
	"strconv"

	"weir.local/generator/aws"
	"weir.local/generator/aws/release"
	"weir.local/generator/model"
)

// payload is what a cluster's files come to in Parameter Store.
type payload struct {
	standard, advanced int            // parameters of files, lists and the release
	files, lists       map[string]int // by role
	release            int            // bytes of the release's value, at most
}

// payloadOf counts without spelling the files, which would take longer than all other rules: a file's size is that of its lines.
func payloadOf(c *model.Cluster) payload {
	p := payload{files: map[string]int{}, lists: map[string]int{}}
	for _, f := range c.Coordinator.Files {
		p.add(f)
	}
	for _, f := range c.Worker.Files {
		if twin, ok := c.Coordinator.File(f.Path); !ok || !alike(f, twin) {
			p.add(f)
		}
	}
	for _, r := range []*model.Role{&c.Coordinator, &c.Worker} {
		role := string(r.Name)
		p.files[role] = len(r.Files)
		p.lists[role] = listsFor(c.Home.Parameters.Value, role, r.Files)
		p.standard += p.lists[role]
		for n := range p.lists[role] {
			p.release += lineBytes(len(release.ListName(c.Home.Parameters.Value, role, n+1)), len(role))
		}
	}
	p.standard++ // the release
	return p
}

func (p *payload) add(f model.File) {
	switch bytes := fileBytes(f); {
	case bytes <= aws.StandardBytes:
		p.standard++
	case bytes <= aws.AdvancedBytes:
		p.advanced++
	default:
		p.standard += (bytes + aws.StandardBytes - 1) / aws.StandardBytes
	}
}

func fileBytes(f model.File) int {
	bytes := 0
	for _, line := range f.Lines {
		bytes += len(line.Key) + len("=") + len(line.Value) + len("\n")
	}
	return bytes
}

// alike says whether both roles read the very same file, as a catalog's is.
func alike(f, g model.File) bool {
	return len(f.Lines) == len(g.Lines) && len(f.Lines) > 0 && &f.Lines[0] == &g.Lines[0]
}

// listsFor is how many lists pin a role's files: as release.Lists packs them.
func listsFor(home, role string, files []model.File) int {
	lists, left := 0, 0
	for _, f := range files {
		line := lineBytes(len(home)+len("/")+len(role)+len("/")+len(f.Path), len("files/")+len(f.Path))
		if line > left {
			lists, left = lists+1, aws.StandardBytes
		}
		left -= line
	}
	return lists
}

// lineBytes is how long a line of a list or a release is at most: "<parameter>:<version> <cksum> <what>" and its end, with a version
// of six digits.
func lineBytes(parameter, what int) int {
	const version, checksum = len(":999999 "), len("4294967295 ")
	return parameter + version + checksum + what + len("\n")
}

// reads is how many calls a starting task makes: the release, its lists and its files, ten a call.
func (p payload) reads(role string) int {
	calls := func(n int) int { return (n + aws.ReadAtOnce - 1) / aws.ReadAtOnce }
	return 1 + calls(p.lists[role]) + calls(p.files[role])
}

// thousands writes a number as people read it: "10,000".
func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
