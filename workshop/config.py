"""The environment, read once and cast. A bad value is named with its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from platformdirs import user_data_path

from workshop.budget import LIMITS

SandboxChoice = Literal["auto", "docker", "built-in"]
ROLES = ("planner", "writer", "checker", "explainer", "listener")
PROJECT = Path(__file__).resolve().parent.parent
_SANDBOX_PYTHON = PROJECT / ".venv-sandbox" / "bin" / "python"


class ConfigError(Exception):
    """A value of the environment can't be used; the text names key, value and what is expected."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the environment says. `home` holds everything that Oneoff remembers."""

    home: Path
    database_url: str  # SQLAlchemy URL of the store
    workflow_url: str  # of DBOS's system database
    sandbox: SandboxChoice = "auto"
    model: str = ""
    role_models: Mapping[str, str] = field(default_factory=dict)  # by role, where it isn't the main one
    instead: tuple[str, ...] = ()  # models asked when the main one can't answer, in this order
    api_base: str = ""
    api_key: str = field(default="", repr=False)
    sandbox_python: Path = _SANDBOX_PYTHON
    wall_seconds: float = 60.0
    runtime: str = ""  # of Docker, e.g. "runsc"; "" for gVisor where the engine has it
    wheelhouse: Path | None = None  # a folder of wheels, in place of the package index
    budget: Mapping[str, float | None] = field(default_factory=dict)  # limits by name, None for none
    folders: bool | None = (
        None  # folders of this computer may be worked on; None: unless the page is served to others
    )

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Config:
        """Read ONEOFF_* from `environ`. Raises `ConfigError`."""
        if environ.get("ONEOFF_RUNTIME") and environ.get("ONEOFF_SANDBOX") == "built-in":
            raise ConfigError(
                "ONEOFF_RUNTIME is one of Docker's, so ONEOFF_SANDBOX can't be 'built-in' with it."
            )
        home = Path(environ.get("ONEOFF_HOME") or user_data_path("oneoff")).expanduser().resolve()
        return cls(
            home=home,
            database_url=environ.get("ONEOFF_DATABASE_URL") or f"sqlite:///{home / 'oneoff.db'}",
            workflow_url=environ.get("ONEOFF_WORKFLOW_URL") or f"sqlite:///{home / 'workflows.db'}",
            sandbox=_choice(environ, "ONEOFF_SANDBOX", "auto"),
            model=environ.get("ONEOFF_MODEL", "").strip(),
            role_models=_role_models(environ),
            instead=_names(environ, "ONEOFF_MODEL_FALLBACK"),
            api_base=_url(environ, "ONEOFF_API_BASE"),
            api_key=environ.get("ONEOFF_API_KEY", "").strip(),
            sandbox_python=Path(environ.get("ONEOFF_SANDBOX_PYTHON") or _SANDBOX_PYTHON),
            wall_seconds=_seconds(environ, "ONEOFF_RUN_SECONDS", 60.0),
            runtime=environ.get("ONEOFF_RUNTIME", "").strip(),
            folders=_on_or_off(environ, "ONEOFF_FOLDERS"),
            wheelhouse=_folder(environ, "ONEOFF_WHEELHOUSE"),
            budget={
                name: _limit(environ, key)
                for name in LIMITS
                if environ.get(key := f"ONEOFF_BUDGET_{name.upper()}", "").strip()
            },
        )

    @property
    def log_file(self) -> Path:
        return self.home / "logs" / "oneoff.log"


def _choice(environ: Mapping[str, str], key: str, default: SandboxChoice) -> SandboxChoice:
    value = environ.get(key) or default
    for allowed in get_args(SandboxChoice):
        if value == allowed:
            return allowed  # type: ignore[no-any-return]
    raise ConfigError(f"{key} is {value!r}; it can be {', '.join(get_args(SandboxChoice))}.")


def _role_models(environ: Mapping[str, str]) -> dict[str, str]:
    """ONEOFF_MODEL_PLANNER, _WRITER, _CHECKER, _EXPLAINER and _LISTENER; the repairer's is the writer's."""
    named = {role: _names(environ, f"ONEOFF_MODEL_{role.upper()}") for role in ROLES}
    for role, names in named.items():
        if len(names) > 1:
            raise ConfigError(f"ONEOFF_MODEL_{role.upper()} is {','.join(names)!r}; it must be one model.")
    return {role: names[0] for role, names in named.items() if names}


def _names(environ: Mapping[str, str], key: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in environ.get(key, "").split(",") if name.strip())
    for name in names:
        if len(name.split()) > 1:
            raise ConfigError(
                f"{key} is {name!r}; a model's name has no spaces, and names are parted by commas."
            )
    return names


def _url(environ: Mapping[str, str], key: str) -> str:
    value = environ.get(key, "").strip().rstrip("/")
    if value and not value.startswith(("http://", "https://")):
        raise ConfigError(f"{key} is {value!r}; it must begin with http:// or https://.")
    return value


def _folder(environ: Mapping[str, str], key: str) -> Path | None:
    value = environ.get(key, "").strip()
    if value and not Path(value).expanduser().is_dir():
        raise ConfigError(f"{key} is {value!r}; it must be a folder that is there.")
    return Path(value).expanduser().resolve() if value else None


def _limit(environ: Mapping[str, str], key: str) -> float | None:
    value = environ[key].strip()
    if value.casefold() == "none":
        return None
    try:
        limit = float(value)
    except ValueError:
        raise ConfigError(f"{key} is {value!r}; it must be a number or 'none'.") from None
    if not 0 < limit < float("inf"):
        raise ConfigError(f"{key} is {value!r}; it must be above 0, or 'none'.")
    return limit


def _seconds(environ: Mapping[str, str], key: str, default: float) -> float:
    value = environ.get(key) or str(default)
    try:
        seconds = float(value)
    except ValueError:
        raise ConfigError(f"{key} is {value!r}; it must be a number of seconds.") from None
    if not 0 < seconds <= 3600:
        raise ConfigError(f"{key} is {value!r}; it must be above 0 and at most 3600.")
    return seconds


def _on_or_off(environ: Mapping[str, str], key: str) -> bool | None:
    value = environ.get(key, "").strip()
    if value not in ("", "on", "off"):
        raise ConfigError(f"{key} is {value!r}; it must be on or off.")
    return None if not value else value == "on"
