"""duende: play neural models as instruments."""

__version__ = "0.1.0"
