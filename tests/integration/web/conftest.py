"""A site on a database of its own for every test of the pages."""

from tests.web_kit import real_site, site, web_template

__all__ = ["real_site", "site", "web_template"]
