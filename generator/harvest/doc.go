// Package harvest learns from a Trino distribution what its configuration files
// may hold.
//
//	dist, err := distribution.Open("trino-server-476")
//	jdk, err := distribution.FindJDK(os.Getenv, dist.Java, true)
//	data, err := harvest.Data(ctx, harvest.Options{Distribution: dist, JDK: jdk})
//
// Harvest.java answers, for one configuration of one file, which classes the
// server binds; it runs airlift's own Bootstrap on the distribution's jars and
// stops it once the configuration is read, so it needs no port, no network and no
// credentials. From one base configuration for each file Run turns every switch
// that the answer names, one at a time and below each other, and works out on
// which values of which properties each class depends. A second machine, of
// another size, tells which defaults are computed.
package harvest
