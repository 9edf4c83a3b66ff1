"""Rule files read from YAML; whatever is wrong with one is reported with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DataError(ValueError):
    """A data file that cannot be used; the message begins with `file:line:`."""


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value that remembers where it stands."""

    path: Path
    line: int
    content: str | tuple[Value, ...] | tuple[tuple[str, Value], ...]
    block: bool = False

    def error(self, problem: str) -> DataError:
        """Return an error that names this value's file and line."""
        return DataError(f"{self.path}:{self.line}: {problem}")

    def items(self) -> tuple[tuple[str, Value], ...]:
        """Return the pairs of a mapping; `DataError` for anything else."""
        if isinstance(self.content, tuple) and all(isinstance(x, tuple) for x in self.content):
            return self.content  # type: ignore[return-value]
        raise self.error("expected a mapping of names to values")

    def fields(self, allowed: Mapping[str, bool]) -> dict[str, Value]:
        """Return the pairs as a dict; `allowed` says of each name whether it must be there."""
        fields = dict(self.items())
        for name, value in fields.items():
            if name not in allowed:
                raise value.error(f"unknown field {name!r}; expected {', '.join(allowed)}")
        for name, required in allowed.items():
            if required and name not in fields:
                raise self.error(f"missing field {name!r}")
        return fields

    def text(self) -> str:
        """Return a non-empty scalar; `DataError` for anything else."""
        if not isinstance(self.content, str) or not self.content.strip():
            raise self.error("expected text")
        return self.content

    def whole_number(self) -> int:
        """Return a scalar of digits as a number; `DataError` for anything else."""
        if not self.text().isdecimal():
            raise self.error(f"expected a whole number, not {self.content!r}")
        return int(self.text())

    def texts(self) -> tuple[str, ...]:
        """Return a list of scalars, or one scalar as a list of one."""
        if isinstance(self.content, str):
            return (self.text(),)
        if any(isinstance(item, tuple) for item in self.content):
            raise self.error("expected a list of texts")
        return tuple(item.text() for item in self.content if isinstance(item, Value))

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (line number, piece) for text cut at commas and line ends, without # notes."""
        first = self.line + (1 if self.block else 0)
        for offset, line in enumerate(self.text().splitlines()):
            for piece in line.partition("#")[0].split(","):
                if piece.strip():
                    yield first + offset, piece.strip()


def load(path: Path) -> Value:
    """Read one file; `DataError` if it is not YAML or names something twice."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(f"{path}:{line}: {error.problem}") from error
    if node is None:
        raise DataError(f"{path}:1: the file is empty")
    return _value(path, node)


def _value(path: Path, node: yaml.Node) -> Value:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Value(path, line, str(node.value), block=node.style in ("|", ">"))
    if isinstance(node, yaml.SequenceNode):
        return Value(path, line, tuple(_value(path, item) for item in node.value))
    pairs = tuple((str(key.value), _value(path, item)) for key, item in node.value)
    seen: set[str] = set()
    for key, value in pairs:
        if key in seen:
            raise value.error(f"{key!r} is named twice")
        seen.add(key)
    return Value(path, line, pairs)
