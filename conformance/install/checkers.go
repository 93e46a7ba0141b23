package install

import "io"

// checkerPackages are Python's, from PyPI: what reads templates and policies as AWS would.
func checkerPackages() []string {
	return []string{"cfn-lint==1.58.0", "moto[iam]==5.2.5", "parliament==1.6.4", "setuptools==80.9.0"} // parliament asks for setuptools' pkg_resources
}

// Checkers is a folder of Python packages, for PYTHONPATH: cfn-lint, moto and parliament.
func Checkers(talk io.Writer) (string, error) {
	c, err := open(talk)
	if err != nil {
		return "", err
	}
	return c.once("checkers-1", func(into string) error {
		return c.run("checkers", append([]string{"python3", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", into}, checkerPackages()...)...)
	})
}
