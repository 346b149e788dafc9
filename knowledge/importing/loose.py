"""Read a record that may lack anything: a wrong type is noted and passed over, never an exception."""

from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.importing.cleaning import plain

__all__ = ["Loose"]


class Loose:
    """A mapping with forgiving accessors; ``faults`` is shared with the mappings inside it."""

    def __init__(self, data: Mapping[str, Any], faults: list[str] | None = None) -> None:
        self._data = data
        self.faults: list[str] = [] if faults is None else faults

    def has(self, *keys: str) -> bool:
        """Whether all the keys are there."""
        return all(key in self._data for key in keys)

    def text(self, key: str) -> str:
        """Cleaned text of a scalar; empty when missing or of another kind."""
        value = self._data.get(key)
        if value is None:
            return ""
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return plain(str(value))
        self.faults.append(f"{key} không phải chữ")
        return ""

    def flag(self, key: str) -> bool:
        """True only for a real true."""
        return self._data.get(key) is True

    def inside(self, key: str) -> Iterator["Loose"]:
        """The mapping under a key, if there is one."""
        value = self._data.get(key)
        if isinstance(value, Mapping):
            yield Loose(value, self.faults)
        elif value is not None:
            self.faults.append(f"{key} không phải bản ghi con")

    def items(self, key: str) -> Iterator["Loose"]:
        """Mappings in a list; anything else in it is noted."""
        value = self._data.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.faults.append(f"{key} không phải danh sách")
            return
        for item in value:
            if isinstance(item, Mapping):
                yield Loose(item, self.faults)
            elif item is not None:
                self.faults.append(f"{key} có phần tử lạ")
