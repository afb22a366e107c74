"""sitegen: dumps of online discussions in, a readable static archive out."""

__version__ = "0.1.0"
