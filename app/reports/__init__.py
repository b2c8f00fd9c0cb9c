"""One report, one file: counts made once into a plain Report that anyone may render."""
