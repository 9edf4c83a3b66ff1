"""Reads what a page shows of threads and posts, in columns (see `shown`).

The statements are built once for each kind of reader.
"""
