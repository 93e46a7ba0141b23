package install

import "path/filepath"

// trino unpacks the whole distribution: its plugins' jars are hard links into each other's folders, so a part of it cannot be unpacked
// alone, and all of it takes six seconds and 0.9 GB. Which plugins a server loads is chosen when it starts (real.Plugins).
func (c cache) trino(version string) (string, error) {
	return c.once("trino-"+version, func(into string) error {
		archive := "trino-server-" + version + ".tar.gz"
		// -C: a checksum that differs is an error.
		err := c.run("downloading trino "+version, "mvn", "-B", "-q", "-C", mavenPlugin+":copy",
			"-Dartifact=io.trino:trino-server:"+version+":tar.gz", "-DoutputDirectory="+into)
		if err != nil {
			return err
		}
		if err := c.run("unpacking trino "+version, "tar", "-xzf", filepath.Join(into, archive), "-C", into, "--strip-components=1"); err != nil {
			return err
		}
		return c.run("removing the archive", "rm", filepath.Join(into, archive))
	})
}
