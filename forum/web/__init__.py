"""What every page needs: the gate, paging, errors, Jinja globals, headers."""
