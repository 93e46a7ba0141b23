package server

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestProcessThatEndsIsNotWaitedFor(t *testing.T) {
	p, err := Start("one", filepath.Join(t.TempDir(), "log"), nil, "/bin/sh", "-c", "echo said; exit 3")
	if err != nil {
		t.Fatal(err)
	}
	err = p.Await(context.Background(), "a wonder", func() error { return errors.New("not yet") })
	var ended Ended
	if !errors.As(err, &ended) || ended.Code != 3 || strings.TrimSpace(ended.Log) != "said" {
		t.Errorf("%v", err)
	}
}

func TestDeafProcessIsKilled(t *testing.T) {
	ready := filepath.Join(t.TempDir(), "ready")
	p, err := Start("one", filepath.Join(t.TempDir(), "log"), []string{"PATH=/usr/bin:/bin"}, "/bin/sh", "-c", "trap '' TERM; touch "+ready+"; while :; do sleep 0.05; done")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Await(t.Context(), "a sign", func() error { _, err := os.Stat(ready); return err }); err != nil {
		t.Fatal(err)
	}
	if err := p.Stop(50 * time.Millisecond); err != nil {
		t.Error(err)
	}
	if ended := (Ended{}); !errors.As(p.Ended(), &ended) {
		t.Error("nobody says that it ended")
	}
	if err := p.Stop(0); err != nil {
		t.Errorf("ending it twice: %v", err)
	}
}
