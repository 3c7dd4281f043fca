"""A program as a file that runs without Oneoff: a script, a notebook, or the page itself."""
