"""What is known of a distribution, for a person who is asked whether it may be installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import requests

from sandbox.packages import fields
from sandbox.packages.fetching import Answer, Question, ask_all
from sandbox.packages.names import check_distribution
from sandbox.packages.pip_settings import PUBLIC, bundle, index_url

NEW_DAYS = 90  # so young a package is pointed out
_SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"  # PEP 691
_PUBLIC_STATISTICS = "https://pypistats.org/api/packages/{name}/recent"
_SECONDS = 10.0
_STATISTICS_SECONDS = 3.0  # nice to have, not worth a longer wait


@dataclass(frozen=True, slots=True)
class About:
    """One distribution as its index tells it; what couldn't be had is None, 0 or ""."""

    name: str
    exists: bool | None  # None: the index couldn't be asked
    version: str = ""
    first_released: date | None = None
    last_released: date | None = None
    releases: int = 0
    summary: str = ""  # its author's words: one line, shortened
    monthly_downloads: int | None = None

    def sentence(self, today: date | None = None) -> str:
        """For a person, in one to three sentences."""
        if self.exists is None:
            return f"Nothing could be found out about {self.name}: the package index couldn't be asked."
        if not self.exists:
            return f"There is no package called {self.name}."
        title = f"{self.name} {self.version}".strip()
        age = (today or fields.today()) - self.first_released if self.first_released else None
        if age is not None and age < timedelta(days=NEW_DAYS):
            return f"{title}. New: first released {_ago(age.days)}." + self._downloads(" About {} a month.")
        said = [*self._released(), self._downloads("about {} a month")]
        return f"{title}: {', '.join(filter(None, said))}." if any(said) else f"{title}."

    def _released(self) -> Iterator[str]:
        first, last = self.first_released, self.last_released
        if first and last and first != last:
            yield f"first released in {first.year}"
            yield f"last in {last:%B %Y}"
        elif first or last:
            yield f"released once, in {first or last:%B %Y}"

    def _downloads(self, words: str) -> str:
        count = self.monthly_downloads
        return "" if count is None else words.format(f"{_rounded(count)} download{'' if count == 1 else 's'}")


class Index:
    """A package index. `json_url_pattern` and `stats_url_pattern` hold "{name}"; "" where there is none."""

    def __init__(
        self,
        simple_url: str,
        json_url_pattern: str,
        stats_url_pattern: str,
        session: requests.Session,
        timeout: float = _SECONDS,
    ) -> None:
        self.simple_url = simple_url.rstrip("/")
        self._project, self._statistics = json_url_pattern, stats_url_pattern
        self._session, self._timeout = session, timeout

    def about(self, name: str) -> About:
        """Takes at most `timeout` seconds. Raises BadPackage for a bad name, and nothing else."""
        name = check_distribution(name)
        return _about(name, ask_all(self._session, self._questions(name)))

    def _questions(self, name: str) -> dict[str, Question]:
        questions = {"simple": Question(f"{self.simple_url}/{name}/", self._timeout, _SIMPLE_JSON)}
        if self._project:
            questions["project"] = Question(self._project.format(name=name), self._timeout)
        if self._statistics:
            seconds = min(_STATISTICS_SECONDS, self._timeout)
            questions["statistics"] = Question(self._statistics.format(name=name), seconds)
        return questions


def configured(environ: Mapping[str, str]) -> Index:
    """The index that pip or uv on this machine use; where none is set, the public one.

    Only of the public one's packages are the public statistics asked: others' names may be private.
    """
    url, session = index_url(environ), requests.Session()
    if trusted := bundle(environ):
        session.verify = trusted
    project = f"{url.removesuffix('/simple')}/pypi/{{name}}/json" if url.endswith("/simple") else ""
    return Index(url, project, _PUBLIC_STATISTICS if url == PUBLIC else "", session)


def _about(name: str, answers: Mapping[str, Answer]) -> About:
    """404 of the index itself is "doesn't exist"; the project API of an index may just not be there."""
    if answers["simple"].status == 404:
        return About(name, exists=False)
    plain = {key: fields.table(answer.plain) for key, answer in answers.items()}
    listing, project = plain["simple"], plain.get("project", {})
    info, files = fields.table(project.get("info")), fields.uploads(project)
    if not isinstance(listing.get("files"), list) and not info:  # also a 200 that is some other page
        return About(name, exists=None)
    versions = fields.versions(listing.get("versions")) or fields.versions(project.get("releases"))
    days = fields.days(listing.get("files"), "upload-time") or fields.days(files, "upload_time_iso_8601")
    return About(
        name,
        exists=True,
        version=fields.newest(fields.versions([info.get("version")]) or versions),
        first_released=min(days, default=None),
        last_released=max(days, default=None),
        releases=len(versions),
        summary=fields.summary(info.get("summary")),
        monthly_downloads=fields.downloads(plain.get("statistics")),
    )


def _rounded(count: int) -> str:
    """Two digits: "2.1 million", "340,000", "12"."""
    digits = len(str(count)) - 2
    about = round(count, -digits) if digits > 0 else count
    if about >= 1_000_000_000:
        return f"{about / 1e9:g} billion"
    return f"{about / 1e6:g} million" if about >= 1_000_000 else f"{about:,}"


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(max(days, 0), f"{days} days ago")
