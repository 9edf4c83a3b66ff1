"""What a request costs the server, and how that grows with the forum: see `__main__`."""
