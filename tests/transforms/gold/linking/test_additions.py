"""A name with an addition is the name without it, where the corpus has both."""

from transforms.gold.linking.additions import additions


def paired(kind, *nodes):
    return {pair[1:] for pair in additions((node, kind) for node in nodes)}


def test_a_title_that_stayed_with_the_name_is_taken_off():
    assert paired("PER", "moviemaker peter olsen", "peter olsen") == {("peter olsen", "moviemaker peter olsen")}
    assert not paired("PER", "anna maria olsen", "maria olsen")


def test_initials_and_patronymics_are_taken_off():
    assert paired("PER", "anna q. olsen", "anna olsen") == {("anna olsen", "anna q. olsen")}
    assert paired("PER", "oleg petrovich sokol", "oleg sokol") == {("oleg sokol", "oleg petrovich sokol")}


def test_two_people_who_differ_by_an_initial_stay_apart():
    assert not paired("PER", "anna q. olsen", "anna r. olsen", "anna olsen")


def test_a_legal_form_is_taken_off():
    assert paired("ORG", "nordfisk a.s.", "nordfisk") == {("nordfisk", "nordfisk a.s.")}
    assert not paired("ORG", "nordfisk museum", "nordfisk")


def test_a_people_and_its_members_are_one():
    assert paired("MISC", "norse", "norses") == {("norse", "norses")}


def test_nothing_is_paired_with_a_name_that_the_corpus_lacks():
    assert not paired("ORG", "nordfisk a.s.")
