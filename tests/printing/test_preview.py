"""The pages on the screen are those of the PDF."""

from printing.samples import *  # noqa: F403  (looked at below)
