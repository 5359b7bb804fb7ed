"""A long file read by a process of its own, while the caller does something with the lines already read.

`python -m maille.directory.mapping.ahead` takes a `File` on its input and answers lists of lines on its output. When
its caller dies, it has nobody to write to and ends; when it dies itself, the caller says so.
"""

import gc
import pickle
import subprocess
import sys
from collections.abc import Iterator
from itertools import batched
from pathlib import Path
from typing import IO, NamedTuple

from maille.directory.files import UnreadableFile, read_table
from maille.language.phrases import Phrase
from maille.territory.gazetteer import Gazetteer

from .lines import ReadLine, read_lines
from .rows import rows_of
from .rules import Mapping

BATCH = 500


class File(NamedTuple):
    """A file and how it is read; `content` is where it is, or the whole of it."""

    content: Path | bytes
    name: str
    sheet: str
    mapping: Mapping


class ReadingStopped(RuntimeError):
    """The process that read the file ended before the file did."""


def read_ahead(file: File) -> Iterator[ReadLine]:
    """The lines of a file, in order; raise UnreadableFile as reading it here would."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdin is not None  # noqa: S101 - pipes were asked for
        assert reader.stdout is not None  # noqa: S101
        try:
            with reader.stdin as questions:
                pickle.dump(file, questions)
            yield from _received(reader.stdout)
        except (BrokenPipeError, EOFError) as ended:
            raise ReadingStopped("the process that reads the file stopped before its end") from ended
        finally:
            reader.kill()


def _received(answers: IO[bytes]) -> Iterator[ReadLine]:
    while (answer := pickle.load(answers)) is not None:  # noqa: S301 - what our own process wrote
        if isinstance(answer, Phrase):
            raise UnreadableFile(answer)
        yield from answer


def _answers(file: File) -> Iterator[list[ReadLine] | Phrase | None]:
    """Lists of lines, then nothing; or the sentence that says why the file cannot be read."""
    try:
        source = file.mapping.source
        table = read_table(
            file.content, name=file.name, sheet=file.sheet, encoding=source.encoding, delimiter=source.delimiter
        )
        for batch in batched(read_lines(file.mapping, rows_of(table, file.mapping), Gazetteer.load()), BATCH):
            yield list(batch)
        yield None
    except UnreadableFile as unreadable:
        yield unreadable.phrase


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    gc.disable()  # it lives as long as one file, and what it made leaves with each list
    for answer in _answers(pickle.load(questions)):  # noqa: S301 - what our own process wrote
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
