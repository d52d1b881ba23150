"""A gallery of the screens: real templates with made-up views, in a real browser, to be looked at."""
