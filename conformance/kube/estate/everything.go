package estate

// Everything adds a cluster that declares each block whose files the chart makes in a way of its own.
func Everything() []Edit {
	return []Edit{{File: "clusters/full.cue", New: full}, {File: "lake/spooling.cue", New: spooling}}
}

const full = `package clusters

import "weir.local/schema"

clusters: full: schema.#EKSCluster & {
	trino: {version: 476, image: "999988887777.dkr.ecr.us-west-2.amazonaws.com/mirror/trinodb/trino"}
	coordinator: {cpu: 6, memory: "40GiB", instances: ["r8gd.4xlarge"], properties: "query.max-queued-queries": 77}
	workers: {
		cpu: 14, memory: "112GiB", instances: ["r8gd.4xlarge"], min: 1, max: 4, disk: size: "100GiB"
		jvm: ["-XX:+PrintFlagsFinal"]
		properties: "task.concurrency": 8
	}
	log: "io.trino.security": "DEBUG"
	retry: "TASK"
	exchange: {bucket: "exchange", properties: "exchange.s3.max-error-retries": 5}
	spill: compression: "LZ4"
	cache: {}
	spooling: {bucket: "spooling", sharedSecret: {secret: "trino", key: "{cluster}-spooling"}}
	sharedSecret: {secret: "trino", key: "{cluster}-shared"}
	serviceAccount: "trino-full"
	behind: "load-balancer"
	authentication: {
		order: ["PASSWORD", "OAUTH2"]
		passwords: file: {secret: "trino", key: "{cluster}-passwords"}
		ldap: {url: "ldaps://ldap.example.com", bindPattern: "uid=${USER},dc=example"}
		oauth2: {issuer: "https://id.example.com", clientId: "trino", clientSecret: {secret: "trino", key: "{cluster}-oauth2"}}
	}
	accessControl: {
		admins: users: ["kim"]
		drain: "drain"
		roles: analyst: {groups: ["analysts"], catalogs: ["tp*"]}
		groups: analysts: ["ana"]
	}
	eventListeners: {
		http: url: "https://events.example.com/trino"
		kafka: {
			brokers: ["b-1.kafka.example.com:9092"]
			topics: completed: "trino"
			properties: "kafka-event-listener.terminate-on-initialization-failure": false
		}
	}
	resourceGroups: {
		groups: {
			loads: {hardConcurrencyLimit: 30, maxQueued: 10}
			users: {hardConcurrencyLimit: 30, maxQueued: 10, subGroups: "${USER}": {hardConcurrencyLimit: 1, maxQueued: 10}}
		}
		selectors: [{source: "(?i)\"odd\" .*", group: "loads"}, {group: "users.${USER}"}]
	}
	sessionProperties: rules: [{sessionProperties: query_max_execution_time: "6h"}]
}
`

const spooling = `package lake

import "weir.local/schema"

lake: buckets: spooling: schema.#Bucket & {bucket: "acme-spooling-{environment}", use: "spooling", owner: "data-platform"}
`
