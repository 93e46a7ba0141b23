// Package ssm delivers the reference estate through Parameter Store as an emulator has it: weir pushes, and the very
// script of the container config writes what Trino reads.
package ssm

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
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

// environment is that of weir, the AWS CLI and the script: credentials of nobody, and Parameter Store at an address.
func environment(url string, more ...string) []string {
	return append([]string{
		"AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_REGION=us-west-2", "AWS_DEFAULT_REGION=us-west-2", "AWS_ENDPOINT_URL_SSM=" + url,
		"AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_EC2_METADATA_DISABLED=true", "HOME=" + os.Getenv("HOME"),
		"PATH=" + os.Getenv("PATH"),
	}, more...)
}
