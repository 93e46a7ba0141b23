//go:build !linux

package server

import "syscall"

// apart keeps the interrupt of a terminal from the process, which we end ourselves.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
