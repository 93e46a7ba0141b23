package plan

import (
	"weir.local/generator/model"
	"weir.local/generator/source"
)

// etcTrino is where Trino finds its files in the image.
const etcTrino = "/etc/trino/"

// secretFile notes a secret whose whole text is a file, and returns the line that names the file. The text never passes weir: on ECS
// the container that writes the configuration writes it from its environment, in Kubernetes a Secret is mounted.
func (d *draft) secretFile(property, name string, path ...string) (model.Line, bool) {
	fields := d.at(path...)
	ref, ok := reference(fields)
	if !ok {
		return model.Line{}, false
	}
	origin := d.decl.origin(path...)
	variable := Variable("trino", name)
	d.secret(variable, ref, d.scope, d.ofCluster(), property, origin)
	file := "secret/" + name
	for _, s := range d.secrets {
		if s.Variable == variable {
			s.File = file
		}
	}
	why := source.Computed("a file that holds the secret's text, put there when the container starts", origin)
	return model.Line{Key: property, Value: etcTrino + file, Scope: model.BothRoles, Origin: why}, true
}
