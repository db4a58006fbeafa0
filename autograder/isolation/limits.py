"""How much of everything the code of one submission may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The bounds of one submission; every number has a test that reaches it.

    >>> Limits(memory_mb=1000).address_space_mb
    1500
    """

    cell_seconds: float = 30.0
    """One cell."""
    call_seconds: float = 10.0
    """One call of a function, callbacks included."""
    submission_seconds: float = 300.0
    """One submission in all."""
    memory_mb: int = 1500
    """Resident memory of the whole sandbox."""
    processes: int = 64
    """Processes alive at one time."""
    scratch_mb: int = 64
    """Each of the three places that can be written: home, /tmp and /dev/shm."""
    output_chars: int = 200_000
    """Text kept of one cell's output."""
    figures: int = 20
    """Figures kept of one cell; where it is 0, none is drawn."""
    message_mb: int = 64
    """One message on the wire, either way."""
    restarts: int = 6
    """Student processes started anew in one submission."""

    @property
    def in_words(self) -> str:
        """The limits that a student may meet, for the feedback page.

        >>> Limits().in_words
        '30 s a cell, 10 s a call of a function, 300 s in all, 1500 MB of memory'
        """
        return (
            f"{self.cell_seconds:g} s a cell, {self.call_seconds:g} s a call of a function, "
            f"{self.submission_seconds:g} s in all, {self.memory_mb} MB of memory"
        )

    @property
    def address_space_mb(self) -> int:
        """Address space of one process.

        Python with NumPy, IPython and matplotlib maps about 100 MB more than it
        touches.  With 500 MB on top, one huge array is refused as a MemoryError
        that the student can read; what is really touched is the watchdog's.
        """
        return self.memory_mb + 500

    @property
    def threads(self) -> int:
        """Threads alive at one time, the first one of each process included."""
        return self.processes + 64

    @property
    def scratch_files(self) -> int:
        """Names in each of the three places: an empty file takes a kilobyte of the kernel's."""
        return 500 * self.scratch_mb

    @property
    def cpu_seconds(self) -> int:
        """CPU time of one process, so that a thread left behind ends some day."""
        return max(600, int(20 * self.cell_seconds))

    @property
    def message_bytes(self) -> int:
        """One message, in bytes."""
        return self.message_mb * 2**20
