"""A fixture file is read, or refused with its name, line and key; and written in one form."""

from typing import Literal

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.fixtures.plain_yaml import LARGEST, read_plain_yaml
from sources.fixtures.schema import WorksFile
from sources.fixtures.yaml_files import Entry, FixtureError, FixtureFile, Inline, plain, read_yaml, to_yaml, to_yaml_line
from tests.properties import quick

scalars = st.one_of(
    st.text(alphabet="aé’“”:#-'\"{}[]&*!|>%@, \n\u00a0\u2028\t0123456789~", max_size=60),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.floats(-(10**9), 10**9).filter(lambda number: not 0 < abs(number) < 1e-9),
    st.sampled_from(["2017-03-02", "2017", "no", "null", "~", "1e3", "0x1F", "12:30:45", "=", "<<", "1_000", ".5"]),
    st.sampled_from(["yes", "On", "n", "True", "0o10", "010", "0b1", "1:30", "1.000", "+5", "-0", ".inf", "1.", "1,000", "1E5"]),
)
documents = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


def reread(text: str) -> object:
    read = read_plain_yaml(text)
    assert read is not None
    return read.data


@pytest.fixture
def read(tmp_path):
    """Return what reads a text as a fixture file."""

    def read_text(text: str) -> FixtureFile:
        path = tmp_path / "some.yaml"
        path.write_text(text, encoding="utf-8")
        return read_yaml(path)

    return read_text


@quick
@given(data=documents)
def test_what_is_written_reads_back_the_same(data):
    assert reread(to_yaml({"data": data})) == {"data": data}


@quick
@given(data=documents)
def test_what_is_written_reads_back_the_same_with_a_reader_of_yaml_1_1(data):
    assert yaml.safe_load(to_yaml(data)) == data


@quick
@given(data=documents)
def test_writing_what_was_read_gives_the_same_bytes(data):
    assert to_yaml(reread(to_yaml({"data": data}))) == to_yaml({"data": data})


@quick
@given(data=st.dictionaries(st.text("abc", min_size=1, max_size=3), scalars, max_size=3))
def test_a_mapping_on_one_line_reads_back_the_same(data):
    assert reread(to_yaml_line(data)) == data


def test_a_small_mapping_can_stand_on_one_line():
    assert to_yaml({"value": Inline({"about": 800})}) == "value: {about: 800}\n"


def test_a_long_list_stands_on_lines_of_its_own():
    assert to_yaml({"names": ["a" * 60, "b" * 60]}) == f"names:\n- {'a' * 60}\n- {'b' * 60}\n"


def test_the_same_list_twice_is_written_twice():
    shared = ["a"]
    assert "&" not in to_yaml({"one": shared, "other": shared})


def test_letters_are_written_as_they_are():
    assert to_yaml({"name": "Jama’at Ménaka"}) == "name: Jama’at Ménaka\n"


def test_a_field_at_its_default_is_left_out():
    class Sample(Entry):
        key: str
        note: str = ""

    assert plain(Sample(key="a", note="")) == {"key": "a"}


def test_every_value_knows_its_line(read):
    file = read("works:\n- key: a\n  title: A\n- key: b\n")
    assert str(file.error("wrong", "works", 1, "key")) == "some.yaml, line 4: wrong"


def test_what_is_missing_has_the_line_of_what_should_hold_it(read):
    file = read("works:\n- key: a\n- key: b\n")
    assert str(file.error("wrong", "works", 1, "title")) == "some.yaml, line 3: wrong"


