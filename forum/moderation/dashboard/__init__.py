"""How the forum fares, drawn on the server, with the numbers beside each drawing."""
