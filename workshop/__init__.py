"""One request from start to end, and all that is remembered."""
