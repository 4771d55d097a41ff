"""Read and write the fixtures' YAML: every mistake named by file, line and key; one canonical form out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from yaml.constructor import ConstructorError

WIDTH = 110  # columns of a dumped line

Path_ = tuple[str | int, ...]
Model = TypeVar("Model", bound="Entry")


class FixtureError(ValueError):
    """A fixture that cannot be loaded: the message names the file, the line or key, and what to do."""


class Entry(BaseModel):
    """A mapping in a fixture file: its keys are declared, others are refused; fields at their default are left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


@dataclass(frozen=True)
class FixtureFile:
    """A parsed file: its data, and the line (from 1) on which each value stands."""

    path: Path
    data: Any
    lines: dict[Path_, int]

    def error(self, message: str, *at: str | int) -> FixtureError:
        """Return an error that names this file and the line of the value at the path `at`."""
        where = at
        while where and where not in self.lines:
            where = where[:-1]
        return FixtureError(f"{self.path.name}, line {self.lines.get(where, 1)}: {message}")

    def validated(self, model: type[Model]) -> Model:
        """Return the file's data as a model. Raise FixtureError with every mistake, each with its line."""
        try:
            return model.model_validate(self.data)
        except ValidationError as failure:
            told = [str(self.error(_describe(error), *error["loc"])) for error in failure.errors()]
            raise FixtureError("\n".join(told)) from failure


def read_yaml(path: Path) -> FixtureFile:
    """Read one YAML file. Raise FixtureError for what is not YAML, and for a key that stands twice in a mapping."""
    try:
        text = path.read_text(encoding="utf-8")
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            raise FixtureError(f"{path.name}: the file is empty")
        lines = dict(_lines(node, ()))
        _refuse_repeated_keys(node, path)
        return FixtureFile(path, loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as failure:
        line = failure.problem_mark.line + 1 if failure.problem_mark else 1
        raise FixtureError(f"{path.name}, line {line}: not YAML: {failure.problem}") from failure
    except (yaml.YAMLError, UnicodeDecodeError) as failure:
        raise FixtureError(f"{path.name}: not YAML: {failure}") from failure
    except RecursionError as failure:
        raise FixtureError(f"{path.name}: not YAML: an alias stands within what it names") from failure
    except OSError as failure:
        raise FixtureError(f"{path.name}: cannot be read: {failure.strerror}") from failure


def to_yaml(data: Any) -> str:
    """Return data as canonical YAML: keys in the order given, small mappings of values on one line."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False)


def plain(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain data for `to_yaml`: fields in declared order, those at their default left out."""
    return entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)


class Inline(dict[str, Any]):
    """A mapping that is written on one line: `{about: 800}`."""


class _Loader(yaml.SafeLoader):
    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """Name the line of a date that the calendar does not have."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError as failure:
            raise ConstructorError(None, None, f"{node.value!r} is not a date: {failure}", node.start_mark) from failure


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_inline(dumper: yaml.SafeDumper, data: Inline) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


def _represent_list(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    flat = all(isinstance(item, str | int | float) for item in data) and sum(len(str(item)) + 4 for item in data) < WIDTH
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flat)


_Dumper.add_representer(Inline, _represent_inline)
_Dumper.add_representer(list, _represent_list)


def _lines(node: yaml.Node, at: Path_) -> Iterator[tuple[Path_, int]]:
    yield at, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConstructorError(None, None, "a key is one word, not a list or a mapping", key.start_mark)
            yield (*at, key.value), key.start_mark.line + 1
            for path, line in _lines(value, (*at, key.value)):
                if path != (*at, key.value):
                    yield path, line
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _lines(item, (*at, index))


def _refuse_repeated_keys(node: yaml.Node, path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise FixtureError(f"{path.name}, line {key.start_mark.line + 1}: the key {key.value!r} stands twice; keep one")
            seen.add(key.value)
            _refuse_repeated_keys(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(item, path)


def _describe(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"unknown key {key!r}; fixtures/README.md lists the keys"
    if error["type"] == "missing":
        return f"the key {key!r} is missing"
    return f"{key}: {error['msg']}, not {error['input']!r}"
