"""``sources.csv`` beside the files."""

from flows.scan import Scan


def outlets(root):
    scan = Scan(root, {})
    found = {document.uri: document.entry.source for document in scan.documents()}
    return found, scan


def test_an_outlet_goes_by_one_name_below_the_list(tmp_path):
    for path in ("coast/a.txt", "bay/b.txt", "bay/sub/c.txt"):
        tmp_path.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        tmp_path.joinpath(path).write_text("The tide came late.")
    (tmp_path / "sources.csv").write_text("alias,source\ncoast,The Coast\nbay,The Bay\n")
    (tmp_path / "bay" / "sub" / "sources.csv").write_text("alias,source\nbay,The Inner Bay\n")
    found, scan = outlets(tmp_path)
    assert found == {"coast/a.txt": "The Coast", "bay/b.txt": "The Bay", "bay/sub/c.txt": "The Inner Bay"}
    assert not scan.rejected


def test_what_a_record_says_of_its_outlet_comes_before_the_folder(tmp_path):
    (tmp_path / "exports").mkdir()
    lines = '{"text": "a", "id": 1, "publisher": "The Coast"}\n{"text": "b", "id": 2}'
    (tmp_path / "exports" / "a.jsonl").write_text(lines)
    assert outlets(tmp_path)[0] == {"exports/a.jsonl#1": "The Coast", "exports/a.jsonl#2": "exports"}


def test_a_new_alias_makes_the_files_below_it_be_read_again(tmp_path):
    (tmp_path / "coast").mkdir()
    (tmp_path / "coast" / "a.txt").write_text("The tide came late.")
    _, first = outlets(tmp_path)
    known = {seen.path: seen for seen in first.seen}
    assert list(Scan(tmp_path, known).documents()) == []
    (tmp_path / "sources.csv").write_text("alias,source\ncoast,The Coast\n")
    (document,) = Scan(tmp_path, known).documents()
    assert document.entry.source == "The Coast"


def test_a_list_of_aliases_that_makes_no_sense_is_rejected_and_the_files_are_read(tmp_path):
    (tmp_path / "a.txt").write_text("The tide came late.")
    (tmp_path / "sources.csv").write_text("alias,source\n,x\n")
    found, scan = outlets(tmp_path)
    assert found == {"a.txt": None}
    assert [(each.uri, each.rule) for each in scan.rejected] == [("sources.csv#line-2", "no alias")]
