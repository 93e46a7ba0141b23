package crd

import (
	"context"
	"errors"
	"fmt"

	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	metadata "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	strict "sigs.k8s.io/json"

	"weir.local/conformance/kube/object"
)

// Validator knows the kinds that are defined.
type Validator struct{ kinds map[Kind]*kind }

// Kind is what a manifest calls itself: {"karpenter.sh/v1", "NodePool"}.
type Kind struct{ APIVersion, Kind string }

// kind is one version of a definition, ready to check with.
type kind struct {
	structural *schema.Structural
	schema     validation.SchemaValidator
	rules      *cel.Validator // nil where the definition has none
	namespaced bool
}

// New reads the definitions.
func New() (*Validator, error) {
	all, err := definitions()
	if err != nil {
		return nil, err
	}
	v := &Validator{map[Kind]*kind{}}
	for _, d := range all {
		for _, version := range d.Spec.Versions {
			if !version.Served {
				continue
			}
			k, err := newKind(version)
			if err != nil {
				return nil, fmt.Errorf("reading %s of %s: %w", version.Name, d.Name, err)
			}
			k.namespaced = d.Spec.Scope == apiextensions.NamespaceScoped
			v.kinds[Kind{d.Spec.Group + "/" + version.Name, d.Spec.Names.Kind}] = k
		}
	}
	return v, nil
}

func newKind(version apiextensions.CustomResourceDefinitionVersion) (*kind, error) {
	var props internal.JSONSchemaProps
	if err := apiextensions.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, &props, nil); err != nil {
		return nil, err
	}
	structural, err := schema.NewStructural(&props)
	if err != nil {
		return nil, err
	}
	checker, _, err := validation.NewSchemaValidator(&props)
	return &kind{structural: structural, schema: checker, rules: cel.NewValidator(structural, true, celconfig.PerCallLimit)}, err
}

// Knows says whether a kind is one of those defined.
func (v *Validator) Knows(k Kind) bool { return v.kinds[k] != nil }

// Check is all that a server would complain of in an object, which it leaves as it is; the error is of one of no defined kind.
func (v *Validator) Check(o object.Object) ([]string, error) {
	k := v.kinds[KindOf(o)]
	if k == nil {
		return nil, fmt.Errorf("no definition of %s", KindOf(o))
	}
	return k.check(runtime.DeepCopyJSON(o))
}

// KindOf is what an object calls itself.
func KindOf(o object.Object) Kind { return Kind{o.Text("apiVersion"), o.Text("kind")} }

// check is in the server's order: what is unknown, then defaults, then what is wrong.
func (k *kind) check(object map[string]any) ([]string, error) {
	var said []string
	for _, path := range pruning.PruneWithOptions(object, k.structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}) {
		said = append(said, fmt.Sprintf("unknown field %q", path))
	}
	defaulting.Default(object, k.structural)
	wrong := validation.ValidateCustomResource(nil, object, k.schema)
	wrong = append(wrong, listtype.ValidateListSetsAndMaps(nil, k.structural, object)...)
	if k.rules != nil && len(wrong) == 0 {
		more, _ := k.rules.Validate(context.Background(), nil, k.structural, object, nil, celconfig.RuntimeCELCostBudget)
		wrong = append(wrong, more...)
	}
	meta, err := k.metadata(object)
	for _, w := range append(wrong, meta...) {
		said = append(said, w.Error())
	}
	return said, err
}

// metadata is what every object has.
func (k *kind) metadata(object map[string]any) (field.ErrorList, error) {
	text, err := json.Marshal(object["metadata"])
	if err != nil {
		return nil, err
	}
	var meta metav1.ObjectMeta
	unknown, err := strict.UnmarshalStrict(text, &meta)
	if err != nil || len(unknown) > 0 {
		return nil, errors.Join(append(unknown, err)...)
	}
	if k.namespaced && meta.Namespace == "" {
		meta.Namespace = metav1.NamespaceDefault // as a client would
	}
	return metadata.ValidateObjectMeta(&meta, k.namespaced, metadata.NameIsDNSSubdomain, field.NewPath("metadata")), nil
}
