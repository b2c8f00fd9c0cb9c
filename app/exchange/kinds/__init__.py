"""The kinds of spreadsheet that the field has, each with its reader."""
