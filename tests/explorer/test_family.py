"""Family: who was made from whom, as trees."""

from explorer.family import Branch, Tie, families


def test_an_article_hangs_under_the_origin_that_it_shares_most_with():
    ties = [
        Tie("a", "b", "copy", "a", 2.9),
        Tie("a", "c", "translation", "a", 2.0),
        Tie("b", "c", "translation", "b", 2.5),
    ]
    assert families(["a", "b", "c", "d"], ties) == [
        [
            Branch("a", None, None, known=True, depth=0),
            Branch("b", "a", "copy", known=True, depth=1),
            Branch("c", "b", "translation", known=True, depth=2),
        ],
        [Branch("d", None, None, known=True, depth=0)],
    ]


def test_a_pair_of_untold_origin_still_makes_one_family_and_says_so():
    (tree,) = families(["a", "b"], [Tie("a", "b", "rewrite", None, 1.0)])
    assert tree[1] == Branch("b", "a", "rewrite", known=False, depth=1)


def test_articles_that_each_claim_to_come_from_the_other_make_no_circle():
    ties = [Tie("a", "b", "copy", "a", 3), Tie("b", "c", "copy", "b", 2), Tie("a", "c", "copy", "c", 1)]
    (tree,) = families(["a", "b", "c"], ties)
    assert [branch.doc_id for branch in tree] == ["a", "b", "c"]


def test_pairs_with_articles_elsewhere_are_passed_over():
    assert len(families(["a"], [Tie("a", "z", "copy", "z", 1)])) == 1
