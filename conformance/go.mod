module weir.local/conformance

go 1.26.0

require weir.local v0.0.0

replace weir.local => ../
