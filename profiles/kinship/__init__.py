"""Tell how actors are tied: typed ties, the relations between them, and the lineage as a plate."""
