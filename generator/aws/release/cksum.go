package release

// Checksum is what POSIX cksum prints first: the CRC of the text and then of
// its length. The init container has cksum; sha256sum is not promised to it.
func Checksum(text []byte) uint32 {
	var crc uint32
	for _, b := range text {
		crc = crcByte(crc, b)
	}
	for n := len(text); n > 0; n >>= 8 {
		crc = crcByte(crc, byte(n))
	}
	return ^crc
}

const polynomial = 0x04C11DB7 // POSIX, cksum

// crcByte works bit by bit: a release is some ten kilobytes.
func crcByte(crc uint32, b byte) uint32 {
	crc ^= uint32(b) << 24
	for range 8 {
		if crc&(1<<31) != 0 {
			crc = crc<<1 ^ polynomial
		} else {
			crc <<= 1
		}
	}
	return crc
}
