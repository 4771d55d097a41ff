"""The search, and the pages that may have been meant by a wrong address."""
