"""Pages of the profile: one module for each first part of an address."""
