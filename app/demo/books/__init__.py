"""The workbooks of the sample commune, one kind a file: each as an officer would have it."""
