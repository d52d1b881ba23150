"""The method: pure values and functions that know no web, no database, no clock and no chance."""
