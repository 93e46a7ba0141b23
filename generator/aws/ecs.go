package aws

// TaskDefinitionBytes is how long a task definition may be, as JSON (Amazon ECS
// endpoints and quotas, Task definition size; a longer one is answered with
// "Actual length: '66420'. Max allowed length is '65536' bytes").
const TaskDefinitionBytes = 65536

// OwnDefinitionBytes is what of it weir takes for all but secrets, at most: the
// script of the config container above all. A test of render/ecs holds it.
const OwnDefinitionBytes = 12288

// SecretBytes is what one entry of a container's secrets takes.
func SecretBytes(variable, valueFrom string) int {
	return len(`{"name":"","valueFrom":""},`) + len(variable) + len(valueFrom)
}
