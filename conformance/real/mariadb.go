package real

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"weir.local/conformance/install"
	"weir.local/generator/verify/server"
)

// MariaDB is a server with TLS and an empty data folder. It stands in for Aurora MySQL.
type MariaDB struct {
	Port     int
	programs install.MariaDB
	socket   string
	*server.Process
}

// StartMariaDB makes an empty server below a folder and waits until it answers.
func StartMariaDB(programs install.MariaDB, dir string) (*MariaDB, error) {
	me, err := user.Current()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, err
	}
	prepare := exec.Command(programs.Prepare, "--no-defaults", "--datadir="+data, "--user="+me.Username,
		"--auth-root-authentication-method=normal", "--skip-test-db")
	if out, err := prepare.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("preparing mariadb: %w\n%s", err, out)
	}
	certificate, key, err := writeCertificate(dir)
	if err != nil {
		return nil, err
	}
	port, err := FreePort()
	if err != nil {
		return nil, err
	}
	short, err := os.MkdirTemp("", "weir") // a socket's path has at most 107 bytes
	if err != nil {
		return nil, err
	}
	db := &MariaDB{Port: port, programs: programs, socket: filepath.Join(short, "mariadb")}
	db.Process, err = server.Start("mariadb", filepath.Join(dir, "mariadb.log"), os.Environ(), programs.Server, "--no-defaults",
		"--datadir="+data, "--user="+me.Username, "--socket="+db.socket, "--bind-address=127.0.0.1", "--port="+strconv.Itoa(port),
		"--ssl-cert="+certificate, "--ssl-key="+key, "--skip-name-resolve",
		"--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=0")
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	err = db.Await(ctx, "an answer", func() error { _, err := db.Query("SELECT 1"); return err })
	if err != nil {
		return nil, errors.Join(err, db.Stop())
	}
	return db, nil
}

// Stop ends the server.
func (db *MariaDB) Stop() error {
	return errors.Join(db.Process.Stop(20*time.Second), os.RemoveAll(filepath.Dir(db.socket)))
}

// Query runs SQL through the client as the server's root and returns its rows, columns parted by tabs.
func (db *MariaDB) Query(sql string) ([]string, error) {
	cmd := exec.Command(db.programs.Client, "--no-defaults", "--socket="+db.socket, "--user=root", "--batch", "--skip-column-names", "--execute="+sql)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("mariadb: %s: %w: %s", sql, err, strings.TrimSpace(said.String()))
	}
	if len(out) == 0 {
		return nil, nil
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n"), nil
}

// User makes a user.
func (db *MariaDB) User(name, password string) error {
	_, err := db.Query(fmt.Sprintf("CREATE USER '%s'@'%%' IDENTIFIED BY '%s'", name, password))
	return err
}

// Database makes a database in which a user may do everything.
func (db *MariaDB) Database(name, owner string) error {
	_, err := db.Query(fmt.Sprintf("CREATE DATABASE `%[1]s`; GRANT ALL ON `%[1]s`.* TO '%[2]s'@'%%'", name, owner))
	return err
}
