"""The rules of the profile as pure functions: values, reconciliation, origins, ties, coverage, reliance. No Django."""
