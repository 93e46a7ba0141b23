package server

import "syscall"

// apart keeps the interrupt of a terminal from the process, which we end ourselves, and has the kernel end it when ours is
// killed, so that nothing outlives us.
func apart() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
