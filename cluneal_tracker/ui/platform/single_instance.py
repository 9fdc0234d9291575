"""One window a diary: a second start brings the first window to the front."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal

from cluneal_tracker.domain.errors import DiaryError

_WAIT_MS = 1000


class SingleInstance(QObject):
    """Holds the lock of a folder; `raised` is sent when somebody starts the app again."""

    raised = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(folder / "window.lock"))
        # A lock is stale only when its process is gone, however old it is.
        self._lock.setStaleLockTime(0)
        mark = QCryptographicHash.hash(str(folder).encode(), QCryptographicHash.Algorithm.Sha256)
        self._name = f"cluneal-tracker-{bytes(mark.toHex().data()).decode()[:16]}"

    def is_first(self) -> bool:
        """Take the lock; where another window has it, call that window instead.

        Raises DiaryError where no lock can be made.
        """
        if self._lock.tryLock(0):
            return True
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            raise DiaryError("This folder does not let the program write. Choose another one.")
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(_WAIT_MS)
        socket.disconnectFromServer()
        return False

    def listen(self) -> None:
        """Begin to hear later starts."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection()
        caller.disconnected.connect(caller.deleteLater)
        self.raised.emit()
