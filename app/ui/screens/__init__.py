"""One screen, one file, one class; which there are stands in `app.ui.window.SCREENS`."""
