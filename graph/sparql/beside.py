"""A store's folder as it stands at one moment, for a reader beside the process that writes it."""

import errno
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from time import sleep

from pyoxigraph import Store as Oxigraph

from graph.errors import StoreError

_TRIES, _PAUSE = 50, 0.1  # of looking for a moment at which the writer is not tidying its files away; seconds between two
_NO_LINKS = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.EXDEV, errno.ENOTSUP})


def read_beside(folder: Path) -> tuple[Oxigraph, Path | None]:
    """The store of a folder for reading, and the folder that holds its files, to be removed with it. `FileNotFoundError` where there is none,
    `StoreError` where its writer gives no moment to look.

    Where no names can be given to files, as on a medium that is only for reading, the folder itself is opened: nobody writes there.
    """
    _sweep(folder)
    for left in reversed(range(_TRIES)):
        try:
            if (held := linked(folder)) is not None:
                return _opened(held), held
        except OSError as error:
            if error.errno in _NO_LINKS:
                return Oxigraph.read_only(str(folder)), None
            if not (folder / "CURRENT").exists():
                raise
        except RuntimeError:  # a file that the writer tidied away before it had a second name
            if not left:
                raise
        sleep(_PAUSE)
    raise StoreError(f"the files of the store {folder} kept changing for {_TRIES * _PAUSE:g} s; try again, or ask the process that writes it by URL")


def _opened(held: Path) -> Oxigraph:
    try:
        return Oxigraph.read_only(str(held))
    except BaseException:
        shutil.rmtree(held)
        raise


def linked(folder: Path) -> Path | None:
    """A folder beside this one with a second name (a hard link) for each file of its state; None where that changed meanwhile.

    RocksDB opens but the first tables of a store at once, the others when they are asked for. Without second names a table that the writer has
    tidied away by then is an error, which pyoxigraph 0.5 gives again and again: a query that sorts collects errors until the memory is full.
    The manifest names the tables, and which logs are not in them yet; as long as it is the same, so are these.
    """
    current = (folder / "CURRENT").read_text(encoding="ascii")
    manifest = folder / current.strip()
    held = Path(mkdtemp(prefix=f"{_prefix(folder)}{os.getpid()}.", dir=folder.parent))
    is_whole = False
    try:
        length = manifest.stat().st_size
        for kept in (folder / "CURRENT", manifest):
            shutil.copy(kept, held)
        for kept in (*folder.glob("*.sst"), *folder.glob("*.log")):
            os.link(kept, held / kept.name)
        is_whole = (folder / "CURRENT").read_text(encoding="ascii") == current and manifest.stat().st_size == length
    finally:
        if not is_whole:
            shutil.rmtree(held)
    return held if is_whole else None


def _prefix(folder: Path) -> str:
    return f".{folder.name}.read-by-"


def _sweep(folder: Path) -> None:
    """Takes away what readers left that were killed."""
    for left in folder.parent.glob(f"{_prefix(folder)}*"):
        try:
            os.kill(int(left.name.removeprefix(_prefix(folder)).partition(".")[0]), 0)
        except ProcessLookupError:
            shutil.rmtree(left, ignore_errors=True)  # another reader may be sweeping, too
        except PermissionError:  # somebody else's, and alive
            continue
