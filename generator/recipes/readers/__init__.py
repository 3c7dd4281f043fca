"""Readers: each takes from a request what its recipe needs, and leaves what it can't explain."""
