"""The full-text search of works: words, the query language, the index, and what is marked."""
