package all

import (
	"os"
	"testing"

	"weir.local/conformance/trino"
)

func TestEveryVerdictOnCatalogsStands(t *testing.T) { trino.AllCatalogs(t, os.Getenv("UPDATE")) }

func TestEveryVerdictOnServersStands(t *testing.T) { trino.AllServers(t, os.Getenv("UPDATE")) }
