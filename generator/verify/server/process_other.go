//go:build !linux

package server

import (
	"os"
	"syscall"
)

// apart keeps the interrupt of a terminal from the process, which we end ourselves.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

// killAll ends a process.
func killAll(p *os.Process) error { return p.Kill() }
