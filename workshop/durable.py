"""Turns as durable workflows: DBOS over SQLite or PostgreSQL.

A workflow's id is the turn's id and its segment, so starting one twice is starting it once. A process that
dies leaves its workflows pending; another one takes them up after the last finished step (`recover`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID, WorkflowStatus

T = TypeVar("T")
State = Literal["unknown", "alive", "over"]

QUEUES = {"turn": "turns", "evidence": "evidence"}  # of each workflow
VERSION = "4"  # of the workflow's shape: a turn begun under another one is not taken up
AT_ONCE = {
    "turn": 4,
    "evidence": 2,
}  # at work in one process; a request never waits for a result to be checked
Name = Literal["turn", "evidence"]
Work = Callable[[str, int], str]


class Durable:
    """One a process. `works` are the workflows, each called with (turn, segment); they call `step` for what must not be
    done twice.

    `shared`: take turns from the queue that all processes share, as a page server or a worker does. The
    command line doesn't: it works on its own turn only, and then it is gone.
    """

    def __init__(self, url: str, executor: str, works: Mapping[Name, Work], shared: bool = True) -> None:
        self._shared = shared
        self._config: DBOSConfig = {
            "name": "oneoff",
            "system_database_url": url,
            "executor_id": executor,
            "application_version": VERSION,
            "serializer": DBOSPortableJSONSerializer(),
            "enable_otlp": False,
            "log_level": "ERROR",
            "notification_listener_polling_interval_sec": 0.1,
        }
        self._works = works

    def launch(self) -> None:
        """Open the system database and begin to work."""
        DBOS(config=self._config)
        self._workflows = {name: DBOS.workflow(name=name)(work) for name, work in self._works.items()}
        DBOS.listen_queues([*QUEUES.values()] if self._shared else [])
        DBOS.launch()
        for name, queue in QUEUES.items():
            DBOS.register_queue(queue, worker_concurrency=AT_ONCE[name], polling_interval_sec=0.1)

    def start(self, turn: str, segment: int, name: Name = "turn") -> None:
        """Begin to work on a turn or its evidence, here or wherever the queue has a free hand; returns at once."""
        with SetWorkflowID(_id(turn, segment, name)):
            if self._shared:
                DBOS.enqueue_workflow(QUEUES[name], self._workflows[name], turn, segment)
            else:
                DBOS.start_workflow(self._workflows[name], turn, segment)

    def start_here(self, turn: str, segment: int) -> None:
        """As `start`, in this process and at once: for what a person waits for, and takes no time of a model's."""
        with SetWorkflowID(_id(turn, segment, "turn")):
            DBOS.start_workflow(self._workflows["turn"], turn, segment)

    def recover(self, executor: str) -> None:
        """Hand what a dead process left pending to the queue, where one process takes it up."""
        pending = DBOS.list_workflows(
            executor_id=executor, status="PENDING", app_version=VERSION, load_input=False, load_output=False
        )
        for workflow in pending:
            DBOS.resume_workflow(workflow.workflow_id, queue_name=QUEUES.get(workflow.name, QUEUES["turn"]))

    def state(self, turn: str, segment: int, name: Name = "turn") -> State:
        """What DBOS knows of a turn or its evidence: "unknown" was never begun, "over" won't go on by itself."""
        found = DBOS.list_workflows(
            workflow_ids=[_id(turn, segment, name)], load_input=False, load_output=False
        )
        if not found:
            return "unknown"
        return "alive" if _is_alive(found[0]) else "over"

    def forget(self, turn: str) -> bool:
        """Remove all that was remembered of a turn and its evidence; False while one of them is still going on."""
        found = DBOS.list_workflows(workflow_id_prefix=f"{turn}-", load_input=False, load_output=False)
        if any(_is_alive(workflow) for workflow in found):
            return False
        if found:
            DBOS.delete_workflows([workflow.workflow_id for workflow in found])
        return True

    def close(self) -> None:
        """Stop taking turns; those at work are left to be recovered."""
        DBOS.destroy(destroy_registry=True)


def _is_alive(workflow: WorkflowStatus) -> bool:
    return workflow.status in ("PENDING", "ENQUEUED", "DELAYED") and workflow.app_version == VERSION


def _id(turn: str, segment: int, name: Name) -> str:
    return f"{turn}-{segment}" if name == "turn" else f"{turn}-{segment}-{name}"


def step(name: str, do: Callable[..., T], *arguments: Any) -> T:
    """Do it, remember the result as JSON, and never do it again for this workflow."""
    return DBOS.run_step({"name": name}, do, *arguments)
