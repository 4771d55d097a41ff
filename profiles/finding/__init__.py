"""Find what is sought: the search, what may have been meant by a wrong address, and the list of all addresses."""
