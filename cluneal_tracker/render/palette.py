"""The colour tokens, one set a theme; screens, charts and drawings take them from here alone."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Palette:
    """What each colour is for. Text roles reach 4.5 to 1 on their grounds, graphics 3 to 1."""

    bg: str
    surface: str
    sunken: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    outline: str
    focus: str
    pain: str
    treatment: str
    neutral: str
    band: str
    phase: str
    hairline: str
    no_score: str
    notice: str
    notice_ground: str
    error: str
    error_ground: str
    ramp: tuple[str, str, str, str, str]
    on_ramp: tuple[str, str, str, str, str]
    dark: bool = False

    def tokens(self) -> dict[str, str]:
        """The colours by name, for templates; `accent_soft` and `icon` are what drawings call
        the selected ground and the text colour.
        """
        named = {key: value for key, value in asdict(self).items() if isinstance(value, str)}
        return named | {"accent_soft": self.selected, "icon": self.text}


LIGHT = Palette(
    bg="#F7F6F2",
    surface="#FFFFFF",
    sunken="#ECEAE3",
    text="#1B2126",
    muted="#4F5B64",
    accent="#0B5E6B",
    on_accent="#FFFFFF",
    selected="#DDEEF0",
    outline="#7A858D",
    focus="#0B3C8C",
    pain="#173F7A",
    treatment="#B4520A",
    neutral="#59656E",
    band="#C9D8EC",
    phase="#EEF1F3",
    hairline="#CDD2D4",
    no_score="#727D85",
    notice="#5C3B00",
    notice_ground="#FFF3D6",
    error="#9B1C1C",
    error_ground="#FBEAEA",
    ramp=("#E4EBF4", "#B7CBE5", "#86A8D2", "#4572AE", "#173F7A"),
    on_ramp=("#1B2126", "#1B2126", "#1B2126", "#FFFFFF", "#FFFFFF"),
)

DARK = Palette(
    bg="#14191D",
    surface="#1D2429",
    sunken="#0F1316",
    text="#E9EDEF",
    muted="#AEB9C1",
    accent="#6CC6D4",
    on_accent="#0B2227",
    selected="#17383E",
    outline="#7F8B94",
    focus="#9CC4FF",
    pain="#6BA6EE",
    treatment="#FFC78F",
    neutral="#A9B5BE",
    band="#2B4566",
    phase="#262F35",
    hairline="#3A454D",
    no_score="#87939C",
    notice="#FFD98A",
    notice_ground="#3A2E12",
    error="#FF9A94",
    error_ground="#3B1C1C",
    ramp=("#22303F", "#2F4A6B", "#43699B", "#6290CC", "#9CC4FF"),
    on_ramp=("#E9EDEF", "#E9EDEF", "#FFFFFF", "#0F1316", "#0F1316"),
    dark=True,
)

# Black on white with nothing in between; the hues of pain and treatment keep their meaning.
CONTRAST = replace(
    LIGHT,
    bg="#FFFFFF",
    sunken="#FFFFFF",
    text="#000000",
    muted="#1F1F1F",
    accent="#003B45",
    selected="#CFEAEE",
    outline="#000000",
    focus="#0000C8",
    pain="#00266B",
    treatment="#8A3A00",
    neutral="#333333",
    hairline="#5A5A5A",
    no_score="#3A3A3A",
)
