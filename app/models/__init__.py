"""One noun, one file: the tables of the store and the values that they hold."""