REFUSED = {
    "unclosed": ("works: [", "some.yaml, line 1: not YAML"),
    "indentation": ("works:\n  - key: a\n - key: b\n", "some.yaml, line 3: not YAML"),
    "tab": ("works:\n\tkey: a\n", "some.yaml, line 2: not YAML"),
    "alias": ("a: 1\nworks: *nobody\n", "some.yaml, line 2: anchors and aliases"),
    "anchor": ("a: 1\nworks: &all [a]\n", "some.yaml, line 2: anchors and aliases"),
    "Python object": (
        "works: !!python/object:os.system {}\n",
        "some.yaml, line 1: tags (tag:yaml.org,2002:python",
    ),
    "two documents": ("a: 1\n---\nb: 2\n", "some.yaml, line 2: not YAML"),
    "list as a key": ("? [a]\n: b\n", "some.yaml, line 1: not YAML"),
    "list within itself": ("a: &a [*a]\n", "some.yaml, line 1: anchors and aliases"),
    "control character": ("a: 1\nb: \x07\n", "some.yaml, line 2: not YAML: the character U+0007"),
    "empty": ("", "some.yaml: the file is empty"),
    "comment alone": ("# a comment\n", "some.yaml: the file is empty"),
    "key twice": ("key: a\nnote: b\nkey: c\n", "some.yaml, line 3: the key 'key' stands twice; keep one"),
    "key twice further in": ("works:\n- key: a\n  key: b\n", "some.yaml, line 3: the key 'key' stands twice; keep one"),
    "odd number": ("a: 1\nb: 010\n", "some.yaml, line 2: '010' can be read in more than one way"),
    "brackets": ("a: 1\nb: " + 5000 * "[", "some.yaml, line 2: more than 20 lists and mappings stand within each other"),
    "digits": ("a: 1\nb: " + 5000 * "9", "some.yaml, line 2: a number has at most 15 digits"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_a_fixture_is_refused_with_file_and_line(read, case):
    text, told = REFUSED[case]
    with pytest.raises(FixtureError) as failure:
        read(text)
    assert str(failure.value).startswith(told)


@pytest.mark.parametrize("letter", ["a", "é", "語"])
def test_a_file_that_is_too_long_is_refused_with_the_limit(read, letter):
    with pytest.raises(FixtureError, match=r"some.yaml: .*longer than 2,000,000 characters"):
        read("note: " + letter * LARGEST)


def test_bytes_that_are_not_utf8_are_refused(tmp_path):
    (tmp_path / "some.yaml").write_bytes(b"name: M\xe9naka\n")
    with pytest.raises(FixtureError, match=r"some.yaml: not YAML: .*utf-8"):
        read_yaml(tmp_path / "some.yaml")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FixtureError, match=r"none.yaml: cannot be read: No such file"):
        read_yaml(tmp_path / "none.yaml")


@settings(quick, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="ab:- \n[]{}?,&*!|>'\"#%@`<~0129é", max_size=30))
def test_any_text_is_read_or_refused(tmp_path, text):
    path = tmp_path / "any.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        read = read_yaml(path)
    except FixtureError as failure:
        told = str(failure)
    else:
        told = str(read.error("said", "somewhere"))
    assert told.startswith("any.yaml")


def refusal(file: FixtureFile) -> str:
    with pytest.raises(FixtureError) as failure:
        file.validated(WorksFile)
    return str(failure.value)


def test_an_unknown_key_is_refused_with_its_line(read):
    told = refusal(read("works:\n- key: a\n  kind: book\n  title: A\n  name: A\n"))
    assert told == "some.yaml, line 5: unknown key 'works.0.name'; fixtures/README.md lists the keys"


def test_a_missing_key_is_refused_with_the_line_of_its_entry(read):
    assert refusal(read("works:\n- key: a\n  kind: book\n")) == "some.yaml, line 2: the key 'works.0.title' is missing"


def test_a_value_of_another_type_is_refused_with_what_it_is(read):
    told = refusal(read("works:\n- key: a\n  kind: book\n  title: A\n  date: 2017\n"))
    assert told.startswith("some.yaml, line 5: works.0.date: ")
    assert told.endswith("not 2017")


def test_every_mistake_is_named_at_once(read):
    told = refusal(read("works:\n- key: a\n  kind: poem\n- key: b\n  title: B\n"))
    assert [line.split(":")[0] for line in told.splitlines()] == ["some.yaml, line 3", "some.yaml, line 2", "some.yaml, line 4"]


def test_a_value_that_could_have_several_forms_is_refused_once(read):
    class Sample(Entry):
        basis: Literal["none", "own"] | int

    with pytest.raises(FixtureError) as failure:
        read("basis: nobody\n").validated(Sample)
    assert str(failure.value).startswith("some.yaml, line 1: basis: Input should be 'none' or 'own'; or ")
    assert str(failure.value).endswith("; not 'nobody'")


def test_a_long_value_is_not_repeated_whole(read):
    assert len(refusal(read(f"works: {5000 * 'a'}\n"))) < 200


def test_a_file_that_is_no_mapping_is_refused(read):
    assert refusal(read("- key: a\n")).startswith("some.yaml, line 1: ")
