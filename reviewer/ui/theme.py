"""Colours, fonts and icons by their token names, and the style sheet. Nothing else in the window names a colour."""

import re
import tomllib
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from reviewer.errors import SettingsTrouble

FAMILY = "Inter"
STROKE = 1.75
"""Width of the icons' lines at 16 px; Lucide draws 2."""

_ROLES = {
    QPalette.ColorRole.Window: "chrome",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "hover",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "toast_text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "panel",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "strong",
    QPalette.ColorRole.Dark: "strong",
    QPalette.ColorRole.Shadow: "shadow",
}


def load_fonts(resources: Path) -> None:
    """Make the bundled faces known to Qt; the window looks the same on every computer."""
    for file in sorted((resources / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))


class Theme(QObject):
    """The one place that knows how a token looks now. Handed to every widget that paints."""

    changed = Signal()
    """Colours are others now: repaint."""

    def __init__(self, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resources = resources
        self._tokens = {
            dark: _tokens(resources / "themes" / f"{'dark' if dark else 'light'}.toml") for dark in (False, True)
        }
        self._sheet = (resources / "themes" / "reviewer.qss").read_text(encoding="utf-8")
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, int, bool], QFont] = {}
        self._pixmaps: dict[tuple[str, str, int, float, float], QPixmap] = {}
        self._svgs: dict[str, str] = {}
        self.dark = False
        self._take()

    def _take(self) -> None:
        self._colours = {name: QColor(value) for name, value in self._tokens[self.dark].items()}

    def use(self, app: QApplication, *, dark: bool) -> None:
        """Show the whole program light or dark."""
        self.dark = dark
        self._take()
        QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        app.setPalette(self.palette())
        app.setStyleSheet(re.sub(r"@(\w+)", lambda token: self._colours[token[1]].name(), self._sheet))
        app.setFont(self.font(13))
        self.changed.emit()

    def colour(self, token: str, alpha: float | None = None) -> QColor:
        """The colour of a token; `alpha` from 0 to 1."""
        colour = QColor(self._colours[token])
        if alpha is not None:
            colour.setAlphaF(alpha)
        return colour

    def has(self, token: str) -> bool:
        """Whether a token is known; tracks may bring colours of their own or use the neutral ones."""
        return token in self._colours

    def font(self, px: int = 13, weight: int = 400, *, numbers: bool = False) -> QFont:
        """The window's face at `px` logical pixels; `numbers` sets figures of equal width."""
        key = (px, weight, numbers)
        if key not in self._fonts:
            font = QFont(FAMILY)
            font.setPixelSize(px)
            font.setWeight(QFont.Weight(weight))
            font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
            if numbers:
                font.setFeature(QFont.Tag("tnum"), 1)
            if px >= 18:
                font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
            self._fonts[key] = font
        return self._fonts[key]

    def pixmap(
        self, icon: str, token: str = "soft", size: int = 16, ratio: float = 0, stroke: float = STROKE
    ) -> QPixmap:
        """An icon in a token's colour, `size` logical pixels; `ratio` is the screen's, 0 that of the main screen."""
        ratio = ratio or QGuiApplication.primaryScreen().devicePixelRatio()
        colour = self._colours[token].name()
        key = (icon, colour, size, ratio, stroke)
        if key not in self._pixmaps:
            if icon not in self._svgs:
                self._svgs[icon] = (self._resources / "icons" / f"{icon}.svg").read_text(encoding="utf-8")
            svg = (
                self._svgs[icon].replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
            )
            pixmap = QPixmap(round(size * ratio), round(size * ratio))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def icon(self, name: str, token: str = "soft", size: int = 16) -> QIcon:
        """An icon for a button or a menu, sharp at 1x and 2x."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, token, size, ratio))
        return icon

    def palette(self) -> QPalette:
        """The colours as Qt's own style wants them."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("faint"))
        return palette


def _tokens(file: Path) -> dict[str, str]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))["colours"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SettingsTrouble("The program's colours cannot be read. Install the program again.") from error
