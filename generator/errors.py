"""What can go wrong with a model, each with a sentence for a person and a next step.

`retry`: the same model is asked again after a wait. `elsewhere`: another model, where the person named one, is asked
in its place. Not after Declined: what a provider's rules forbid isn't carried from one provider to the next.

Cancelled                 the person pressed Stop; not a failure
ModelError
├── KeyRefused            the key is wrong, missing or may not do this
├── OutOfCredit           the account or the budget is used up
├── RateLimited           too many requests; tried again
├── ServiceDown           the provider has a fault; tried again
├── Unreachable           no connection; tried again
├── StreamCut             the answer broke off; tried again
├── TooSlow               no word within the time allowed; tried again
├── UnknownModel          no model of this name
├── TooLong               more text than the model can read at once
├── Declined              the provider's content rules
├── NotAModel             what answers there isn't a model
├── EmptyAnswer           the model said nothing
├── UnusableAnswer        the model said something else than was asked for, twice
├── TooMuchSaid           the model goes on and on
└── RequestRefused        the provider doesn't accept the request
"""

from __future__ import annotations

import re
from typing import ClassVar

SETTINGS = "Open Settings"


class Cancelled(Exception):
    """The person stopped it."""


class ModelError(Exception):
    """A model couldn't answer. `detail` is for the log, without any key."""

    sentence: str = "The model couldn't answer."
    next_step: str = "Try again, or choose another model in Settings."
    retry: ClassVar[bool] = False
    elsewhere: ClassVar[bool] = False

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(f"{self.sentence} {self.next_step}")
        self.detail, self.retry_after = detail, retry_after
        if detail:
            self.add_note(detail)


class KeyRefused(ModelError):
    sentence = "The model's provider did not accept the key."
    next_step = f"{SETTINGS} and paste the key again, or make a new one on the provider's page."
    elsewhere = True


class OutOfCredit(ModelError):
    sentence = "The account at the model's provider has no credit left."
    next_step = "Add credit on the provider's page, or choose another model in Settings."
    elsewhere = True


class RateLimited(ModelError):
    """Where the provider asks for a long wait, the next step says how long."""

    sentence = "The model is busy: too many requests in a short time."
    next_step = "Wait a minute and try again, or choose another model in Settings."
    retry = elsewhere = True

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        if retry_after and retry_after > 60:
            self.next_step = f"Try again in {_span(retry_after)}, or choose another model in Settings."
        super().__init__(detail, retry_after=retry_after)


class ServiceDown(ModelError):
    sentence = "The model's provider has a fault on its side."
    next_step = "Try again in a few minutes, or choose another model in Settings."
    retry = elsewhere = True


class Unreachable(ModelError):
    sentence = "The model can't be reached."
    next_step = "Check that the network is on, or that the local server (such as Ollama) is running."
    retry = elsewhere = True


class StreamCut(ModelError):
    sentence = "The connection to the model broke off in the middle of its answer."
    next_step = "Check the network and try again."
    retry = elsewhere = True


class TooSlow(ModelError):
    sentence = "The model did not answer in the time allowed."
    next_step = "Try again, or choose a faster model in Settings."
    retry = elsewhere = True


class UnknownModel(ModelError):
    sentence = "The provider has no model of this name."
    next_step = f"{SETTINGS} and choose a model from the list."
    elsewhere = True


class TooLong(ModelError):
    """`limit`: tokens that the model reads at once, where the provider named them."""

    sentence = "The request and what belongs to it are more than this model can read at once."
    next_step = "Shorten the request, give fewer files, or choose a model with a larger context in Settings."
    elsewhere = True

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        self.limit = limit_in(detail)
        super().__init__(detail, retry_after=retry_after)


class Declined(ModelError):
    sentence = "The model's provider declined this request because of its content rules."
    next_step = "Say it in other words, or choose another model in Settings."


class NotAModel(ModelError):
    sentence = "Something answers at the model's address, but not in a model's language."
    next_step = f"{SETTINGS} and check the address; for a local server it usually ends in /v1."
    elsewhere = True


class EmptyAnswer(ModelError):
    sentence = "The model gave an empty answer."
    next_step = "Try again, or say the request in other words."
    elsewhere = True


class UnusableAnswer(ModelError):
    sentence = "The model answered twice in a way that can't be used."
    next_step = "Try again, say the request in other words, or choose another model in Settings."
    elsewhere = True


class TooMuchSaid(ModelError):
    sentence = "The model went on and on without coming to an end, so it was stopped."
    next_step = "Try again, or choose another model in Settings."
    elsewhere = True


class RequestRefused(ModelError):
    sentence = "The model's provider did not accept the request."
    next_step = "Try again; if it stays so, choose another model in Settings."
    elsewhere = True


TABLE: dict[str, type[ModelError]] = {
    "AuthenticationError": KeyRefused,
    "PermissionDeniedError": KeyRefused,
    "PaymentRequiredError": OutOfCredit,
    "BudgetExceededError": OutOfCredit,
    "RateLimitError": RateLimited,
    "ServiceUnavailableError": ServiceDown,
    "BadGatewayError": ServiceDown,
    "InternalServerError": ServiceDown,
    "APIError": ServiceDown,
    "MockException": ServiceDown,
    "OpenAIError": ServiceDown,
    "MidStreamFallbackError": StreamCut,
    "APIConnectionError": Unreachable,
    "Timeout": TooSlow,
    "NotFoundError": UnknownModel,
    "ModelNotMappedError": UnknownModel,
    "LiteLLMUnknownProvider": UnknownModel,
    "ContextWindowExceededError": TooLong,
    "ContentPolicyViolationError": Declined,
    "GuardrailRaisedException": Declined,
    "BlockedPiiEntityError": Declined,
    "ModifyResponseException": Declined,
    "RejectedRequestError": Declined,
    "SensitiveDataRouteException": Declined,
    "APIResponseValidationError": NotAModel,
    "JSONSchemaValidationError": NotAModel,
    "BadRequestError": RequestRefused,
    "UnprocessableEntityError": RequestRefused,
    "UnsupportedParamsError": RequestRefused,
    "InvalidRequestError": RequestRefused,
    "ImageFetchError": RequestRefused,
    "VectorStoreSearchError": RequestRefused,
}
"""LiteLLM's exceptions by name. A test walks `litellm.exceptions` and fails for one that isn't here."""

