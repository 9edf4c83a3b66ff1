"""Reads articles from files: bytes in, plain data out.

A pure package: it imports neither Flask nor SQLAlchemy nor another room, and stores nothing.
"""

from .document import Comment, Document, NotAnArticle, Source
from .reading import read_document, read_path

__all__ = ["Comment", "Document", "NotAnArticle", "Source", "read_document", "read_path"]
