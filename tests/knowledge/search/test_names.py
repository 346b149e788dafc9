from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.names import FEW, LONGEST, SHORTEST, Names

NAMES = Names(
    [
        {"khai sinh", "giay khai sinh", "bao sinh cho con o xa minh dang song nhe"},
        {"trich luc khai sinh", "ban sao"},
        {"khai tu", "cuoi", "ban sao"},
    ]
)
WORDS = st.lists(
    st.sampled_from(["khai", "sinh", "tu", "trich", "luc", "giay", "ban", "sao", "cuoi", "nam"]), max_size=10
).map(" ".join)


def test_a_name_is_found_wherever_it_stands() -> None:
    assert NAMES.named_in("khai sinh ket qua nhan") == {0}
    assert NAMES.named_in("ket qua nhan khai sinh") == {0}
    assert NAMES.named_in("khai sinh voi khai tu") == {0, 2}
    assert NAMES.named_in("khai") == frozenset()


def test_a_longer_name_comes_before_the_one_inside_it() -> None:
    assert NAMES.named_in("xin trich luc khai sinh") == {1}


def test_what_a_few_share_names_each_and_what_many_share_names_none() -> None:
    assert NAMES.named_in("xin ban sao") == {1, 2}
    assert Names([{"ban sao"}] * (FEW + 1)).named_in("xin ban sao") == frozenset()


def test_a_name_that_many_share_still_stands_before_the_one_inside_it() -> None:
    assert Names([*[{"ban sao khai sinh"}] * (FEW + 1), {"khai sinh"}]).named_in("ban sao khai sinh") == frozenset()


def test_one_word_and_whole_sentences_are_no_names() -> None:
    assert NAMES.named_in("cuoi nam") == frozenset()
    assert NAMES.named_in("bao sinh cho con o xa minh dang song nhe") == frozenset()


@given(WORDS)
def test_who_is_named_has_a_name_in_the_message(said: str) -> None:
    owners = {name: owner for name, owner in NAMES._owners.items() if f" {name} " in f" {said} "}
    assert NAMES.named_in(said) <= {owner for each in owners.values() for owner in each}
    assert bool(NAMES.named_in(said)) == bool(owners)
    assert all(SHORTEST <= len(name.split()) <= LONGEST for name in owners)
