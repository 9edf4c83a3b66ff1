"""Usernames: two that a reader could take for one another are the same name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.accounts.names import USERNAME_MAX, composed, fold, username_fault


@pytest.mark.parametrize(
    "name",
    [
        "abc",
        "marie-claire",
        "j.p.smith",
        "user_2",
        "a" * USERNAME_MAX,
        "Müller",
        "Đặng",
        "Søren",
        "Гость",
        "γιατρός7",
        "田中さん",
        "カメラ",
        "김민수",
        "सीमा",
        "हिन्दी",
        "محمد",
        "שלום",
        "ｗｉｄｅ",
    ],
)
def test_names_of_many_languages_are_fine(name: str) -> None:
    assert username_fault(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        "ab",
        "a" * (USERNAME_MAX + 1),
        "two words",
        " abc",
        "abc ",
        "-abc",
        "abc.",
        "a@b.c",
        "<b>abc</b>",
        "abc/../def",
        "abc\0def",
        "abc\ndef",
        "abc\u202edef",  # right-to-left override
        "abc\u200bdef",  # zero-width space
        "abc\u034fdef",  # combining grapheme joiner
        "abc\ufe0fdef",  # variation selector
        "abc\u00addef",  # soft hyphen
        "\u3164\u3164\u3164",  # Hangul fillers: an invisible name
        "\u1160\u1160\u1160",
        "ᴀᴅᴍɪɴ",  # small capitals
        "abǃc",  # a click that looks like an exclamation mark
        "a\u0301\u0301\u0301\u0301bc",  # marks piled up
        "\ud800abc",  # half a character
        "😀😀😀",
        "ﷺ",
    ],
)
def test_names_that_hide_something_are_refused(name: str) -> None:
    assert username_fault(name) is not None


@pytest.mark.parametrize("name", ["аdrian", "pаypal", "Ιan", "abcд", "साma"])
def test_a_name_in_two_alphabets_is_refused(name: str) -> None:
    assert username_fault(name) == "A name is written in one alphabet."


@pytest.mark.parametrize(
    "name",
    [
        "admin",
        "Admin",
        "ADMIN",
        "a.d.m.i.n",
        "ádmin",
        "ａｄｍｉｎ",
        "adm1n",
        "adrnin",
        "admın",
        "m0derator",
        "r00t",
        "Limber",
        "lirnber",
        "staff",
        "doctor",
        "nhs",
    ],
)
def test_names_that_look_like_the_sites_own_are_nobodys(name: str) -> None:
    assert username_fault(name) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("marie", "MARIE"),
        ("marie", "m.a-r_ie"),
        ("josé", "jose"),
        ("jose\u0301", "jos\u00e9"),
        ("straße", "STRASSE"),
        ("ｗｉｄｅ", "wide"),
        ("søren", "soren"),
        ("Ian", "lan"),
        ("bill", "bi1l"),
        ("bob0", "bobo"),
        ("modern", "modem"),
        ("сосо", "coco"),
        ("раура", "paypa"),
        ("user٣", "user3"),
        ("İan", "ian"),
    ],
)
def test_names_that_look_alike_are_the_same_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("marie", "maria"), ("anna", "anne"), ("user2", "user3"), ("सीमा", "सामा")]
)
def test_names_that_differ_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_any_text_is_judged_and_folded_without_failing(name: str) -> None:
    username_fault(name)
    assert fold(fold(name)) == fold(name)


@given(st.text(min_size=3, max_size=USERNAME_MAX))
def test_the_key_of_every_good_name_fits_its_column(name: str) -> None:
    if username_fault(name) is None:
        assert len(fold(name)) <= USERNAME_MAX * 4
        assert username_fault(composed(name)) is None
