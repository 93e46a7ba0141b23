package real

import "syscall"

// endsWithUs has the kernel end the process when ours is killed, so that nothing outlives a test that timed out.
func endsWithUs() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
