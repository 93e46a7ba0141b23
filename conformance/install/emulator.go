package install

import (
	"io"
	"path/filepath"
)

// emulatorPackages are Python's, from PyPI: an emulator of AWS, and the AWS CLI that its image has, at the version that pip has.
func emulatorPackages() []string { return []string{"moto[server]==5.2.5", "awscli==1.46.2"} }

// Emulator is where the emulator's and the CLI's Python packages are: the folder for PYTHONPATH.
type Emulator struct{ Packages string }

// CLI is the AWS CLI, to be run by python3.
func (e Emulator) CLI() string { return filepath.Join(e.Packages, "bin", "aws") }

// Emulated brings the emulator of AWS.
func Emulated(talk io.Writer) (Emulator, error) {
	c, err := open(talk)
	if err != nil {
		return Emulator{}, err
	}
	dir, err := c.once("emulator-1", func(into string) error {
		return c.run("emulator", append([]string{"python3", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", into}, emulatorPackages()...)...)
	})
	return Emulator{dir}, err
}
