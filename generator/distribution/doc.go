// Package distribution looks at a Trino server as it is downloaded, and finds the JDK that runs it. Nothing is run.
//
//	d, err := distribution.Open("trino-server-476")      // Version 476, Java 24
//	jdk, err := distribution.FindJDK(os.Getenv, d.Java, true) // "/usr/lib/jvm/temurin-25-jdk", with a compiler
package distribution
