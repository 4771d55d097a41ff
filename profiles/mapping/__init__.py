"""Draw where it operates: geometry, names on a map, and who names which place."""
