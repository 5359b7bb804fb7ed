"""The bytes of a file, opened as often as needed, never read whole when they are on disk."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import IO

from .limits import LARGEST_FILE
from .phrases import unreadable

CHUNK = 256 * 1024


@dataclass(frozen=True)
class Content:
    """Bytes in memory or a file on disk."""

    held: bytes | Path

    def open(self) -> IO[bytes]:
        """Open the file at its beginning."""
        return io.BytesIO(self.held) if isinstance(self.held, bytes) else self.held.open("rb")

    def chunks(self) -> Iterator[bytes]:
        """The file piece by piece."""
        with self.open() as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def head(self, size: int = CHUNK) -> bytes:
        """The beginning of the file."""
        with self.open() as file:
            return file.read(size)

    def whole(self) -> bytes:
        """The whole file."""
        return self.held if isinstance(self.held, bytes) else self.held.read_bytes()


def content_of(data: bytes | Path | Traversable) -> Content:
    """The file, refused before it is read when it is too large, absent or empty."""
    if not isinstance(data, bytes | Path):
        data = data.read_bytes()
    size = len(data) if isinstance(data, bytes) else _size_on_disk(data)
    if size > LARGEST_FILE:
        raise unreadable("too_large", size=round(size / 1024**2), most=LARGEST_FILE // 1024**2)
    if size == 0:
        raise unreadable("empty")
    return Content(data)


def _size_on_disk(path: Path) -> int:
    if not path.is_file():
        raise unreadable("absent", name=path.name)
    return path.stat().st_size
