"""Texts of records in the site's languages: read, saved, and chosen for the reader's language."""
