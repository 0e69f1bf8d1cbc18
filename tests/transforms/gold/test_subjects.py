"""Families on one subject form groups; where they are many, pairs part the events they report."""

import random
from collections import defaultdict
from itertools import combinations

from transforms.gold import subjects as module


def subjects(alike, one_event, **n_articles):
    return module.subjects(alike, one_event, defaultdict(lambda: 1, n_articles))


def pairs(families, score):
    return dict.fromkeys(combinations(sorted(families), 2), score)


def test_reports_of_one_subject_are_of_one_event_where_no_pair_is_sure():
    assert set(subjects(pairs("abcd", 0.9), pairs("abcd", 0.2)).values()) == {"a"}


def test_strangers_are_somewhat_alike_and_stay_apart():
    found = subjects(pairs("abcd", 0.7), pairs("abcd", 0.7))
    assert len(set(found.values())) == len(found)


ONE, OTHER = "abcd", "wxyz"
ALIKE = pairs(ONE + OTHER, 0.9)
EVENTS = pairs(ONE, 0.8) | pairs(OTHER, 0.8)


def test_two_events_of_many_reports_are_parted_by_their_pairs():
    found = subjects(ALIKE, EVENTS)
    assert {found[family] for family in ONE} == {"a"}
    assert {found[family] for family in OTHER} == {"w"}


def test_a_family_of_several_articles_is_an_event_beside_another():
    assert set(subjects(pairs("abc", 0.9), {("b", "c"): 0.8, ("a", "b"): 0.4}).values()) == {"b"}
    assert subjects(pairs("abc", 0.9), {("b", "c"): 0.8, ("a", "b"): 0.4}, a=3) == {"a": "a", "b": "b", "c": "b"}


def test_a_report_that_pairs_leave_alone_goes_to_the_event_that_it_is_most_like():
    alike = ALIKE | {("a", "m"): 0.95, ("m", "w"): 0.9, ("m", "x"): 0.9, ("m", "y"): 0.9}
    assert subjects(alike, EVENTS)["m"] == "w"


def test_a_report_that_is_like_one_report_of_an_event_alone_joins_none():
    alike = pairs("abcdef", 0.9) | pairs("uvwxyz", 0.9) | {("a", "m"): 0.95, ("m", "u"): 0.95}
    events = pairs("abcdef", 0.8) | pairs("uvwxyz", 0.8)
    assert subjects(alike | pairs("abcdefuvwxyz", 0.9), events)["m"] == "m"


def test_many_reports_that_no_pair_groups_stay_on_their_subject():
    assert set(subjects(pairs("abcdefgh", 0.9), {}).values()) == {"a"}


def test_the_order_of_the_pairs_does_not_matter():
    chance = random.Random(1)  # noqa: S311
    alike = ALIKE | {("a", "m"): 0.5, ("m", "w"): 0.6}
    whole = subjects(alike, EVENTS)
    for _ in range(20):
        shuffled, events = list(alike.items()), list(EVENTS.items())
        chance.shuffle(shuffled)
        chance.shuffle(events)
        assert subjects(dict(shuffled), dict(events)) == whole
