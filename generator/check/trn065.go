package check

import (
	"path"
	"slices"
	"strings"

	"weir.local/generator/diag"
	"weir.local/generator/model"
)

func filesAreInImage() Rule {
	return Rule{
		ID: "TRN065", Level: diag.Error,
		Title: "a file that the image does not have",
		Why: "A container has what its image has, and under /etc/trino what the declarations say. Of Trino's own image a file of yours is no part, and Trino refuses to start " +
			"when a property names one that is not there. One that is mounted from outside of weir's output is one to waive, with what mounts it.",
		Source: "measured on Trino 476: \"file does not exist\"; which properties take a file is harvested; Trino documentation, Trino in a Docker container",
		Bad: `catalogs: sheet: schema.#Catalog & {
	connector: "gsheets"
	owner:     "finops"
	clusters: ["adhoc"]
	properties: {
		"gsheets.metadata-sheet-id": "1PxF"
		"gsheets.credentials-path":  "/secrets/google.json" // here
	}
}`,
		Good: `catalogs: sheet: schema.#Catalog & {
	connector: "gsheets"
	owner:     "finops"
	clusters: ["adhoc"]
	properties: {
		"gsheets.metadata-sheet-id": "1PxF"
		"gsheets.credentials-key":   {secret: "dw", key: "google"}
	}
}`,
		Model: onClusters(imageHasFiles),
	}
}

// trinosImage is the default of trino: image:, whose files everybody knows.
const trinosImage = "trinodb/trino"

func imageHasFiles(h *here, c *model.Cluster) diag.List {
	if c.Release == nil || c.Spec.Trino.Image != trinosImage {
		return nil
	}
	var all diag.List
	for _, f := range h.namedFiles(c) {
		if !f.inEtc && !inImage(f.name) {
			all = append(all, found(cause(f.line.Origin), f.line.Key+" names "+f.name+", which is not in the image "+trinosImage, absentRemedy(f.line.Key)))
		}
	}
	return all
}

// inImage says whether a file may be one of the image's own: of its system, of Java or of Trino.
func inImage(name string) bool {
	name = path.Clean(name)
	return slices.ContainsFunc([]string{"/etc/pki/", "/etc/ssl/", "/usr/lib/jvm/", "/usr/lib/trino/"}, func(folder string) bool { return strings.HasPrefix(name, folder) })
}

// contents are the properties that take what a file would hold, by the one that takes its name.
func contents() map[string]string {
	return map[string]string{
		"bigquery.credentials-file":       "bigquery.credentials-key",
		"exchange.gcs.json-key-file-path": "exchange.gcs.json-key",
		"gcs.json-key-file-path":          "gcs.json-key",
		"gsheets.credentials-path":        "gsheets.credentials-key",
		"hive.gcs.json-key-file-path":     "hive.gcs.json-key",
	}
}

func absentRemedy(key string) string {
	const image = "name an image of your own that has it (trino: image:)"
	if content, ok := contents()[key]; ok {
		return "write " + content + " by reference, or " + image
	}
	return image
}
