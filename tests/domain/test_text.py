from __future__ import annotations

import pytest

from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.domain.text import LIMIT, require_text


@pytest.mark.parametrize("text", ["a" * (LIMIT + 1), "a\0b", "\ud800", "ok \udfff"])
def test_a_text_that_no_file_can_keep_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="text"):
        require_text("fine", text)


@pytest.mark.parametrize("text", ["", "a" * LIMIT, "😀\u202bעברית\n\t"])
def test_all_that_can_be_typed_is_taken(text: str) -> None:
    require_text(text)
    assert Settings(questions=text).questions == text


def test_name_and_questions_have_the_same_limit() -> None:
    with pytest.raises(ValueError, match="10,000"):
        Settings(questions="a" * (LIMIT + 1))
