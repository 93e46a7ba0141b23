// Package pipeline runs what CodeBuild would run to deliver the reference estate: every command of every buildspec, in order, in a
// scratch repository under git, by the AWS CLI against an emulator. Player plays the part of AWS that the emulator does not.
package pipeline
