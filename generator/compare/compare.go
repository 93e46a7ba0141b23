package compare

import "slices"

// Of works out what a change does.
func Of(c Change) Report {
	paths, files := c.differing()
	entries := c.entries(paths)
	return Report{
		Explained:  c.Before != nil,
		Files:      files,
		Deliveries: foldDeliveries(c.deliveries(entries)),
		Risks:      foldRisks(c.risks()),
		Things:     order(foldThings(c.masked(c.things()))),
		Capacity:   foldCapacity(c.capacities()),
		Secrets:    foldSecrets(c.secrets()),
		Itself:     c.itself(paths, entries),
		Others:     others(entries),
	}
}

// masked shows no value that may be a secret: what is committed by mistake is not repeated in a comment.
func (c Change) masked(things []Thing) []Thing {
	if c.Hide == nil {
		return things
	}
	for i := range things {
		for j, f := range things[i].Fields {
			things[i].Fields[j].Before, things[i].Fields[j].After = c.Hide(f.Key, f.Before), c.Hide(f.Key, f.After)
		}
	}
	return things
}

// itself are the files that weir writes otherwise though no declaration asks for it: the base's declarations render to
// something else than what was committed with them.
func (c Change) itself(paths []string, entries []entry) []Rewrite {
	if c.Rebuilt == nil || len(c.Deployed) == 0 { // what was never committed is not written otherwise
		return nil
	}
	asked := map[string]bool{}
	by := map[string]bool{}
	for _, e := range entries {
		if e.itself {
			by[e.place+"\x00"+e.file] = true
		} else {
			asked[e.place+"\x00"+e.file] = true
		}
	}
	var all []Rewrite
	for _, path := range paths {
		place, file := c.placeOf(path)
		id := place + "\x00" + file
		again, rendered := c.Rebuilt[path]
		after, is := c.Output[path]
		layout := !asked[id] && rendered == is && slices.Equal(again, after) // comments or order alone
		if by[id] || layout {
			all = append(all, Rewrite{File: file, Where: []string{place}})
		}
	}
	return foldRewrites(all)
}

// others are changed files of which this package does not know what they do.
func others(entries []entry) []Rewrite {
	var all []Rewrite
	for _, e := range entries {
		if _, known := effectOf(e); !known && !e.itself {
			all = append(all, Rewrite{File: e.file, Where: []string{e.place}})
		}
	}
	return foldRewrites(all)
}
