"""Hostile programs, one a file, run against every sandbox while canaries on this host are watched."""
