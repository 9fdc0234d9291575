from __future__ import annotations

import re
from itertools import combinations, product

import pytest

from cluneal_tracker.data.locking.codes import new_code, read_code
from cluneal_tracker.domain.errors import DiaryError

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _slip_in(text: str) -> str:
    with pytest.raises(DiaryError) as refused:
        read_code(text)
    return str(refused.value)


def test_a_code_is_seven_groups_of_five_and_never_the_same() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(rf"([{SIGNS}]{{5}}-){{6}}[{SIGNS}]{{5}}", code) for code in codes)


def test_every_sign_is_drawn() -> None:
    drawn = [sign for _ in range(300) for group in new_code().split("-") for sign in group[:4]]
    counts = [drawn.count(sign) for sign in SIGNS]
    # 8,400 draws of 32 signs: 262 each, give or take 16.
    assert 160 < min(counts) <= max(counts) < 370


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' – ')}\n",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "I"),
        lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: object) -> None:
    assert callable(typed)
    for _ in range(20):
        code = new_code()
        assert read_code(typed(code)) == code.replace("-", "")


def test_every_single_slip_is_told_with_its_group() -> None:
    code = new_code()
    for place, right in enumerate(code):
        for wrong in set(SIGNS + "U") - {right}:
            if right != "-":
                text = code[:place] + wrong + code[place + 1 :]
                assert _slip_in(text) == f"The code has a slip in group {place // 6 + 1}."


def test_every_swap_of_two_signs_in_a_group_is_told() -> None:
    groups = new_code().split("-")
    for number, group in enumerate(groups, 1):
        for one, other in combinations(range(5), 2):
            signs = list(group)
            signs[one], signs[other] = signs[other], signs[one]
            text = "-".join([*groups[: number - 1], "".join(signs), *groups[number:]])
            if group[one] != group[other]:
                assert _slip_in(text) == f"The code has a slip in group {number}."


def test_groups_in_the_wrong_order_are_told() -> None:
    one, two, *rest = new_code().split("-")
    assert _slip_in("-".join([two, one, *rest])) == "The code has slips in groups 1 and 2."


def test_three_slips_are_all_told() -> None:
    groups = ["U" * 5 if number in (2, 3, 7) else group for number, group in _numbered()]
    assert _slip_in("-".join(groups)) == "The code has slips in groups 2, 3 and 7."


def _numbered() -> list[tuple[int, str]]:
    return list(enumerate(new_code().split("-"), 1))


def test_signs_that_no_code_has_never_make_a_group() -> None:
    rest = new_code()[6:]
    for one, two, check in product(SIGNS[::3], SIGNS[::3], SIGNS):
        assert _slip_in(f"U{one}U{two}{check}-{rest}") == "The code has a slip in group 1."


def test_a_sign_too_few_or_too_many_is_told() -> None:
    code = new_code()
    begin = "The code has 35 letters and digits. This one has"
    assert _slip_in(code[:-1]) == f"{begin} 34. Look at group 7."
    assert _slip_in(f"{code}7") == f"{begin} 36."
    assert _slip_in("") == f"{begin} 0."
    # What follows the gap is a sign too early: nearly always its own group shows it.
    assert _slip_in(code[:7] + code[8:]).startswith(f"{begin} 34. Look at group ")
