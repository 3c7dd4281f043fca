"""A hunt for a bug: what a model may do in a folder, what it answers, and what is made of a report. Runs nothing itself."""
