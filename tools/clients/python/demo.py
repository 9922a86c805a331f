"""What a demo server has beside its API: ready accounts, and a clock that can be set."""

import os
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import httpx

from mentoring_client import AuthenticatedClient
from mentoring_client.models import Problem, ProblemCode
from mentoring_client.types import Response

URL = os.environ.get("MENTORING_URL", "http://127.0.0.1:8080")

Model = TypeVar("Model")


@dataclass(frozen=True)
class Account:
    """Somebody of the demo, with a ready token."""

    name: str
    role: str
    external_id: str
    shows: str | None
    token: str

    def client(self) -> AuthenticatedClient:
        """A client that calls as this person."""
        return AuthenticatedClient(base_url=URL, token=self.token)


def last_account(role: str) -> Account:
    """The last account of a role."""
    answer = httpx.get(f"{URL}/demo/accounts").raise_for_status()
    accounts = [Account(**account) for account in answer.json()]
    return next(account for account in reversed(accounts) if account.role == role)


def set_clock(now: datetime) -> None:
    """Makes it that moment for the server."""
    httpx.put(f"{URL}/demo/clock", json={"now": now.isoformat()}, timeout=60).raise_for_status()


def need(model: type[Model], answer: object) -> Model:
    """The answer, where the request must succeed."""
    assert isinstance(answer, model), answer
    return answer


def refused(answer: object) -> ProblemCode:
    """The problem's code, where the request must be refused."""
    return need(Problem, answer).code


def etag_of(response: Response[Model]) -> str:
    """The ETag of what was read, to be sent back as `if_match`."""
    return response.headers["etag"]
