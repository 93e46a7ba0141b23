package chart

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"weir.local/conformance/kube/object"
	"weir.local/conformance/spine"
)

// configuration is where the image looks for its configuration.
const configuration = "/etc/trino"

// pod is what a rendered Deployment gives Trino's container.
type pod struct {
	files   spine.Files       // below /etc/trino, of ConfigMaps: text by path
	secrets map[string]string // below /etc/trino, of Secrets: "secret/key" by path
	env     map[string]string // "secret/key" by variable
	plain   map[string]string // value by variable, where the Deployment says it
}

// podOf reads a role's Deployment and the ConfigMaps that it mounts.
func podOf(all []object.Object, deployment string) (pod, error) {
	p := pod{spine.Files{}, map[string]string{}, map[string]string{}, map[string]string{}}
	d, err := object.Find(all, "Deployment/"+deployment)
	if err != nil {
		return p, err
	}
	spec := d.Map("spec", "template", "spec")
	volumes := map[string]object.Object{}
	for _, v := range spec.List("volumes") {
		if volumes[v.Text("name")] != nil {
			return p, fmt.Errorf("%s has two volumes %s", d.ID(), v.Text("name"))
		}
		volumes[v.Text("name")] = v
	}
	container := spec.List("containers")[0]
	for _, e := range container.List("env") {
		if from := e.Map("valueFrom", "secretKeyRef"); from != nil {
			p.env[e.Text("name")] = from.Text("name") + "/" + from.Text("key")
		} else {
			p.plain[e.Text("name")] = e.Text("value")
		}
	}
	for _, m := range container.List("volumeMounts") {
		volume := volumes[m.Text("name")]
		if volume == nil {
			return p, fmt.Errorf("%s mounts %s, which is no volume of it", d.ID(), m.Text("name"))
		}
		if err := p.mount(all, volume, m); err != nil {
			return p, fmt.Errorf("%s: %w", d.ID(), err)
		}
	}
	return p, nil
}

// mount puts a volume's files where they are mounted.
func (p pod) mount(all []object.Object, volume, mount object.Object) error {
	below, ok := strings.CutPrefix(mount.Text("mountPath")+"/", configuration+"/")
	if !ok {
		return nil
	}
	if secret := volume.Map("secret"); secret != nil {
		for _, item := range secret.List("items") {
			p.secrets[path.Join(below, item.Text("path"))] = secret.Text("secretName") + "/" + item.Text("key")
		}
		return nil
	}
	config, err := object.Find(all, "ConfigMap/"+volume.Text("configMap", "name"))
	if err != nil {
		return err
	}
	for name := range config.Map("data") {
		if sub := mount.Text("subPath"); sub == "" {
			p.files[path.Join(below, name)] = config.Text("data", name)
		} else if sub == name {
			p.files[path.Clean(below)] = config.Text("data", name)
		}
	}
	return nil
}

// variables are those that a text asks for: A of "${ENV:A}".
func variables(text string) []string {
	var names []string
	for _, found := range regexp.MustCompile(`\$\{ENV:([^}]+)\}`).FindAllStringSubmatch(text, -1) {
		names = append(names, found[1])
	}
	return names
}
