"""The digest of a file, made while the file is written.

SHA-256 takes longer than writing. So the digest is that of a tree: the SHA-256 of the SHA-256s, one after the other, of
the file's pieces of CHUNK bytes, which threads compute side by side (hashlib and write release the GIL).
"""

import hashlib
import os
from typing import Any, List

CHUNK = 1 << 23
_THREADS = max(2, min(4, os.cpu_count() or 1))


class Writer:
    """Writes to a file and makes its digest. size: bytes so far."""

    def __init__(self, file: Any) -> None:
        self._file, self.size = file, 0
        self._pieces: List[Any] = []
        self._room = CHUNK
        self._hashes: List[Any] = []
        self._pool: Any = None

    def write(self, data: Any) -> int:
        """Write bytes, which must not change until `digest` was asked. Returns their number."""
        view = memoryview(data).cast("B")
        while len(view) >= self._room:
            part, view = view[: self._room], view[self._room :]
            self._pieces.append(part)
            self._room = CHUNK
            pieces, self._pieces = self._pieces, []
            self._hashes.append(self._begin(pieces))
            self._file.write(part)
        if len(view):
            self._pieces.append(view)
            self._room -= len(view)
            self._file.write(view)
        length = memoryview(data).nbytes
        self.size += length
        return length

    def pad(self, alignment: int) -> None:
        """Write zeros up to a multiple of so many bytes."""
        self.write(b"\0" * (-self.size % alignment))

    def digest(self) -> str:
        """The digest of all that was written, in hex."""
        hashes = [begun.result() for begun in self._hashes]
        if self._pool is not None:
            self._pool.shutdown()
        if self._pieces or not hashes:
            hashes.append(_hash(self._pieces))
        return hashlib.sha256(b"".join(hashes)).hexdigest()

    def _begin(self, pieces: List[Any]) -> Any:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(_THREADS)
        return self._pool.submit(_hash, pieces)


def _hash(pieces: List[Any]) -> bytes:
    made = hashlib.sha256()
    for piece in pieces:
        made.update(piece)
    return made.digest()
