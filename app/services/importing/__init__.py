"""Import bibliographies: read a file, preview its entries, then write the chosen ones."""
