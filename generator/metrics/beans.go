package metrics

// BeansProperty is the property of config.properties that names more MBeans for Trino's own /metrics, parted by |. They are spelt
// otherwise: JMX_java_lang_TYPE_OperatingSystem_ATTRIBUTE_ProcessCpuLoad.
const BeansProperty = "openmetrics.jmx-object-names"

// Beans are those that weir names. Attributes that are no numbers, such as the use of the heap, are left out by Trino.
func Beans() []string {
	return []string{
		"java.lang:type=OperatingSystem",
		"java.lang:type=GarbageCollector,*",
		"java.lang:type=Threading",
		"trino.plugin.exchange.filesystem:*",
	}
}
