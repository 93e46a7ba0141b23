// Package ssm delivers the reference estate through Parameter Store as an emulator has it: weir pushes, and the very
// script of the container config writes what Trino reads.
package ssm

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"weir.local/conformance/install"
	"weir.local/generator/verify/server"
)

// Account is the one that the emulator is: prod's.
const Account = "111122223333"

// Emulator is moto on loopback, and the AWS CLI.
type Emulator struct {
	*server.Process
	URL   string
	tools install.Emulator
}

// Start starts an emulator without parameters and waits until it listens; its log goes below dir.
func Start(tools install.Emulator, dir string) (*Emulator, error) {
	port, err := server.FreePort()
	if err != nil {
		return nil, err
	}
	environment := append(os.Environ(), "PYTHONPATH="+tools.Packages, "MOTO_ACCOUNT_ID="+Account)
	p, err := server.Start("moto", filepath.Join(dir, "moto.log"), environment, "python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", strconv.Itoa(port))
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	address := fmt.Sprintf("127.0.0.1:%d", port)
	err = p.Await(ctx, "a connection", func() error {
		c, err := net.Dial("tcp", address)
		if err == nil {
			err = c.Close()
		}
		return err
	})
	return &Emulator{p, "http://" + address, tools}, err
}

// Empty removes all that the emulator has.
func (e *Emulator) Empty() error { return e.post("/moto-api/reset", "", "") }

// Put writes a parameter as somebody else would.
func (e *Emulator) Put(name, value string) error {
	body, err := json.Marshal(map[string]any{"Name": name, "Value": value, "Type": "String", "Overwrite": true})
	if err != nil {
		return err
	}
	return e.post("/", "AmazonSSM.PutParameter", string(body))
}

// post calls the emulator, which looks at no signature.
func (e *Emulator) post(path, target, body string) error {
	request, err := http.NewRequest(http.MethodPost, e.URL+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	if target != "" {
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
		request.Header.Set("X-Amz-Target", target)
		request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-west-2/ssm/aws4_request, SignedHeaders=host, Signature=0")
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if said, _ := io.ReadAll(answer.Body); answer.StatusCode != http.StatusOK {
		return fmt.Errorf("emulator %s %s: %s: %s", path, target, answer.Status, said)
	}
	return nil
}

// environment is that of weir, the AWS CLI and the script: credentials of nobody, and Parameter Store at an address.
func environment(url string, more ...string) []string {
	return append([]string{
		"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_REGION=us-west-2", "AWS_DEFAULT_REGION=us-west-2", "AWS_ENDPOINT_URL_SSM=" + url,
		"AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_EC2_METADATA_DISABLED=true", "HOME=" + os.Getenv("HOME"),
		"PATH=" + os.Getenv("PATH"),
	}, more...)
}
