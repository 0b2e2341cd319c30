"""`make security`: other people's tools against the source and against a running installation of our own."""
