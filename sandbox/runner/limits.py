"""The limits that a program's own process tells of, by name; the sentences are the supervisor's, so that a program can
claim to have met a limit and can't say anything else in the sandbox's name."""

from __future__ import annotations

from sandbox.runner.job import Bounds

_SAYS = {
    "outputs": "More than {0.outputs:,} outputs: the rest is left out.",
    "output_bytes": "The outputs are larger than {0.output_bytes:,} bytes: some are left out.",
    "processes": "It wanted more processes or threads than it may have.",
    "scratch_mb": "What it wrote was too much: a file, and each of its folders, holds {0.scratch_mb:,} MB.",
    "view_mb": "What it wrote into the folder was more than the {0.view_mb:,} MB that there are for it.",
    "scratch_files": "It made more files than the {0.scratch_files:,} that each of its folders holds.",
}


def sentence(name: object, bounds: Bounds) -> str:
    """ "" for a name that a program may not tell of."""
    return _SAYS[name].format(bounds) if isinstance(name, str) and name in _SAYS else ""
