"""Who may benefit: facts of a household or person, conditions as data, a verdict with its reasons."""
