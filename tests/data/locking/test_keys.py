from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.locking.keys import (
    DEAR,
    Cost,
    DamagedKeys,
    Keys,
    Wrap,
    WrongCode,
    WrongPassphrase,
    new_keys,
)
from cluneal_tracker.domain.errors import DiaryError

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
PASSPHRASE = "four quiet winter mornings"


@pytest.fixture
def made() -> tuple[Keys, bytes, str]:
    return new_keys(PASSPHRASE, CHEAP)


def test_the_passphrase_and_the_code_open_the_same_key(made: tuple[Keys, bytes, str]) -> None:
    keys, key, code = made
    assert len(key) == 32
    assert keys.open_with_passphrase(PASSPHRASE) == key
    assert keys.open_with_code(code) == key


def test_nothing_is_the_same_twice(made: tuple[Keys, bytes, str]) -> None:
    keys, key, code = made
    others, other_key, other_code = new_keys(PASSPHRASE, CHEAP)
    assert key != other_key
    assert code != other_code
    salts = {wrap.salt for wrap in (keys.passphrase, keys.code, others.passphrase, others.code)}
    assert len(salts) == 4


@pytest.mark.parametrize("wrong", ["four quiet winter morning", "Four quiet winter mornings", " "])
def test_a_wrong_passphrase_is_told_for_certain(made: tuple[Keys, bytes, str], wrong: str) -> None:
    with pytest.raises(WrongPassphrase, match="Nothing was changed"):
        made[0].open_with_passphrase(wrong)


def test_the_code_of_another_diary_is_told_for_certain(made: tuple[Keys, bytes, str]) -> None:
    _, _, other = new_keys(PASSPHRASE, CHEAP)
    with pytest.raises(WrongCode, match="not the code of this diary"):
        made[0].open_with_code(other)


def test_a_slip_in_the_code_is_told_before_it_is_tried(made: tuple[Keys, bytes, str]) -> None:
    keys, _, code = made
    slipped = ("8" if code[0] != "8" else "9") + code[1:]
    with pytest.raises(DiaryError, match="a slip in group 1"):
        keys.open_with_code(slipped)


def test_the_same_letters_open_however_they_are_composed() -> None:
    typed = "Müßiggang für Élodie, 한글"
    keys, key, _ = new_keys(unicodedata.normalize("NFD", typed), CHEAP)
    assert keys.open_with_passphrase(unicodedata.normalize("NFC", typed)) == key


def test_any_text_is_a_passphrase_but_none() -> None:
    for text in ("x", " ", "\ud800", "🙂" * 500):
        keys, key, _ = new_keys(text, CHEAP)
        assert keys.open_with_passphrase(text) == key
        with pytest.raises(DiaryError, match="Type a passphrase first"):
            keys.open_with_passphrase("")
    with pytest.raises(DiaryError, match="Type a passphrase first"):
        new_keys("", CHEAP)


def test_a_changed_passphrase_holds_from_then_on(made: tuple[Keys, bytes, str]) -> None:
    before, key, code = made
    after = before.with_new_passphrase(key, "another one", CHEAP)
    assert after.open_with_passphrase("another one") == key
    assert after.open_with_code(code) == key
    with pytest.raises(WrongPassphrase):
        after.open_with_passphrase(PASSPHRASE)


def test_wraps_of_before_open_with_the_secrets_of_before(made: tuple[Keys, bytes, str]) -> None:
    before, key, code = made
    after, new_code = before.with_new_passphrase(key, "another one", CHEAP).with_new_code(
        key, CHEAP
    )
    assert before.open_with_passphrase(PASSPHRASE) == before.open_with_code(code) == key
    for secret in ("another one", new_code):
        with pytest.raises((WrongPassphrase, WrongCode)):
            _open(before, secret)
    assert after.open_with_code(new_code) == key


def _open(keys: Keys, secret: str) -> bytes:
    return keys.open_with_code(secret) if "-" in secret else keys.open_with_passphrase(secret)


def test_a_new_code_takes_the_place_of_the_old_one(made: tuple[Keys, bytes, str]) -> None:
    before, key, code = made
    after, new_code = before.with_new_code(key, CHEAP)
    assert after.open_with_code(new_code) == key
    assert after.open_with_passphrase(PASSPHRASE) == key
    with pytest.raises(WrongCode):
        after.open_with_code(code)


def test_the_wraps_are_read_as_they_were_written(made: tuple[Keys, bytes, str]) -> None:
    keys = made[0]
    text = keys.to_json()
    assert "\n" not in text
    assert Keys.from_json(f"{text}\r\n") == keys


def test_the_wraps_hold_no_secret(made: tuple[Keys, bytes, str]) -> None:
    keys, key, code = made
    for text in (keys.to_json(), repr(keys)):
        for secret in (PASSPHRASE, key.hex(), code, code.replace("-", "")):
            assert secret not in text
        assert repr(key)[2:-1] not in text


def test_every_changed_sign_and_every_cut_is_noticed(made: tuple[Keys, bytes, str]) -> None:
    text = made[0].to_json()
    for place in range(len(text)):
        for change in (chr(ord(text[place]) ^ 1), "", "0"):
            changed = text[:place] + change + text[place + 1 :]
            if changed != text:
                with pytest.raises(DiaryError, match=r"damaged|newer version"):
                    Keys.from_json(changed)
        with pytest.raises(DamagedKeys):
            Keys.from_json(text[:place])


