package aws

// What a parameter's value may weigh (PutParameter, Tier). AWS says KB without
// saying bytes or characters; bytes are the safe side.
const (
	StandardBytes = 4096
	AdvancedBytes = 8192 // costs money, and never becomes standard again
)

// Tier is the tier that a value of a parameter needs: Tier(158) is "Standard".
func Tier(bytes int) string {
	if bytes <= StandardBytes {
		return "Standard"
	}
	return "Advanced"
}
