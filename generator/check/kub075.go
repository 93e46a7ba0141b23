package check

import (
	"maps"
	"regexp"
	"slices"

	"weir.local/generator/diag"
)

// Labels as Kubernetes takes them (Labels and Selectors, Syntax and character set).
var (
	labelKey   = regexp.MustCompile(`^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$`)
	labelValue = regexp.MustCompile(`^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$`)
)

func labelsOfKubernetes() Rule {
	return Rule{
		ID: "KUB075", Level: diag.Error,
		Title:  "a label that Kubernetes refuses",
		Why:    "The labels by which Prometheus' operator and Grafana pick what is theirs stand on every such object. Kubernetes takes letters, digits and, between them, \"-\", \"_\" and \".\", 63 characters at most; it refuses the object otherwise, and nobody sees the cluster.",
		Source: "Kubernetes, Labels and Selectors: syntax and character set",
		Bad:    `environments: prod: eks: prometheus: labels: release: "kube prometheus stack" // here`,
		Good:   `environments: prod: eks: prometheus: labels: release: "kube-prometheus-stack"`,
		Firm:   true,
		Model: func(h *here) diag.List {
			eks := h.env.Spec.Eks
			if eks == nil || eks.Prometheus == nil {
				return nil
			}
			var all diag.List
			const remedy = `write letters and digits, with "-", "_" or "." between them, 63 at most`
			for _, key := range slices.Sorted(maps.Keys(eks.Prometheus.Labels)) {
				at, value := h.env.At("eks", "prometheus", "labels", key), eks.Prometheus.Labels[key]
				switch {
				case !labelKey.MatchString(key):
					all = append(all, found(at, "label "+quote(key)+" is no name of a label", remedy))
				case !labelValue.MatchString(value):
					all = append(all, found(at, "label "+key+" cannot be "+quote(value), remedy))
				}
			}
			if key := eks.Prometheus.Dashboards; !labelKey.MatchString(key) {
				all = append(all, found(h.env.At("eks", "prometheus", "dashboards"), "label "+quote(key)+" is no name of a label", remedy))
			}
			return all
		},
	}
}
