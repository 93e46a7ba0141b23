package cli

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"weir.local/generator/verify/server"
)

// connection is the server that a command talks to, and who it is there.
type connection struct {
	server      string
	user        string
	passwordEnv string
	askPassword bool
	ca          string
}

func (c *connection) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.server, "server", "", "ask the server at `URL`: https://trino.example.com")
	cmd.Flags().StringVar(&c.user, "user", "weir", "be this user `NAME` there")
	cmd.Flags().StringVar(&c.passwordEnv, "password-env", "", "take the user's password from the environment variable `NAME`")
	cmd.Flags().BoolVar(&c.askPassword, "ask-password", false, "ask for the user's password on the terminal")
	cmd.Flags().StringVar(&c.ca, "ca", "", "trust the authorities in `FILE` (PEM) in place of the system's")
	_ = cmd.MarkFlagFilename("ca")
}

// client makes a client of the flags. It connects to nothing yet.
func (t *tool) client(c connection) (server.Client, error) {
	u, err := address(c.server)
	if err != nil {
		return server.Client{}, err
	}
	client := server.Client{URL: u, User: c.user}
	if client.Password, err = t.password(c); err != nil {
		return server.Client{}, err
	}
	if client.Password != "" && !strings.HasPrefix(u, "https://") {
		return server.Client{}, misused("write https://, which Trino asks for too when it asks for a password", "a password would go to %s in the clear", u)
	}
	client.HTTP, err = t.transport(c.ca)
	return client, err
}

// address is a server's URL without a path. A password in it is never repeated.
func address(text string) (string, error) {
	const remedy = "write --server https://trino.example.com, with the port when it is not 443"
	if text == "" {
		return "", misused(remedy, "--server is missing")
	}
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return "", misused(remedy, "--server is no URL")
	case u.User != nil:
		return "", misused("write --user NAME, and --password-env NAME or --ask-password", "--server holds a user or a password, which every process of this machine could read")
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return "", misused(remedy, "--server %s: no URL of a server", text)
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return "", misused("write "+u.Scheme+"://"+u.Host, "--server %s: a server has no path", text)
	}
	return u.Scheme + "://" + u.Host, nil
}

// password finds the password where the flags say; none is empty.
func (t *tool) password(c connection) (string, error) {
	switch {
	case c.passwordEnv != "" && c.askPassword:
		return "", misused("leave one of them out", "--password-env and --ask-password exclude each other")
	case c.passwordEnv != "":
		if value := t.Env(c.passwordEnv); value != "" {
			return value, nil
		}
		return "", misused("set it, or write --ask-password", "--password-env: the environment variable %s is empty", quotedName(c.passwordEnv))
	case !c.askPassword:
		return "", nil
	case !t.Terminal.In:
		return "", misused("write --password-env NAME", "--ask-password: there is no terminal to ask on")
	}
	fmt.Fprintf(t.Err, "Password of %s: ", c.user)
	defer fmt.Fprintln(t.Err)
	if file, ok := t.In.(*os.File); ok {
		typed, err := term.ReadPassword(int(file.Fd()))
		return string(typed), err
	}
	line, err := bufio.NewReader(t.In).ReadString('\n')
	return strings.TrimRight(line, "\r\n"), err
}

// quotedName is a variable's name; what is none may be a password that someone wrote in its place, and is not repeated.
func quotedName(name string) string {
	if strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
		return "of that name"
	}
	return name
}

// transport trusts the system's authorities, or those of a file.
func (t *tool) transport(ca string) (*http.Client, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.ResponseHeaderTimeout = time.Minute
	if ca != "" {
		text, err := os.ReadFile(t.path(ca))
		if err != nil {
			return nil, fmt.Errorf("reading --ca: %w", err)
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(text) {
			return nil, misused("name a file of certificates in PEM", "--ca %s: no certificate in it", ca)
		}
		transport.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	}
	return &http.Client{Transport: transport, Timeout: 2 * time.Minute}, nil
}

// greet asks a server who it is.
func greet(ctx context.Context, c server.Client) (server.Info, error) {
	info, err := c.Info(ctx)
	switch {
	case err != nil:
		return info, unanswered(c, err)
	case info.Starting:
		return info, misused("ask again when it has started", "%s is still starting", c.URL)
	case !info.Coordinator:
		return info, misused("name the coordinator", "%s is a worker", c.URL)
	}
	return info, nil
}

// unanswered is an error of asking a server, with what to do about it.
func unanswered(c server.Client, err error) error {
	var elsewhere server.Elsewhere
	var status server.Status
	var refused server.Refused
	switch {
	case errors.As(err, &refused):
		return misused("--user NAME asks as another user", "%s refuses to say: %s: %s", c.URL, refused.Name, refused.Message)
	case errors.As(err, &elsewhere):
		return misused("name the server's own address; behind a load balancer or gateway Trino needs http-server.process-forwarded=true", "%v", elsewhere)
	case errors.As(err, &status) && status.Code == http.StatusUnauthorized:
		return misused("write --user NAME with --password-env NAME or --ask-password", "%s does not accept user %s", c.URL, c.User)
	case errors.As(err, &status) && status.Code == http.StatusNotAcceptable:
		return misused("behind a load balancer or gateway Trino needs http-server.process-forwarded=true", "%v", status)
	case errors.As(err, &status) && status.Code < 400:
		return misused("name the server's own address, or its https one", "%s sends its clients elsewhere (%d)", c.URL, status.Code)
	case errors.Is(err, context.Canceled):
		return err
	}
	return misused("is --server the address of a Trino that runs?", "asking %s: %v", c.URL, shortly(err))
}

// shortly is an error without the request that it happened to.
func shortly(err error) error {
	var request *url.Error
	if errors.As(err, &request) {
		return request.Err
	}
	return err
}
