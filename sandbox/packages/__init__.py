"""More packages for one program: which distribution an import means, what is known of it, how it is installed."""
