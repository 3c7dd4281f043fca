"""A program -> an execution. Knows nothing of models, people or pages."""
