"""A subject parts into its events by facts that one side tells and the other does not."""

import numpy as np
import pytest

from transforms.gold.contrast import Told, events
from transforms.shingles import stable_hash

SUBJECT = "ring champion belts heavyweight saturday crowd"


def told(*facts, language="en"):
    return Told(
        language, np.array(sorted(map(stable_hash, {word for text in facts for word in text.split()})), np.uint64)
    )


def reports(name, n, facts, language="en"):
    """Make reports that share the subject and the event's facts; each tells something of its own, too."""
    return {f"{name}{i}": told(SUBJECT, facts, f"{name}-own{i}", language=language) for i in range(n)}


BERLIN = reports("b", 6, "rahman mannheim seventh december")
BERN = reports("c", 6, "thompson bern sixth july")


def test_two_events_of_one_subject_are_told_apart():
    assert events([*BERN, *BERLIN], BERN | BERLIN) == [sorted(BERLIN), sorted(BERN)]


def test_so_are_three():
    more = reports("d", 6, "povetkin moscow october decision")
    assert events([*BERN, *more, *BERLIN], BERN | BERLIN | more) == [sorted(BERLIN), sorted(BERN), sorted(more)]


def test_reports_of_one_event_stay_together():
    assert events(BERN, BERN) == [sorted(BERN)]


def test_what_some_reports_tell_beside_makes_no_event_of_them():
    """Only one side has facts of its own: the others just tell less."""
    longer = reports("d", 6, "thompson bern sixth july widow gloves hometown rematch")
    assert events([*BERN, *longer], BERN | longer) == [sorted(BERN | longer)]


def test_few_reports_are_not_parted():
    few = dict(list(BERN.items())[:3]) | dict(list(BERLIN.items())[:3])
    assert events(few, few) == [sorted(few)]


def test_languages_are_not_taken_for_events():
    german = reports("g", 6, "thompson bern sechste juli schwergewicht titel sieg runde", language="de")
    assert events([*BERN, *german], BERN | german) == [sorted(BERN | german)]


def test_events_are_told_apart_in_two_languages():
    german = reports("g", 6, "rahman mannheim schwergewicht titel sieg runde", language="de")
    german |= reports("h", 6, "thompson bern schwergewicht titel sieg runde", language="de")
    parts = events([*BERN, *BERLIN, *german], BERN | BERLIN | german)
    assert [{member[0] for member in part} for part in parts] == [{"b", "g"}, {"c", "h"}]


def test_the_order_of_members_does_not_show():
    members = [*BERN, *BERLIN]
    assert events(members[::-1], BERN | BERLIN) == events(members, BERN | BERLIN)


@pytest.mark.parametrize("facts", ["", "alone"])
def test_members_that_tell_nothing_in_common_stay_together(facts):
    silent = {f"s{i}": told(facts and f"{facts}{i}") for i in range(8)}
    assert events(silent, silent) == [sorted(silent)]
