package release

import (
	"strings"
	"testing"

	"weir.local/generator/artifact"
	"weir.local/generator/aws"
)

func TestRefusedNamesEachLineThatCannotBeCarried(t *testing.T) {
	text := artifact.Lines(nil, "fine=1\n#@weir /a:1\nb={{c}}\n"+strings.Repeat("x", aws.AdvancedBytes+1)+"\n#@weirdly fine\n")
	var lines []int
	for _, e := range Refused(text) {
		lines = append(lines, e.Line)
	}
	if len(lines) != 3 || lines[0] != 2 || lines[1] != 3 || lines[2] != 4 {
		t.Errorf("refused lines %v, want 2, 3 and 4", lines)
	}
	if len(Refused(nil)) != 1 {
		t.Error("an empty file is not refused")
	}
}

func TestSplitKeepsEveryLineInOrder(t *testing.T) {
	line := strings.Repeat("x", 99) + "\n"
	for _, tt := range []struct {
		name  string
		text  string
		parts int
	}{
		{"a short file", line, 1},
		{"as much as an advanced parameter takes", strings.Repeat("x", aws.AdvancedBytes) + "\n", 1},
		{"a line more", strings.Repeat(line, 82), 3},
		{"a line that needs an advanced part", strings.Repeat("x", aws.AdvancedBytes) + "\n" + line, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parts := Split(artifact.Lines(nil, tt.text))
			if len(parts) != tt.parts {
				t.Errorf("%d parts, want %d", len(parts), tt.parts)
			}
			var joined string
			for _, part := range parts {
				joined += part.String()
				if n := len(Value(part)); n > aws.AdvancedBytes {
					t.Errorf("a part of %d bytes", n)
				}
			}
			if joined != tt.text {
				t.Error("the parts together are not the file")
			}
		})
	}
}
