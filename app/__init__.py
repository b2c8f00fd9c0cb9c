"""Sổ Bản, the village register: the annual review of poor households of a commune, offline."""

__version__ = "0.1.0"
