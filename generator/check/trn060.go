package check

// Found when files are read (package load): before anything there is to hold to a rule.
func damagedHarvest() Rule {
	return loaded("TRN060", "harvested data of Trino that cannot be used",
		"A file below schema/trino holds what weir trino harvest learnt of one version. One that is damaged, cut short, or named after another version says nothing that can be relied on, so the clusters of that version would go unchecked.")
}
