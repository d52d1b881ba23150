"""Versions beside each other, and how the map grew."""