# Providers say these things under several statuses, so their words decide before the table does.
# Only for names that leave it open: a wrong key stays a wrong key, whatever else the text says.
_OPEN = {"RateLimitError", "BadRequestError", "APIError", "PermissionDeniedError", "UnprocessableEntityError"}
_CREDIT = re.compile(
    r"insufficient[_ ](quota|balance|credit|funds)|exceeded your current quota|credit balance"
    r"|payment required|out of credit|billing",
    re.I,
)
_BY_STATUS = {402: OutOfCredit, 403: KeyRefused, 408: TooSlow, 504: TooSlow, 529: RateLimited}
_NO_CONNECTION = re.compile(r"connection error|connection refused|name or service|resolve", re.I)
_TOO_LONG = re.compile(
    r"context[_ ](length|window|size)|prompt is too long|too many tokens|maximum.{0,30}tokens", re.I
)
# Every gap is bounded, as below; the first pattern that finds a number decides.
_LIMITS = (
    re.compile(r"(?:maximum|max) context (?:length|window|size)(?: of| is)?:? ?([\d,]{3,11})", re.I),
    re.compile(r"context (?:length|window|size)[^\d]{1,30}([\d,]{3,11})", re.I),
    re.compile(r"> ?([\d,]{3,11}) maximum", re.I),
    re.compile(r"maximum number of tokens allowed[^\d]{1,10}([\d,]{3,11})", re.I),
    re.compile(r"n_ctx\W{1,5}([\d,]{3,11})", re.I),
    re.compile(r"([\d,]{3,11}) maximum context", re.I),
)


def limit_in(text: str) -> int | None:
    """How many tokens the model reads at once, by a provider's words; None where they don't say."""
    for pattern in _LIMITS:
        for found in pattern.finditer(text):
            number = found[1].replace(",", "")
            if number:
                return int(number)
    return None


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 120:
        return "a minute" if minutes <= 1 else f"{minutes} minutes"
    return f"{round(minutes / 60)} hours" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"


def translate(error: BaseException, key: str = "", retry_after: float | None = None) -> ModelError:
    """The ModelError for one of LiteLLM's exceptions. Most specific name first; no key in its text."""
    inner = getattr(error, "original_exception", None)
    if type(error).__name__ == "MidStreamFallbackError" and isinstance(inner, Exception):
        return _mid_stream(inner, key, retry_after)
    detail = f"{type(error).__name__}: {redact(str(error)[:4000], key)}"[:2000]
    return _kind(error)(detail, retry_after=retry_after)


def _mid_stream(inner: Exception, key: str, retry_after: float | None) -> ModelError:
    found = translate(inner, key, retry_after)
    return StreamCut(found.detail) if isinstance(found, (Unreachable, ServiceDown)) else found


def _kind(error: BaseException) -> type[ModelError]:
    name = next((c.__name__ for c in type(error).__mro__ if c.__name__ in TABLE), "")
    status = getattr(error, "status_code", None)
    if status in _BY_STATUS and name in {"APIError", "BadRequestError"}:
        return _BY_STATUS[status]
    if name == "InternalServerError" and "repeating the same chunk" in str(error):  # LiteLLM's own watch
        return TooMuchSaid
    if name == "InternalServerError" and _NO_CONNECTION.search(str(error)):
        return Unreachable
    if name in _OPEN and _CREDIT.search(str(error)):
        return OutOfCredit
    if name in _OPEN and _TOO_LONG.search(str(error)) and name != "RateLimitError":
        return TooLong
    return TABLE.get(name, ModelError)


PIECE = 6  # characters of a key that together count as a piece of it
# Every repeat is bounded: a provider's answer must not be able to keep us busy.
_LOOKS_LIKE_KEY = re.compile(
    r"\b(?:(?:sk|pk|rk|gsk|xai|hf|key|ghp|github_pat)[-_]|AIza|AKIA)(?=[\w\-*.]{6})[\w\-*.]{6,200}"
    r"|(?i:bearer\s{1,4})[^\s\"',]{1,500}"
    r"|\b(?=[A-Za-z_\-]{0,80}\d)(?=[\d_\-]{0,80}[A-Za-z])[A-Za-z0-9_\-]{32,300}"
    r"|[A-Za-z0-9\-]{0,64}\*{3,64}[A-Za-z0-9]{0,64}"
)


def redact(text: str, key: str = "") -> str:
    """`text` without the key, without any piece of it of six characters or more, and without what looks like one."""
    return _LOOKS_LIKE_KEY.sub("[key]", _without_pieces(text, key))


def _without_pieces(text: str, key: str) -> str:
    pieces = {key[at : at + PIECE] for at in range(len(key) - PIECE + 1)} or ({key} if key else set())
    hidden = bytearray(len(text))
    for piece in pieces:
        at = text.find(piece)
        while at >= 0:
            hidden[at : at + len(piece)] = b"\x01" * len(piece)
            at = text.find(piece, at + 1)
    shown = "".join("\0" if hidden[at] else char for at, char in enumerate(text))
    return re.sub("\0+", "[key]", shown)
