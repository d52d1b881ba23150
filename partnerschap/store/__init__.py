"""Maps and doors kept in SQLite or PostgreSQL, through SQLAlchemy Core."""
