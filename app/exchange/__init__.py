"""Spreadsheets in and out: reading, mapping, dry run, reconciliation."""
