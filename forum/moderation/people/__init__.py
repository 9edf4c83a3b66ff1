"""What moderators do about members: restrict, write to, note, verify, and look behind an alias."""
