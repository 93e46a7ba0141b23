// Package trino knows what the configuration files of a Trino release may hold:
// every property of every connector, of the server and of the other files, with
// type, default, bounds, and the condition under which the server reads it. The
// data was harvested from the releases themselves (package harvest); nothing in
// it was written by hand.
//
//	release, ok := trino.For(476)
//	hive, ok := release.Connector("hive")
//	for _, p := range hive.Check(map[string]string{"hive.metastore": "glue", "s3.region": "eu-west-1"}) {
//		fmt.Println(p.Property, p.Kind, p.Message) // s3.region condition is read only with fs.native-s3.enabled=true
//	}
//
// Check says what the server of that release would say, offline. What the server
// accepts and then fails on is not judged here, nor is a secret in clear text.
//
// The words: a class is one of Trino's configuration classes, with its
// properties; a file binds classes, each under a condition on the values of
// other properties, its selectors, and some under a prefix.
package trino

//go:generate go run ./gen ../../schema
