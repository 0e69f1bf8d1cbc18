"""Drawings: the geometry of the pictures."""

from datetime import datetime

from explorer import drawings
from explorer.family import Branch


def day(text):
    return datetime.fromisoformat(text)


def test_slots_without_an_article_stand_between_those_with_one():
    drawn = drawings.bars([(day("2024-01-01"), 4), (day("2024-03-01"), 1)], "month")
    assert [(bar.x, bar.height, bar.n) for bar in drawn.bars] == [(0, 100, 4), (66.667, 25, 1)]
    assert (drawn.first, drawn.last, drawn.most) == ("January 2024", "March 2024", 4)


def test_a_span_is_counted_by_what_suits_it():
    assert drawings.unit_of(day("2024-01-01"), day("2024-01-09")) == "day"
    assert drawings.unit_of(day("2024-01-01"), day("2024-12-09")) == "week"
    assert drawings.unit_of(day("2020-01-01"), day("2024-12-09")) == "month"
    assert drawings.unit_of(day("1920-01-01"), day("2024-12-09")) == "year"


def test_nothing_is_drawn_of_nothing():
    assert drawings.bars([], "day") is None
    assert drawings.moment_in(None, day("2024-01-01"), day("2024-01-02")) is None


def test_an_article_stands_one_step_right_of_what_it_was_made_from():
    tree = drawings.tree([Branch("a", None, None, known=True, depth=0), Branch("b", "a", "copy", known=False, depth=1)])
    root, leaf = tree.dots
    assert leaf.x - root.x == drawings.STEP
    assert leaf.y - root.y == drawings.ROW
    assert len(tree.trunks) == 1
    assert [(edge.relation, edge.known) for edge in tree.edges] == [("copy", False)]


def test_a_passage_is_drawn_where_it_stands_in_each_text():
    (ribbon,) = drawings.ribbons([(0, 50, 100, 200, "near")], 100, 200)
    assert ribbon.points == "0.0,0 500.0,0 1000.0,100 500.0,100"
