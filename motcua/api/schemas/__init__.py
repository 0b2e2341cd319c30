"""The shapes of the contract: what goes over the wire, and nothing else."""
