"""Frame only: serves the pages, the route for results, and the headers of every answer."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.address import options, served_to_others, tell_address
from pages.headers import Headers, KnownHosts
from pages.shown import routes
from pages.trouble import tell
from workshop import wiring
from workshop.config import ConfigError


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """The workshop is built in the background, so the page is there at once."""
    wiring.begin(served_to_others())
    tell_address()
    yield
    wiring.close()


app = st.App(
    Path(__file__).parent / "pages" / "frame.py",
    lifespan=lifespan,
    routes=routes,
    middleware=[Middleware(Headers), Middleware(KnownHosts)],
    on_script_error=tell,
)

if __name__ == "__main__":
    try:
        app.run(config=options(os.environ))
    except ConfigError as problem:
        sys.exit(str(problem))
