"""A person's own folders: what is in them, what a program would change, and the changing, which can be taken back."""
