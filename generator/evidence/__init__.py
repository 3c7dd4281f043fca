"""Why a result can be trusted: facts, checks and a second opinion, never mixed, never "correct"."""
