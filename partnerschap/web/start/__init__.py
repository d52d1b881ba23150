"""Beginning a map, joining one, and coming back to one."""
