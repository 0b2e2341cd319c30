"""`clock.read` agrees with a model that looks at each minute and each day, on histories made by chance.

`make clock` tries a hundred thousand of them (MOTCUA_HISTORIES, MOTCUA_HISTORIES_SEED); a failure names its number.
"""

import os
from functools import lru_cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.deadlines.clock import read
from motcua.deadlines.history import Reading, Turn, dump_turn
from motcua.deadlines.trace import Step
from motcua.deadlines.work_calendar import WorkCalendar
from tests.unit.deadlines.random_histories import BASES, calendar_of, turns_of
from tests.unit.deadlines.slow_model import Answer, Minutes, answer

HISTORIES = int(os.environ.get("MOTCUA_HISTORIES", "2000"))
SEED = os.environ.get("MOTCUA_HISTORIES_SEED", "20260305")
ON_ONE_CALENDAR = 100


@lru_cache(maxsize=1)
def calendar_number(number: int) -> tuple[WorkCalendar, Minutes]:
    dice = Random(f"{SEED} calendar {number}")
    base = BASES[number % len(BASES)]
    calendar = calendar_of(dice, base)
    return calendar, Minutes(calendar, base)


def in_short(reading: Reading) -> Answer:
    left = tuple((int(one.value * 100), one.unit.value) for one in reading.left)
    return Answer(reading.due, reading.stands, left)


def said(turns: list[Turn]) -> str:
    return "\n".join(str(dump_turn(turn)) for turn in turns)


def test_agrees_with_the_slow_model() -> None:
    for number in range(HISTORIES):
        calendar, minutes = calendar_number(number // ON_ONE_CALENDAR)
        turns = turns_of(Random(f"{SEED} history {number}"), minutes.base)
        found, expected = in_short(read(turns, calendar)), answer(turns, minutes)
        assert found == expected, f"history {number}, seed {SEED}:\n{said(turns)}"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 3), st.randoms(use_true_random=False))
def test_agrees_with_the_slow_model_where_hypothesis_looks(number: int, dice: Random) -> None:
    calendar, minutes = calendar_number(number)
    turns = turns_of(dice, minutes.base)
    assert in_short(read(turns, calendar)) == answer(turns, minutes), said(turns)


def test_histories_made_by_chance_reach_every_kind_of_answer() -> None:
    kinds = set()
    for number in range(2000):
        calendar, minutes = calendar_number(0)
        reading = read(turns_of(Random(f"kinds {number}"), minutes.base), calendar)
        kinds.add((reading.due is None, reading.stands, len(reading.left)))
        kinds |= {step.kind for step in reading.trace}
    assert kinds >= set(Step)
    assert {(False, False, 0), (True, False, 0), (True, True, 0), (True, True, 1), (True, True, 2)} <= kinds
