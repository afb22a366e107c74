"""The strings that the sheets of a workbook share, in a temporary file when they are many.

Format: ECMA-376, part 1, 18.4.
"""

import struct
from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import Final

from sitegen.errors import SourceError
from sitegen.sources._workbook_xml import Damaged, Texts, heard, unescaped

_IN_MEMORY: Final = 16 << 20  # bytes of strings; more lie in a file
_PLACE: Final = struct.Struct("<QI")


class _Shared(Texts):
    def __init__(self, add: Callable[[str | None], None]) -> None:
        super().__init__()
        self._add = add

    def ended(self, name: str) -> None:
        super().ended(name)
        if name == "si":
            self._add(self.told())
            self.clear()


class Strings:
    """The strings that cells name by number, read as far as they are asked for.

    `spend` is told the size of what is given out. `fault`: why no further ones can be read.
    """

    def __init__(self, pieces: Iterable[bytes], spend: Callable[[int], None]) -> None:
        self._texts = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the workbook
        self._places = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - likewise
        self._count = self._size = 0
        self._spend, self.fault = spend, ""
        self._more = heard(pieces, _Shared(self._added))

    def close(self) -> None:
        self._texts.close()
        self._places.close()

    def _added(self, text: str | None) -> None:
        data = b"" if text is None else unescaped(text).encode("utf-8", "replace")
        self._texts.seek(self._size)
        self._texts.write(data)
        self._places.seek(self._count * _PLACE.size)
        self._places.write(_PLACE.pack(self._size, len(data) + 1 if text is not None else 0))
        self._size += len(data)
        self._count += 1

    def text(self, number: int) -> str | None:
        """A string; None for one that is too long. Raises IndexError where there is none."""
        while number >= self._count and not self.fault:
            try:
                next(self._more)
            except StopIteration:
                break
            except (Damaged, SourceError) as error:
                self.fault = str(error)
        if not 0 <= number < self._count:
            raise IndexError(number)
        self._places.seek(number * _PLACE.size)
        place, size = _PLACE.unpack(self._places.read(_PLACE.size))
        if not size:
            return None
        self._spend(size)
        self._texts.seek(place)
        return self._texts.read(size - 1).decode()
