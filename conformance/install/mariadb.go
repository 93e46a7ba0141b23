package install

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// MariaDB is where its programs are.
type MariaDB struct {
	Server  string // "/usr/sbin/mariadbd"
	Prepare string // "/usr/bin/mariadb-install-db", makes an empty data folder
	Client  string // "/usr/bin/mariadb"
}

// mariadb finds the server's programs, and installs Debian's packages when they are missing.
func (c cache) mariadb() (MariaDB, error) {
	unlock, err := c.lock("mariadb")
	if err != nil {
		return MariaDB{}, err
	}
	defer unlock()
	found, missing := findMariaDB()
	if missing == nil {
		return found, nil
	}
	packages := strings.Join(mariadbPackages(), " ")
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return MariaDB{}, fmt.Errorf("%w: install %s, or run this as root on Debian", missing, packages)
	}
	for try := 1; ; try++ {
		err := c.run("installing mariadb", "sh", "-c", "apt-get -qq -o DPkg::Lock::Timeout=120 update && "+
			"DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 install --no-install-recommends "+packages)
		if err == nil {
			break
		}
		if try == 4 {
			return MariaDB{}, err
		}
		c.say("mariadb: %v; trying again", err)
		time.Sleep(time.Duration(try) * c.pause)
	}
	found, missing = findMariaDB()
	return found, missing
}

func findMariaDB() (MariaDB, error) {
	var found MariaDB
	for name, path := range map[string]*string{"mariadbd": &found.Server, "mariadb-install-db": &found.Prepare, "mariadb": &found.Client} {
		for _, dir := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/sbin") {
			if program, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
				*path = program
			}
		}
		if *path == "" {
			return MariaDB{}, fmt.Errorf("%s is not installed", name)
		}
	}
	return found, nil
}
