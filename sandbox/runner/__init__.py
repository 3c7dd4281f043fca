"""What runs inside a sandbox, beside the program: standard library and IPython only.

Nothing here knows whether it is Docker or bubblewrap. `frames` and `limits` are read on the host too.
"""
