"""Subjects: families of articles that are on one subject, and the events that pairs alone tell apart in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from transforms.gold.linkage import Pair, average_link

MEAN: Final = 0.25
"""Mean probability, over the pairs of two groups of families, from which they belong together: from .2 to .3 the
figures hardly change."""

SURE_SUBJECT: Final = 0.85
"""Probability of one subject that one of these pairs must have: strangers are somewhat alike on the whole, but no two
of them much."""

SURE_EVENT: Final = 0.6
"""The same of one event, within a subject."""


def subjects(
    alike: Mapping[Pair, float], one_event: Mapping[Pair, float], n_articles: Mapping[str, int]
) -> dict[str, str]:
    """Name the group of each family that has a pair: those on one subject, parted where pairs tell its events apart.

    ``alike`` is the probability that two families are on one subject, ``one_event`` that they report one event,
    ``n_articles`` how many articles a family has.
    """
    subject_of = average_link(alike, MEAN, SURE_SUBJECT)
    inside = {
        (a, b): score for (a, b), score in one_event.items() if a in subject_of and subject_of[a] == subject_of.get(b)
    }
    event_of = average_link(inside, MEAN, SURE_EVENT)  # no pair leads from one subject to another
    members: defaultdict[str, list[str]] = defaultdict(list)
    for family, subject in sorted(subject_of.items()):
        members[subject].append(family)
    parted = (_parted(families, event_of, alike, n_articles) for families in members.values())
    return {family: event for part in parted for family, event in part.items()}


def _parted(
    families: Sequence[str], event_of: Mapping[str, str], alike: Mapping[Pair, float], n_articles: Mapping[str, int]
) -> dict[str, str]:
    """Give each family its event; an article that pairs leave alone goes to the event whose reports it is most like.

    Reports written independently of each other are less alike than those on two fights of one boxer: where all
    articles are alone, the subject is one event.
    """
    events: defaultdict[str, list[str]] = defaultdict(list)
    for family in families:
        events[event_of.get(family, family)].append(family)
    several = {event: reports for event, reports in events.items() if sum(n_articles[one] for one in reports) > 1}
    if not several:
        return dict.fromkeys(families, families[0])
    found = {family: event for event, reports in several.items() for family in reports}
    for family in sorted(set(families) - found.keys()):
        score, event = max((_mean(family, reports, alike), event) for event, reports in several.items())
        found[family] = event if score >= MEAN else family
    return found


def _mean(family: str, reports: Sequence[str], alike: Mapping[Pair, float]) -> float:
    return sum(alike.get((min(family, other), max(family, other)), 0.0) for other in reports) / len(reports)
