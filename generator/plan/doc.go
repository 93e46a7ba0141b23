// Package plan works out the platform: it merges every declaration for every environment, fills in presets and
// placeholders, and computes sizes, files and secrets from Trino's rules.
//
// The plan is total: whatever CUE accepted has a model, and what cannot be computed stays zero; package check says what is wrong with it.
// Every number it computes is a [model.Sum] with its rule, and every value knows its origin.
package plan
