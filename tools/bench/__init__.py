"""`make bench`: how fast, beside the floor of the same PostgreSQL in the same run."""
