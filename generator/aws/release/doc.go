// Package release is the form in which a cluster's files lie in Parameter
// Store: what render/ssm writes, deliver/ssm pushes and the init container of
// render/ecs reads.
//
//	/weir/prod/adhoc/release                     "<list>:<version> <cksum> <role>" a line
//	/weir/prod/adhoc/lists/worker/1              "<parameter>:<version> <cksum> files/<path>" a line; as many lists as needed
//	/weir/prod/adhoc/catalog/orders.properties   a file for both roles
//	/weir/prod/adhoc/worker/config.properties    a file for one role; further parts at …/config.properties/2
//
// A value is a file, or a part of it, without the last newline; its cksum is
// that of the text with the newline. A release is a version of the first
// parameter: everything beneath it is pinned, so a starting task sees one whole
// release or refuses to start.
package release
