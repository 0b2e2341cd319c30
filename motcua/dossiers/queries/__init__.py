"""Reads. Every function takes the actor and goes through the policies; a list costs a fixed number of statements."""
