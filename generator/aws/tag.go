package aws

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What tags may be (Systems Manager, ECS, CloudWatch Logs and IAM API: Tag;
// Tagging AWS Resources User Guide, Tag naming limits).
const (
	Tags            = 50 // of a resource
	TagKeyLetters   = 128
	TagValueLetters = 256
)

// TagKey says why AWS refuses a tag's key; empty: it takes it.
func TagKey(key string) string {
	switch {
	case key == "":
		return "is empty"
	case strings.HasPrefix(strings.ToLower(key), "aws:"):
		return `begins with "aws:", which is AWS's own`
	}
	return tagText(key, TagKeyLetters)
}

// TagValue says why AWS refuses a tag's value; empty: it takes it.
func TagValue(value string) string {
	if strings.HasPrefix(strings.ToLower(value), "aws:") {
		return `begins with "aws:", which is AWS's own`
	}
	return tagText(value, TagValueLetters)
}

func tagText(text string, letters int) string {
	if utf8.RuneCountInString(text) > letters {
		return "is longer than " + strconv.Itoa(letters) + " letters"
	}
	for _, r := range text {
		if !unicode.In(r, unicode.L, unicode.Z, unicode.N) && !strings.ContainsRune("_.:/=+-@", r) {
			return "holds " + string(r) + ", and tags take letters, digits, spaces and _ . : / = + - @"
		}
	}
	return ""
}
