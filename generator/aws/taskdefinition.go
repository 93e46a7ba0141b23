package aws

// TaskDefinitionFields lists the fields of the ECS call RegisterTaskDefinition
// that weir may write, by the path that leads to them; [] stands for an item of
// a list. From the ECS service model of botocore 1.43.
func TaskDefinitionFields() map[string][]string {
	return map[string][]string{
		"": {
			"family", "taskRoleArn", "executionRoleArn", "networkMode", "containerDefinitions", "volumes",
			"placementConstraints", "requiresCompatibilities", "cpu", "memory", "tags", "pidMode", "ipcMode",
			"proxyConfiguration", "inferenceAccelerators", "ephemeralStorage", "runtimePlatform", "enableFaultInjection",
		},
		"containerDefinitions[]": {
			"name", "image", "repositoryCredentials", "cpu", "memory", "memoryReservation", "links", "portMappings",
			"essential", "restartPolicy", "entryPoint", "command", "environment", "environmentFiles", "mountPoints",
			"volumesFrom", "linuxParameters", "secrets", "dependsOn", "startTimeout", "stopTimeout",
			"versionConsistency", "hostname", "user", "workingDirectory", "disableNetworking", "privileged",
			"readonlyRootFilesystem", "dnsServers", "dnsSearchDomains", "extraHosts", "dockerSecurityOptions",
			"interactive", "pseudoTerminal", "dockerLabels", "ulimits", "logConfiguration", "healthCheck",
			"systemControls", "resourceRequirements", "firelensConfiguration", "credentialSpecs",
		},
		"containerDefinitions[].dependsOn[]":              {"containerName", "condition"},
		"containerDefinitions[].environment[]":            {"name", "value"},
		"containerDefinitions[].healthCheck":              {"command", "interval", "timeout", "retries", "startPeriod"},
		"containerDefinitions[].logConfiguration":         {"logDriver", "options", "secretOptions"},
		"containerDefinitions[].mountPoints[]":            {"sourceVolume", "containerPath", "readOnly"},
		"containerDefinitions[].portMappings[]":           {"containerPort", "hostPort", "protocol", "name", "appProtocol", "containerPortRange"},
		"containerDefinitions[].restartPolicy":            {"enabled", "ignoredExitCodes", "restartAttemptPeriod"},
		"containerDefinitions[].secrets[]":                {"name", "valueFrom"},
		"containerDefinitions[].ulimits[]":                {"name", "softLimit", "hardLimit"},
		"ephemeralStorage":                                {"sizeInGiB"},
		"runtimePlatform":                                 {"cpuArchitecture", "operatingSystemFamily"},
		"tags[]":                                          {"key", "value"},
		"volumes[]":                                       {"name", "host", "dockerVolumeConfiguration", "efsVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration", "s3filesVolumeConfiguration", "configuredAtLaunch"},
		"containerDefinitions[].logConfiguration.options": nil, // names of the log driver's own
	}
}
