package real

import "time"

// Eventually asks again and again until ready says nil, for at most this long.
func Eventually(atMost time.Duration, ready func() error) error {
	for end := time.Now().Add(atMost); ; time.Sleep(100 * time.Millisecond) {
		err := ready()
		if err == nil || time.Now().After(end) {
			return err
		}
	}
}
