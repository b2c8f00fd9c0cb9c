"""The officer's verbs, one noun a file: a store comes first, plain values come back."""
