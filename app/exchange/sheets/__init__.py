"""Files as tables: what a file is, its rows in Unicode, heads and furniture, what its columns hold."""
