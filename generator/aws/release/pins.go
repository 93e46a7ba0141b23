package release

import (
	"fmt"
	"strconv"
	"strings"

	"weir.local/generator/aws"
)

// Pin is a line of a release or of a list: a version of a parameter, and what
// it is there for.
type Pin struct {
	Parameter string // "/weir/prod/adhoc/catalog/orders.properties"
	Version   int64  // 3
	Sum       uint32 // cksum of the value and a newline
	For       string // of a release the role: "worker"; of a list the file: "catalog/orders.properties"
}

// Pinned is a version of a parameter with the checksum of its value.
func Pinned(parameter string, version int64, value, what string) Pin {
	return Pin{parameter, version, Sum(value), what}
}

// Sum is the checksum of a value as a file: with its last newline.
func Sum(value string) uint32 { return Checksum([]byte(value + "\n")) }

// Ref is how the API is asked for it: "/weir/prod/adhoc/log.properties:3".
func (p Pin) Ref() string { return p.Parameter + ":" + strconv.FormatInt(p.Version, 10) }

// Holds says whether a value is the pinned one.
func (p Pin) Holds(value string) bool { return p.Sum == Sum(value) }

func (p Pin) line(prefix string) string {
	return fmt.Sprintf("%s %d %s%s", p.Ref(), p.Sum, prefix, p.For)
}

// folder is where the init container gathers the files of a list.
const folder = "files/"

// Lists are the values of the lists that pin files, in their order: each as
// many lines as are free of charge.
func Lists(pins []Pin) []string {
	var lists []string
	list := ""
	for _, p := range pins {
		line := p.line(folder)
		if list != "" && len(list)+1+len(line) > aws.StandardBytes {
			lists, list = append(lists, list), ""
		}
		list = strings.TrimPrefix(list+"\n"+line, "\n")
	}
	if list != "" {
		lists = append(lists, list)
	}
	return lists
}

// Text is the value of a release that pins lists.
func Text(pins []Pin) string {
	lines := make([]string, len(pins))
	for i, p := range pins {
		lines[i] = p.line("")
	}
	return strings.Join(lines, "\n")
}

// ParseText reads the value of a release.
func ParseText(value string) ([]Pin, error) { return parsePins(value, "") }

// ParseList reads the value of a list.
func ParseList(value string) ([]Pin, error) { return parsePins(value, folder) }

func parsePins(value, prefix string) ([]Pin, error) {
	var pins []Pin
	for i, line := range strings.Split(value, "\n") {
		p, ok := parsePin(line, prefix)
		if !ok {
			return nil, fmt.Errorf("line %d is not one of a release: %q", i+1, line)
		}
		pins = append(pins, p)
	}
	return pins, nil
}

func parsePin(line, prefix string) (Pin, bool) {
	fields := strings.Split(line, " ")
	if len(fields) != 3 {
		return Pin{}, false
	}
	name, version, cut := strings.Cut(fields[0], ":")
	what, inside := strings.CutPrefix(fields[2], prefix)
	v, err := strconv.ParseInt(version, 10, 64)
	sum, sumErr := strconv.ParseUint(fields[1], 10, 32)
	ok := cut && inside && what != "" && err == nil && v > 0 && sumErr == nil && strings.HasPrefix(name, "/")
	return Pin{name, v, uint32(sum), what}, ok
}

// ListName is the name of a role's list, counted from 1:
// /weir/prod/adhoc/lists/worker/1.
func ListName(parameters, role string, n int) string {
	return fmt.Sprintf("%s/lists/%s/%d", parameters, role, n)
}

// LockName is the name of what a push holds while it writes:
// /weir/prod/adhoc/lock.
func LockName(parameters string) string { return parameters + "/lock" }

// Home is the path that a release's parameter lies in: /weir/prod/adhoc.
func Home(name string) (string, bool) { return strings.CutSuffix(name, "/release") }
