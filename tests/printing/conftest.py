"""Properties are given the time they need: machines of officers, and those of the build, are slow."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
