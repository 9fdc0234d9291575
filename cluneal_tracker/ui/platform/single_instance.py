"""One window a diary: a second start brings the first window to the front, and says why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal

from cluneal_tracker.domain.errors import DiaryError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1000
# `remind` holds the lock for a moment, only to see whether it is free.
_LOOKED_AT_MS = 300
_LOG_PAIN = b"log pain"


class SingleInstance(QObject):
    """Holds the lock of a folder, and another one while it reminds.

    `raised` is sent when somebody starts the app again, `pain_asked` when it is to log a score.
    """

    raised = Signal()
    pain_asked = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(folder / "window.lock"))
        self._reminds = QLockFile(str(folder / "reminds.lock"))
        for lock in (self._lock, self._reminds):
            # A lock is stale only when its process is gone, however old it is.
            lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        mark = QCryptographicHash.hash(str(folder).encode(), QCryptographicHash.Algorithm.Sha256)
        self._name = f"cluneal-tracker-{bytes(mark.toHex().data()).decode()[:16]}"

    def is_running(self) -> bool:
        """Whether a window has the lock now; it is not called, and nothing is kept."""
        return _is_taken(self._lock)

    def is_reminding(self) -> bool:
        """Whether a window reminds now: it is there, and its diary is open to it."""
        return _is_taken(self._reminds)

    def remind(self) -> None:
        """Let others know that this one reminds, until `remind_no_more`."""
        self._reminds.tryLock(_LOOKED_AT_MS)

    def remind_no_more(self) -> None:
        """The diary is closed, or about to be."""
        self._reminds.unlock()

    def is_first(self, *, log_pain: bool = False) -> bool:
        """Take the lock; where another window has it, call that window instead.

        Raises DiaryError where no lock can be made.
        """
        if self._lock.tryLock(_LOOKED_AT_MS):
            return True
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise DiaryError("This folder does not let the program write. Choose another one.")
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS) and log_pain:
            socket.write(_LOG_PAIN)
            socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return False

    def listen(self) -> None:
        """Begin to hear later starts."""
        from PySide6.QtNetwork import QLocalServer

        if self._server is not None:
            return
        QLocalServer.removeServer(self._name)
        self._server = server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: self._answer(server))
        server.listen(self._name)

    def _answer(self, server: QLocalServer) -> None:
        caller = server.nextPendingConnection()
        caller.disconnected.connect(lambda: self._hear(caller))
        if caller.state() is caller.LocalSocketState.UnconnectedState:
            self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
        asked = caller.readAll().data() == _LOG_PAIN
        caller.disconnected.disconnect()
        caller.deleteLater()
        (self.pain_asked if asked else self.raised).emit()


def _is_taken(lock: QLockFile) -> bool:
    free = lock.tryLock(0)
    if free:
        lock.unlock()
    return not free and lock.error() is QLockFile.LockError.LockFailedError
