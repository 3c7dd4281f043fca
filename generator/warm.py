"""LiteLLM, imported once and with our settings. It takes 5 to 8 s, so no module imports it at its top."""

from __future__ import annotations

import os
from typing import Any


def warm_up() -> Any:
    """Import LiteLLM with our settings and return it; 5 to 8 s the first time. Safe from any thread."""
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # else it fetches a price list at import
    os.environ.setdefault("LITELLM_MODE", "PRODUCTION")  # else it reads .env files
    import litellm

    litellm.suppress_debug_info = True
    litellm.telemetry = False
    litellm.disable_streaming_logging = True  # one logging task a word otherwise
    return litellm
