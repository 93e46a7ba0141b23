package check

import "weir.local/generator/diag"

// What the loader finds of files as such, before there is anything to hold to a rule. The rows are here for `weir explain`.

func noDefinition() Rule {
	return loaded("REF016", "a declaration that names no definition",
		"A catalog or cluster says what it is by naming a definition of the schema (schema.#MySQL, schema.#ECSCluster). Without one CUE looks at next to nothing of it: any field, misspelt or not, would pass.")
}

func wrongPackage() Rule {
	return loaded("REF017", "a file in the wrong package",
		"CUE puts files of one folder together by their package clause. A file with another one, or none, is left out of its folder without a word.")
}

func emptyFile() Rule {
	return loaded("REF018", "a file that declares nothing",
		"weir reads environments, clusters, catalogs and what lies under lake. A file that declares none of them, or writes nearly that (catalog: instead of catalogs:), would change nothing.")
}

func unreadFolder() Rule {
	return loaded("REF019", "declarations in a folder that is not read",
		"Declarations are read from environments/, clusters/, catalogs/ and lake/ themselves. In a folder beneath them they would change nothing.")
}

func brokenLibrary() Rule {
	return loaded("REF020", "an imported package that contradicts itself",
		"CUE lets a wrong value of an imported package through where it is only interpolated, and cue vet on the importing package says nothing. weir looks at every package as such (cue #854, #3616, #2407).")
}

func loaded(id, title, why string) Rule {
	return Rule{ID: id, Level: diag.Error, Title: title, Why: why, Source: "weir; CUE v0.17.1, measured", Firm: true}
}
