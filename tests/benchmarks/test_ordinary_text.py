import json

import pytest

from benchmarks import ordinary_text


def test_what_is_kept_aside_is_never_learnt_from():
    lines = [f"line {number}" for number in range(2500)]
    learn, aside = ordinary_text.divided(lines)
    assert not set(learn) & set(aside)
    assert sorted(learn + aside) == sorted(lines)
    assert len(aside) == 400


def test_a_text_is_a_few_lines_that_stand_together():
    lines = [f"This is the line with number {number}." for number in range(100)]
    assert " ".join(ordinary_text.texts(lines)) == " ".join(lines)


def test_nothing_is_learnt_to_be_harmless_that_may_not_be():
    grave = ["I want to die.", "My calf has cramped every night for three weeks."]
    assert list(ordinary_text.harmless(["The film was long.", *grave])) == ["The film was long."]


def test_an_archive_that_nobody_has_looked_at_is_refused():
    with pytest.raises(SystemExit, match="not the archive"):
        ordinary_text.fetched(["touch", "a.tgz"], "a.tgz", "0" * 64)


def test_texts_are_written_as_posts_that_deserve_nothing(monkeypatch, tmp_path, capsys):
    lines = ["The kettle is a good one, and quick.", "I quite liked the second half."] * 700
    monkeypatch.setattr(ordinary_text, "OUT", tmp_path / "build/ordinary_text.jsonl")
    monkeypatch.setattr(ordinary_text, "fetched", lambda *_archive: b"")
    monkeypatch.setattr(ordinary_text, "messages_reviews_and_news", lambda _: {"reviews": lines})
    monkeypatch.setattr(ordinary_text, "medley", lambda _: lines)
    ordinary_text.main()
    written = (tmp_path / "build/ordinary_text.jsonl").read_text().splitlines()
    assert {json.loads(line)["level"] for line in written} == {"none"}
    assert "reviews" in capsys.readouterr().out
