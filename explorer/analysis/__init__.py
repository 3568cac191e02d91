"""Things to answers: statistics, histograms, differences, restore verdicts, graph layout."""
