"""The window (PySide6). Nothing below imports it."""
