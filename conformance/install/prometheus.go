package install

import (
	"io"
	"path/filepath"
)

// Prometheus is where its programs are.
type Prometheus struct {
	Server string // "…/prometheus-1/usr/bin/prometheus"
	Tool   string // promtool, which checks rules and tries them
}

// BringPrometheus unpacks Debian's package, without installing it: nothing is started by it, and no root is needed.
func BringPrometheus(talk io.Writer) (Prometheus, error) {
	c, err := open(talk)
	if err != nil {
		return Prometheus{}, err
	}
	dir, err := c.once("prometheus-1", func(into string) error {
		return c.run("downloading prometheus", "sh", "-c",
			`cd "$1" && { apt-get -qq download prometheus || { apt-get -qq update && apt-get -qq download prometheus; }; } && dpkg-deb -x prometheus_*.deb . && rm prometheus_*.deb`, "sh", into)
	})
	bin := filepath.Join(dir, "usr", "bin")
	return Prometheus{filepath.Join(bin, "prometheus"), filepath.Join(bin, "promtool")}, err
}
