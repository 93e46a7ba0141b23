module weir.local

go 1.26