NO_KEY_FILE = (
    *("", "null", "[]", "{}", "1", '"format"', "{" * 3000, "[" * 100000, '{"format": NaN}'),
    *('{"format": 1}', '{"format": 1, "passphrase": 1, "recovery_code": 1}'),
)


@pytest.mark.parametrize("text", NO_KEY_FILE, ids=lambda text: text[:20])
def test_what_is_no_key_file_is_told(text: str) -> None:
    with pytest.raises(DamagedKeys, match="Each backup holds a copy"):
        Keys.from_json(text)


def test_more_than_there_is_to_tell_is_not_read(made: tuple[Keys, bytes, str]) -> None:
    content = json.loads(made[0].to_json())
    for changed in (
        {**content, "more": 1},
        {**content, "passphrase": {**content["passphrase"], "more": 1}},
        {**content, "passphrase": {**content["passphrase"], "lanes": True}},
        {**content, "passphrase": {**content["passphrase"], "lanes": 1.0}},
    ):
        with pytest.raises(DamagedKeys):
            Keys.from_json(json.dumps(changed))


def test_wraps_of_a_newer_version_are_left_to_it(made: tuple[Keys, bytes, str]) -> None:
    content = {**json.loads(made[0].to_json()), "format": 2}
    with pytest.raises(DiaryError, match="newer version"):
        Keys.from_json(json.dumps(content))


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [
        (2**20 + 1, 1, 1),
        (64, 101, 1),
        (64, 0, 1),
        (256, 1, 17),
        (-8, 1, 1),
        (8, 1, 2),
        (2**20, 7, 4),
    ],
)
def test_a_cost_out_of_bounds_is_refused(memory_kib: int, passes: int, lanes: int) -> None:
    with pytest.raises(ValueError, match=r"Argon2|bounds|too long"):
        Cost(memory_kib, passes, lanes)


def test_a_dearer_guess_than_ours_is_taken() -> None:
    dear = Cost(8 * DEAR.memory_kib, DEAR.passes, DEAR.lanes)
    with pytest.raises(ValueError, match="too long"):
        replace(dear, passes=DEAR.passes + 1)


def test_a_file_from_elsewhere_does_not_ask_for_all_memory(made: tuple[Keys, bytes, str]) -> None:
    text = made[0].to_json()
    with pytest.raises(DamagedKeys):
        Keys.from_json(text.replace('"memory_kib": 8', '"memory_kib": 4294967296'))


def test_a_wrap_of_another_size_is_refused(made: tuple[Keys, bytes, str]) -> None:
    for salt, wrapped in ((b"", bytes(40)), (bytes(16), bytes(24)), (bytes(16), bytes(48))):
        with pytest.raises(ValueError, match="16 bytes of salt"):
            Wrap(CHEAP, salt, wrapped)


def test_a_wrap_with_a_flipped_bit_opens_nothing(made: tuple[Keys, bytes, str]) -> None:
    wrap = made[0].passphrase
    for bit in range(320):
        wrapped = (int.from_bytes(wrap.wrapped, "big") ^ 1 << bit).to_bytes(40, "big")
        assert replace(wrap, wrapped=wrapped).open(PASSPHRASE) is None


def test_a_guess_is_dear_unless_a_test_says_otherwise() -> None:
    keys, key, _ = new_keys(PASSPHRASE)
    assert keys.passphrase.cost == keys.code.cost == DEAR
    assert DEAR.memory_kib == 64 * 1024
    assert keys.open_with_passphrase(PASSPHRASE) == key


def test_too_little_memory_is_told() -> None:
    pytest.importorskip("resource", reason="a limit of memory")
    code = (
        "import resource, cryptography.hazmat.primitives.kdf.argon2\n"
        "from cluneal_tracker.data.locking.keys import Cost, new_keys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20))\n"
        "new_keys('x', Cost(2**20, 1, 1))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "DiaryError: There is too little memory." in ended.stderr


@pytest.mark.parametrize("missing", ["cryptography", "cryptography.hazmat.primitives.keywrap"])
def test_without_the_parts_the_way_to_get_them_is_told(
    made: tuple[Keys, bytes, str], monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(DiaryError, match="pip install sqlcipher3 cryptography"):
        made[0].open_with_passphrase(PASSPHRASE)
    with pytest.raises(DiaryError, match="pip install sqlcipher3 cryptography"):
        new_keys(PASSPHRASE, CHEAP)


def test_a_plain_diary_is_opened_without_the_parts(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cluneal_tracker import app;"
        "from cluneal_tracker.data.locking import codes, connecting, converting, files, pages;"
        "open = app.open_services(Path(sys.argv[1])); services = open.__enter__();"
        "services.diary.entries(); heavy = ('cryptography', 'sqlcipher3', 'hashlib', '_hashlib');"
        "print([name for name in sys.modules if name.split('.')[0] in heavy]);"
        "open.__exit__(None, None, None)"
    )
    with closing(open_database(tmp_path / "diary.db")):
        command = [sys.executable, "-c", code, str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
