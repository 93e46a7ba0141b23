package trino

import (
	"slices"
	"strings"
)

// A Rename is a name that one release has for what another calls otherwise.
type Rename struct {
	From   string // "hive.s3.region"; ending in a dot: all names that begin so
	To     string // "s3.region"; none where nothing takes its place
	Same   bool   // every value means the same under the new name
	Note   string // what to look at, where the values differ
	Source string
}

// Where renames come from that no class declares as an earlier name.
const (
	nativeS3    = "Trino documentation, S3 file system support, Migration from legacy S3 file system; trino#24878"
	clientNames = "measured: the bindings of the server's HTTP clients in 470 and 476"
)

// renames are those that the data cannot know. A row is used only where the one
// release has no property of the first name, and the other has one of the second.
var renames = []Rename{
	{"memoryManager.http-client.", "memory-manager.http-client.", true, "", clientNames},
	{"workerInfo.http-client.", "worker-info.http-client.", true, "", clientNames},
	{"kafka-event-listener.client-config-overrides", "kafka-event-listener.config.resources", false, "put the overrides into a file and name the file", "measured: defunct in 476, which has kafka-event-listener.config.resources"},
	{"fs.native-s3.enabled", "fs.s3.enabled", true, "", nativeS3},

	{"hive.s3.aws-access-key", "s3.aws-access-key", true, "", nativeS3},
	{"hive.s3.aws-secret-key", "s3.aws-secret-key", true, "", nativeS3},
	{"hive.s3.iam-role", "s3.iam-role", true, "", nativeS3},
	{"hive.s3.external-id", "s3.external-id", true, "", nativeS3},
	{"hive.s3.endpoint", "s3.endpoint", false, "begin the value with https://", nativeS3},
	{"hive.s3.region", "s3.region", true, "", nativeS3},
	{"hive.s3.sse.type", "s3.sse.type", true, "", nativeS3},
	{"hive.s3.sse.kms-key-id", "s3.sse.kms-key-id", true, "", nativeS3},
	{"hive.s3.upload-acl-type", "s3.canned-acl", false, "some access control lists have no counterpart", nativeS3},
	{"hive.s3.streaming.part-size", "s3.streaming.part-size", true, "", nativeS3},
	{"hive.s3.proxy.host", "s3.http-proxy", false, "write host:port", nativeS3},
	{"hive.s3.proxy.protocol", "s3.http-proxy.secure", false, "write true for HTTPS", nativeS3},
	{"hive.s3.proxy.non-proxy-hosts", "s3.http-proxy.non-proxy-hosts", true, "", nativeS3},
	{"hive.s3.proxy.username", "s3.http-proxy.username", true, "", nativeS3},
	{"hive.s3.proxy.password", "s3.http-proxy.password", true, "", nativeS3},
	{"hive.s3.proxy.preemptive-basic-auth", "s3.http-proxy.preemptive-basic-auth", true, "", nativeS3},
	{"hive.s3.sts.endpoint", "s3.sts.endpoint", true, "", nativeS3},
	{"hive.s3.sts.region", "s3.sts.region", true, "", nativeS3},
	{"hive.s3.max-error-retries", "s3.max-error-retries", true, "", nativeS3},
	{"hive.s3.connect-timeout", "s3.socket-connect-timeout", true, "", nativeS3},
	{"hive.s3.connect-ttl", "s3.connection-ttl", true, "", nativeS3},
	{"hive.s3.socket-timeout", "s3.socket-timeout", true, "", nativeS3},
	{"hive.s3.socket-timeout", "s3.socket-read-timeout", true, "", nativeS3},
	{"hive.s3.max-connections", "s3.max-connections", true, "", nativeS3},
	{"hive.s3.path-style-access", "s3.path-style-access", true, "", nativeS3},
	{"hive.s3.signer-type", "s3.signer-type", false, "the signers have other names", nativeS3},
}

// NameIn says what a property of one release is called in another that has none
// of its name: by an earlier name that either declares, else by the table of
// renames, read in both directions.
func NameIn(name string, from, to *File) (Rename, bool) {
	if now, status := to.Lookup(name); status == Legacy && now.Name != "" {
		return Rename{From: name, To: now.Name, Same: true, Source: "an earlier name that the release itself declares"}, true
	}
	if was, status := from.Lookup(name); status == Known {
		for _, old := range was.Legacy {
			if _, status := to.Lookup(old); status == Known {
				return Rename{From: name, To: old, Same: true, Source: "an earlier name that the other release declares"}, true
			}
		}
	}
	for _, r := range slices.Concat(renames, backwards()) {
		if rest, ok := r.rest(name); ok {
			if _, status := to.Lookup(r.To + rest); status == Known {
				r.From, r.To = name, r.To+rest
				return r, true
			}
		}
	}
	return Rename{}, false
}

// rest is what follows the row's name in a name that the row is about.
func (r Rename) rest(name string) (string, bool) {
	rest, ok := strings.CutPrefix(name, r.From)
	return rest, ok && (rest == "" || strings.HasSuffix(r.From, "."))
}

// backwards are the renames of a downgrade.
func backwards() []Rename {
	var all []Rename
	for _, r := range renames {
		if r.Same {
			r.From, r.To = r.To, r.From
			all = append(all, r)
		}
	}
	return all
}
