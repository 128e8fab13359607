"""Copy the whole site to another database: from SQLite to PostgreSQL, back, or to its like."""
