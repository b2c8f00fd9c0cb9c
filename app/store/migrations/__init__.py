"""Migrations, one file of SQL each: `NNNN-what.sql`. A released one is never edited."""
