package plan

// Derived are heap, headroom and query memory per node as they follow from a container's memory, spelled as Trino reads them:
// Derived("60GiB") is 48GB, 14.4GB, 14.4GB.
func Derived(memory string) (heap, headroom, perNode string) {
	bytes := floorTo(parseSize(memory) * heapShare / 100)
	return dataSize(bytes), dataSize(share(bytes, headroomShare)), dataSize(share(bytes, perNodeShare))
}

// QueryMemory is what a query may take of a number of workers: QueryMemory("28.8GB", 2) is 57.6GB.
func QueryMemory(perNode string, workers int64) string {
	return dataSize(parseSize(perNode) * max(workers, 1))
}

// CatalogFlags are the JVM flags that catalogs bring by themselves, where they need them.
func CatalogFlags() []string { return []string{openNIO, vectorAPI} }
