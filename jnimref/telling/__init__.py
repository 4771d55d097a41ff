"""What the running site says of itself: logs and metrics."""
