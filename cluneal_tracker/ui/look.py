"""How everything looks: one palette, one text size, one style sheet made from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)

from cluneal_tracker.domain.routine import OWN_PICTURE
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.render.palette import CONTRAST, DARK, LIGHT, Palette

FAMILY = "Atkinson Hyperlegible"
BODY, SMALL, HEADING, TITLE, FIGURE = 16, 14, 20, 28, 40
# Read by two people from the other side of a desk.
FAR = 24
TARGET = 44


class Look(QObject):
    """The palette and text size in force. `changed` is sent when either changes."""

    changed = Signal()

    def __init__(self, assets: Path) -> None:
        super().__init__()
        self._assets = assets
        self._template = Template((assets / "themes" / "style.qss").read_text(encoding="utf-8"))
        self.palette: Palette = LIGHT
        self.scale = 1.0
        self._icons: dict[tuple[str, str], QIcon] = {}
        # Gives a person's own picture by the name of its drawing, as PNG; set with the diary.
        self.own_picture: Callable[[str], bytes | None] = _no_picture

    def choose(self, theme: Theme, text_size: int, *, system_dark: bool) -> None:
        """Take a theme and a text size in percent."""
        palettes = {Theme.LIGHT: LIGHT, Theme.DARK: DARK, Theme.CONTRAST: CONTRAST}
        palette = palettes.get(theme, DARK if system_dark else LIGHT)
        if (palette, text_size / 100) != (self.palette, self.scale):
            self.palette, self.scale = palette, text_size / 100
            self._icons.clear()
            self.changed.emit()

    def px(self, size: float) -> int:
        """A length that grows with the text size."""
        return round(size * self.scale)

    @property
    def far(self) -> int:
        """The size of text that is read from afar, in px: 24 at least, and never under the body."""
        return max(FAR, self.px(BODY))

    def colour(self, token: str) -> QColor:
        """A colour by its token."""
        return QColor(str(getattr(self.palette, token)))

    def font(self, size: int = BODY, *, bold: bool = False) -> QFont:
        """The app's face at a size in px before scaling."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font

    def style_sheet(self) -> str:
        """The style sheet with this palette and text size filled in."""
        sizes = {f"s{size}": f"{self.px(size)}px" for size in (SMALL, BODY, HEADING, TITLE, FIGURE)}
        sizes["far"] = f"{self.far}px"
        lengths = {f"p{size}": f"{self.px(size)}px" for size in (4, 8, 12, 16, 24, 32, 36, 44)}
        # A focus ring is 2 px wider than the edge it replaces, and the text stays where it is.
        lengths["ringed"] = f"{self.px(8) - 2}px"
        # A thicker border takes from the inside, so that no row grows when it is chosen.
        lengths |= {f"inner{less}": f"{self.px(TARGET) - less}px" for less in (2, 4, 6)}
        files = {
            "icons": (self._assets / "icons").as_posix(),
            "mark": "dark" if self.palette.dark else "light",
        }
        return self._template.substitute(self.palette.tokens() | sizes | lengths | files)

    def qt_palette(self) -> QPalette:
        """The same colours for what the style sheet does not reach."""
        named = {
            QPalette.ColorRole.Window: "bg",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "bg",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.PlaceholderText: "muted",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.ToolTipBase: "surface",
            QPalette.ColorRole.ToolTipText: "text",
        }
        palette = QPalette()
        for role, token in named.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("outline"))
        return palette

    def icon(self, name: str, token: str = "text") -> QIcon:
        """One of the 24 px line icons in a colour of the palette."""
        # Made once: Qt keeps the pictures of every icon that there ever was, up to 10 MB of them.
        if (name, token) not in self._icons:
            size = QSize(24, 24) * self.scale * 2
            self._icons[name, token] = QIcon(self.picture("icons", name, size, icon=token))
        return self._icons[name, token]

    def picture(self, folder: str, name: str, size: QSize, **tokens: str) -> QPixmap:
        """A picture of `assets`, coloured, fitted into `size`, or one's own."""
        if name.startswith(OWN_PICTURE):
            return self._own_picture(name, size)
        return self.paint(self.text(folder, name), size, mirrored=False, view=None, **tokens)

    def text(self, folder: str, name: str) -> str:
        """The SVG text of a picture of `assets`, its colours still named. May not be there."""
        return (self._assets / folder / f"{name}.svg").read_text(encoding="utf-8")

    def paint(
        self,
        svg: str,
        size: QSize,
        *,
        mirrored: bool = False,
        view: QRectF | None = None,
        **tokens: str,
    ) -> QPixmap:
        """An SVG text, coloured, fitted into `size`; mirrored shows the left side.

        `view` is the part of the drawing that is shown, in its own units; all of it by default.
        """
        from PySide6.QtSvg import QSvgRenderer

        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        renderer = QSvgRenderer(QByteArray(self._coloured(svg, tokens)))
        if view is not None:
            renderer.setViewBox(view)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mirrored:
            painter.translate(size.width(), 0)
            painter.scale(-1, 1)
        shown = renderer.defaultSize() if view is None else view.size().toSize()
        fitted = shown.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (size.width() - fitted.width()) / 2, (size.height() - fitted.height()) / 2
        renderer.render(painter, QRectF(left, top, fitted.width(), fitted.height()))
        painter.end()
        return pixmap

    def _own_picture(self, name: str, size: QSize) -> QPixmap:
        png = self.own_picture(name)
        photo = QPixmap()
        if png is None or not photo.loadFromData(png):
            raise FileNotFoundError(name)
        fitted = photo.scaled(
            size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        left, top = size.width() - fitted.width(), size.height() - fitted.height()
        painter.drawPixmap(left // 2, top // 2, fitted)
        painter.end()
        return pixmap

    def _coloured(self, svg: str, tokens: dict[str, str]) -> bytes:
        colours = self.palette.tokens()
        colours |= {place: colours[token] for place, token in tokens.items()}
        return Template(svg).safe_substitute(colours).encode()


def _no_picture(_: str) -> bytes | None:
    return None


def load_fonts(assets: Path) -> None:
    """Make the app's two faces known to Qt."""
    for face in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(assets / "fonts" / f"AtkinsonHyperlegible-{face}.ttf"))


def system_is_dark() -> bool:
    """Whether the desktop asks for dark colours."""
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
