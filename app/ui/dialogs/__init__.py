"""Questions that a screen asks before it does something: opened with `open()`, freed when closed."""
