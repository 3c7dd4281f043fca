"""A prompt as one model takes it: what it can't take is left out or said in another way.

The stable part, the system text, stands first and is marked for the provider's cache where it wants a mark.
"""

from __future__ import annotations

import base64
from typing import Any

from generator.abilities import Abilities
from generator.model import Message, Prompt
from generator.tokens import at_most, tokens_of

PICTURE_TOKENS = 1600  # of a picture at the size that providers scale it to
LEAST_ANSWER = 256  # tokens
MARGIN = 64  # tokens around the messages


def body_of(prompt: Prompt, able: Abilities) -> dict[str, Any]:
    """LiteLLM's arguments that say what is asked. Tools are never among them."""
    return {
        "messages": _messages(prompt, able),
        "max_tokens": answer_of(prompt, able),
        "stream": able.streams,
        **({"stream_options": {"include_usage": True}} if able.streams and able.counts else {}),
        **({"reasoning_effort": prompt.effort} if prompt.effort and able.thinks else {}),
        "drop_params": True,
    }


def asked_of(prompt: Prompt, sees: bool) -> int:
    """About how many tokens a prompt has."""
    pictures = sum(len(message.pictures) for message in prompt.messages) if sees else 0
    return sum(tokens_of(message.text) for message in prompt.messages) + pictures * PICTURE_TOKENS


def answer_of(prompt: Prompt, able: Abilities) -> int:
    """Tokens of the answer: what is wanted, what the model can write, and what fits beside the prompt."""
    longest = min(prompt.max_tokens, able.longest or prompt.max_tokens)
    if able.context is None:
        return longest
    room = able.context - at_most(asked_of(prompt, able.sees)) - MARGIN
    return min(longest, max(room, LEAST_ANSWER))


def _messages(prompt: Prompt, able: Abilities) -> list[dict[str, Any]]:
    messages = prompt.messages if able.system else _without_system(prompt.messages)
    return [{"role": message.role, "content": _content(message, able)} for message in messages]


def _without_system(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """The system's text at the head of the first message of a person."""
    said = [message.text for message in messages if message.role == "system"]
    rest = [message for message in messages if message.role != "system"]
    if not rest or rest[0].role != "user":
        rest.insert(0, Message("user", ""))
    first = rest[0]
    head = Message("user", "\n\n".join(text for text in (*said, first.text) if text), first.pictures)
    return (head, *rest[1:])


def _content(message: Message, able: Abilities) -> str | list[dict[str, Any]]:
    if message.role == "system" and able.marked:
        return [{"type": "text", "text": message.text, "cache_control": {"type": "ephemeral"}}]
    if not message.pictures:
        return message.text
    if not able.sees:
        return f"{message.text}\n\n(Pictures that you can't see belong to this: {len(message.pictures)}.)"
    shown = [
        {"type": "image_url", "image_url": {"url": f"data:{each.mime};base64,{_text(each.data)}"}}
        for each in message.pictures
    ]
    return [{"type": "text", "text": message.text}, *shown]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
