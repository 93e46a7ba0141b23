// Package instances is what weir knows of EC2's instance types: what each has, and what of it Karpenter counts with for pods.
//
//	t, ok := instances.Of("r8g.4xlarge") // arm64, 16 vCPU, 128 GiB, 7500 Mbit/s, no NVMe; 15.89 vCPU and 115.5 GiB for pods
//	instances.Family("r8gd")             // its types, smallest first
//
// What Karpenter counts with is less than a node really has (it takes 7.5 % of the memory for the hypervisor before it has seen a
// node of that type), and it is what decides whether a node is made: a pod that asks for more waits for ever.
package instances
