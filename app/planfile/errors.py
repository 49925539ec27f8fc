"""What can go wrong with a plan file on disk, each with what to do about it."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from wolds.geo.errors import WoldsError

_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_FORBIDDEN: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_HELD: Final = {errno.EBUSY, errno.ETXTBSY, errno.EAGAIN}
_HELD_ON_WINDOWS: Final = {32, 33}  # sharing violation, lock violation
_GONE: Final = {errno.ENOENT, errno.ENOTDIR}


class SaveFailed(WoldsError):
    """A save that did not happen: the file is as it was and the work is still in the window. The message says what to do.

    `without_window` says the same where there is no window: at the command line.
    """

    def __init__(self, message: str, without_window: str = "") -> None:
        super().__init__(message)
        self.without_window = without_window or message


class ChangedOnDisk(SaveFailed):
    """The file is not the one that was opened or last saved: somebody else saved it meanwhile."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} was changed by somebody else since you opened it, so it was not overwritten. "
            "Save yours under another name, or open the changed file and do your edits there."
        )


def save_failed(path: Path, error: OSError) -> SaveFailed:
    """The failure in plain words, from what the system says."""
    number, on_windows = error.errno, getattr(error, "winerror", None)
    if on_windows in _HELD_ON_WINDOWS or number in _HELD:
        why, what = "another program holds it", "Close it there (QGIS, a synchronising folder) and save again."
    elif number in _FULL:
        why, what = "there is no room left on the disk", "Make room and save again, or save to another folder."
    elif number in _FORBIDDEN:
        why, what = "you have no right to write there", "Save under another name or to another folder."
    elif number in _GONE:
        why, what = "its folder is not there any more", "Connect the drive again, or save to another folder."
    else:
        why, what = f"the system says: {error.strerror or error}", "Save again, or save to another folder."
    failed = f"{path.name} was not saved: {why}."
    return SaveFailed(f"{failed} Your work is kept in the window and nothing on disk was changed. {what}", f"{failed} {what}")
