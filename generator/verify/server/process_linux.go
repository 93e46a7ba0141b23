package server

import (
	"os"
	"syscall"
)

// apart keeps the interrupt of a terminal from the process, which we end ourselves, and has the kernel end it when ours is
// killed, so that nothing outlives us.
func apart() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// killAll ends a process and its group, so that nothing that it started outlives it.
func killAll(p *os.Process) error { return syscall.Kill(-p.Pid, syscall.SIGKILL) }
