"""One view for each call: one call into a door, and its answer in the contract's shape."""
