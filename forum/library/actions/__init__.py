"""Importing articles, and the starter library; the only place in this room that commits."""

from .importing import Imported, import_document
from .starter import load_starter, remove_examples

__all__ = ["Imported", "import_document", "load_starter", "remove_examples"]
