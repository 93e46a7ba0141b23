package ssm

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"weir.local/generator/aws"
	"weir.local/generator/aws/release"
	"weir.local/generator/deliver/ssm/ssmtest"
)

// Nothing of the machine's: these tests talk to loopback with credentials of nobody.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_ENDPOINT_URL": "", "AWS_ENDPOINT_URL_SSM": "",
	} {
		os.Setenv(name, value)
	}
	os.Exit(m.Run())
}

// estate is the files of a cluster: path to text. Those that begin with a role's name are that role's.
type estate map[string]string

func small() estate {
	return estate{
		"catalog/orders.properties":     "connector.name=mysql\nmetadata.cache-ttl=10m",
		"catalog/tpch.properties":       "connector.name=tpch",
		"log.properties":                "io.trino=INFO",
		"coordinator/config.properties": "coordinator=true",
		"worker/config.properties":      "coordinator=false",
	}
}

func (e estate) with(path, text string) estate {
	e = maps.Clone(e)
	if e[path] = text; text == "" {
		delete(e, path)
	}
	return e
}

const home = "/weir/prod/adhoc"

// fs spells the payload as render/ssm does.
func (e estate) fs() fstest.MapFS {
	dir := fstest.MapFS{}
	lists := map[string]string{}
	for _, name := range sorted(e) {
		by, path := "both", name
		for _, role := range roles() {
			if rest, ok := strings.CutPrefix(name, role+"/"); ok {
				by, path = role, rest
			}
		}
		dir["ssm/"+name+".yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "Name: %s/%s\nDescription: d\nType: String\nTier: %s\nTags:\n  - Key: team\n    Value: lake\nValue: |-\n  %s\n",
			home, name, aws.Tier(len(e[name])), strings.ReplaceAll(e[name], "\n", "\n  "))}
		lists[by] += fmt.Sprintf("    - path: %s\n      parameter: %s/%s\n", path, home, name)
	}
	text := "Name: " + home + "/release\nDescription: d\nType: String\nAccount: \"" + ssmtest.Account + "\"\nRegion: us-west-2\nFiles:\n"
	for _, by := range sorted(lists) {
		text += "  " + by + ":\n" + lists[by]
	}
	dir["ssm/release.yaml"] = &fstest.MapFile{Data: []byte(text)}
	return dir
}

func (e estate) payload(t *testing.T) *Payload {
	t.Helper()
	p, err := ReadPayload(e.fs())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func server(t *testing.T) *ssmtest.Server {
	s := ssmtest.New()
	t.Cleanup(s.Close)
	return s
}

func open(t *testing.T, address string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Region: "us-west-2", Endpoint: address, Rate: 10000, Backoff: 5 * time.Millisecond, Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func alice() Push {
	return Push{Owner: Owner{Name: "alice@laptop"}, Protect: Protect{Newest: 10}}
}

func mustPush(t *testing.T, s *Store, p *Payload) Pushed {
	t.Helper()
	done, err := s.Push(t.Context(), p, alice())
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// read reads a release as the init container does: role and path to text. The newest where number is 0.
func read(ctx context.Context, s *Store, number int64) (estate, int64, error) {
	ref := release.Name(home)
	text, _, err := s.newest(ctx, ref)
	if number != 0 {
		ref = fmt.Sprintf("%s:%d", ref, number)
		got, atErr := s.at(ctx, []string{ref})
		text, err = got[ref], atErr
	}
	if err != nil || text.Value == "" {
		return nil, 0, err
	}
	releases, err := s.releases(ctx, []held{text})
	if err != nil {
		return nil, 0, err
	}
	values, err := s.whole(ctx, &releases[0])
	if err != nil {
		return nil, 0, err
	}
	if len(releases[0].Gone) > 0 {
		return nil, 0, fmt.Errorf("release %d is not whole: %q", text.Version, releases[0].Gone)
	}
	files := estate{}
	for role, pins := range releases[0].Files {
		for _, pin := range pins {
			files[role+" "+pin.For] += values[pin.Ref()].Value + "\n"
		}
	}
	return files, text.Version, nil
}

// asRead is what a reader finds of an estate.
func (e estate) asRead() estate {
	files := estate{}
	for name, text := range e {
		for _, role := range roles() {
			path, own := strings.CutPrefix(name, role+"/")
			if own || !strings.HasPrefix(name, coordinator+"/") && !strings.HasPrefix(name, worker+"/") {
				files[role+" "+path] = text + "\n"
			}
		}
	}
	return files
}

func holds(t *testing.T, s *Store, number int64, want estate) {
	t.Helper()
	got, _, err := read(t.Context(), s, number)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(got, want.asRead()) {
		t.Errorf("release %d reads as\n%q\nwant\n%q", number, got, want.asRead())
	}
}

func names(parts ...string) []string {
	for i := range parts {
		parts[i] = home + "/" + parts[i]
	}
	return slices.Sorted(slices.Values(parts))
}
