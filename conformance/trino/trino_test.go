package trino

import "testing"

func TestVerdictsOnCatalogsStand(t *testing.T) { SampleCatalogs(t) }

func TestVerdictsOnServersStand(t *testing.T) { SampleServers(t) }

func TestUpgradeNamesWhatTrinoRefuses(t *testing.T) { Upgraded(t) }
