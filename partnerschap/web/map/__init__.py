"""The map on screen: reading the view, and its pages."""
