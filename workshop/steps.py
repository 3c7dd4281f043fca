"""A step of a workflow that may decide how it ends: that is remembered too, so that a replay ends the same way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from generator.errors import Cancelled, ModelError
from workshop.blobs import NoRoom
from workshop.durable import step
from workshop.workbench import Ended, Plain, failed

log = logging.getLogger("oneoff.turn")


def ending_step(name: str, do: Callable[..., Plain], *arguments: Any) -> Plain:
    """Do it once for this workflow; its result is JSON. Raises `Ended` where it decided on an end, each time."""
    result = step(name, _remembered, do, *arguments)
    if "ended" in result:
        raise Ended(result["ended"], **result["fields"])
    return result


def _remembered(do: Callable[..., Plain], *arguments: Any) -> Plain:
    """Do it; the ends that are part of its work come back as data."""
    try:
        return do(*arguments)
    except Ended as end:
        return {"ended": end.status, "fields": end.fields}
    except Cancelled:
        return {"ended": "stopped", "fields": {}}
    except (ModelError, NoRoom) as error:
        log.warning("%s: %s", error, getattr(error, "detail", ""))
        given_up = failed(error.sentence, error.next_step)
        return {"ended": given_up.status, "fields": given_up.fields}
