"""Lines go into the store: matched, tried, decided, written, reconciled, given back."""
