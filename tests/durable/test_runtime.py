"""A runtime that is asked for is had, or nothing starts."""

from __future__ import annotations

import pytest

from generator.evidence.types import Fact
from workshop.config import ConfigError
from workshop.wiring import CannotStart

from .test_asking import MakeWorkshop, asked


@pytest.mark.docker
def test_a_runtime_that_isnt_there_lets_nothing_start(make_workshop: MakeWorkshop) -> None:
    with pytest.raises(CannotStart, match="Programs must run under kata here"):
        make_workshop(ONEOFF_SANDBOX="docker", ONEOFF_RUNTIME="kata")


@pytest.mark.docker
def test_a_runtime_that_is_there_is_used(make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop(ONEOFF_SANDBOX="docker", ONEOFF_RUNTIME="runsc")
    view = asked(workshop, "make a QR code for https://example.org")
    assert view.status == "done", view.error
    assert Fact("Ran in a container without network") in view.evidence.facts
    assert any(finding.name == "gVisor" and "under gVisor" in finding.says for finding in workshop.doctor())


def test_a_runtime_of_dockers_and_the_built_in_sandbox_dont_go_together(make_workshop: MakeWorkshop) -> None:
    with pytest.raises(ConfigError, match="ONEOFF_RUNTIME"):
        make_workshop(ONEOFF_SANDBOX="built-in", ONEOFF_RUNTIME="runsc")


def test_a_wheelhouse_must_be_there(make_workshop: MakeWorkshop) -> None:
    with pytest.raises(ConfigError, match="ONEOFF_WHEELHOUSE"):
        make_workshop(ONEOFF_WHEELHOUSE="/nowhere")
