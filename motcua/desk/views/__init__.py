"""One module for each place where officials work."""
