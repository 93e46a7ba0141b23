//go:build !linux

package real

import "syscall"

func endsWithUs() *syscall.SysProcAttr { return nil }
