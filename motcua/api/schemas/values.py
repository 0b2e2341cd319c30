"""Values that several shapes share."""

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext_noop as N_
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from motcua.kernel.clock import VIETNAM


def in_vietnam(moment: dt.datetime) -> str:
    """RFC 3339 with Vietnam's offset, to the second."""
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")


Moment = Annotated[
    dt.datetime,
    PlainSerializer(in_vietnam, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-03-12T15:30:00+07:00"]}),
]
Next = Annotated[
    str | None, Field(description=N_("Con trỏ của trang sau, gửi lại trong `cursor`; null khi hết."))
]
LEVELS = ("ministry", "province", "commune", "other")


class Shape(BaseModel):
    """What is sent."""

    model_config = ConfigDict(frozen=True)


class Given(BaseModel):
    """What is received: a field that the contract does not know is a mistake worth hearing about."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProblemError(Shape):
    """Where it does not fit: `pointer` into the body, `parameter` of the address, or `field` of the form."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None
    field: str | None = None


class Problem(Shape):
    """RFC 9457."""

    type: str = Field(examples=["urn:motcua:problem:not_found"])
    title: str
    status: int = Field(examples=[404])
    detail: str
    errors: list[ProblemError] = []
