module weir.local/conformance

go 1.26.0

require weir.local v0.0.0

require go.yaml.in/yaml/v3 v3.0.4 // indirect

replace weir.local => ../
