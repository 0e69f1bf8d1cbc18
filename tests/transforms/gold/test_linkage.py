"""Groups form by what their members are to each other on average, and depend on nothing but the scores."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from transforms.gold.linkage import average_link, components

NODES = "abcdefg"
SCORES = st.dictionaries(st.sampled_from(list(combinations(NODES, 2))), st.floats(0, 1), min_size=1)


def test_a_chain_is_cut_where_components_follow_it():
    chain = {("a", "b"): 0.9, ("b", "c"): 0.5, ("c", "d"): 0.9}
    assert average_link(chain, 0.4) == {"a": "a", "b": "a", "c": "c", "d": "c"}
    assert set(components("abcd", chain).values()) == {"a"}


def test_a_group_joins_another_if_all_its_members_do():
    near = {("a", "b"): 0.9, ("a", "c"): 0.6, ("b", "c"): 0.5}
    assert set(average_link(near, 0.4).values()) == {"a"}
    assert average_link(near, 0.56) == {"a": "a", "b": "a", "c": "c"}


def test_groups_that_are_somewhat_alike_on_the_whole_need_one_sure_pair():
    near = {("a", "b"): 0.9, ("b", "c"): 0.5, ("a", "c"): 0.5}
    assert average_link(near, 0.3, sure=0.6) == {"a": "a", "b": "a", "c": "c"}
    assert set(average_link(near | {("b", "c"): 0.6}, 0.3, sure=0.6).values()) == {"a"}


def test_of_equal_pairs_the_one_with_the_smallest_names_is_joined():
    assert average_link({("b", "c"): 0.5, ("a", "b"): 0.5}, 0.5) == {"a": "a", "b": "a", "c": "c"}


@given(SCORES, st.randoms())
def test_the_order_of_the_scores_does_not_show(scores, chance):
    shuffled = list(scores.items())
    chance.shuffle(shuffled)
    assert average_link(dict(shuffled), 0.3) == average_link(scores, 0.3)


@given(SCORES)
def test_every_node_is_in_the_group_of_its_smallest_member(scores):
    groups = average_link(scores, 0.3)
    assert groups.keys() == {node for pair in scores for node in pair}
    assert all(name == min(node for node in groups if groups[node] == name) for name in groups.values())
