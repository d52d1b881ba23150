"""What each command leads to, by subject; `decide` is the only way in."""
