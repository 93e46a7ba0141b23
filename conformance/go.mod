module weir.local/conformance

go 1.26
