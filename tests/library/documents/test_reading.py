"""What is an article and what is refused, whatever the bytes are."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.library.documents import Document, NotAnArticle, read_document, read_path

PAGES = Path(__file__).parent / "pages"
ARTICLE = (PAGES / "says.txt").read_bytes()
LINES = sorted({line for page in PAGES.glob("*.txt") for line in page.read_text().split("\n")})


def refusal(data: bytes, name: str = "page.txt") -> str:
    with pytest.raises(NotAnArticle) as caught:
        read_document(data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x00\x01\x02 some words and then binary again \xff", "is binary"),
        (b"%PDF-1.7 and so on", "is a PDF file"),
        (b"PK\x03\x04 and so on", "is a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"\x1b\x07\x08" * 50, "is binary"),
        (b"<!DOCTYPE html><html><p>Hello</p></html>", "is an HTML"),
        (b"A word in an unknown encoding: \x81\x8d", "is in no encoding"),
        ("Слова на другом языке, и в другой кодировке.".encode("koi8-r"), "is in no encoding"),
        (b"Only a title", "has no body"),
        (b"Share\nTweet\nLeave a Reply\nCopyright 2011 A Site", "has no body"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    message = refusal(data)
    assert message.startswith(f"page.txt: {reason}")


def test_a_document_over_two_megabytes_is_refused() -> None:
    assert refusal(b"word " * 400_001) == "page.txt: is 2.0 MB; an article may have at most 2 MB"


def test_a_refusal_is_one_printable_line_whatever_the_file_is_called() -> None:
    message = refusal(b"", "two\nlines\x1b[31m\udcff.txt")
    assert message == "two?lines?[31m?.txt: is empty"


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr("forum.library.documents.reading.decode", None)
    with pytest.raises(NotAnArticle, match=r"huge\.txt: is 50\.0 MB; an article may have at most"):
        read_path(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnArticle, match=r"none\.txt: cannot be read \(No such file"):
        read_path(tmp_path / "none.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnArticle, match="is not a regular file"):
        read_path(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(NotAnArticle, match="is not a regular file"):
        read_path(tmp_path / "pipe.txt")


def test_a_file_reads_as_its_bytes_do() -> None:
    assert read_path(PAGES / "says.txt") == read_document(ARTICLE, "says.txt")


def test_the_same_bytes_give_the_same_document() -> None:
    assert read_document(ARTICLE, "a.txt") == read_document(ARTICLE, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + ARTICLE,
        b"\xff\xfe" + ARTICLE.decode().encode("utf-16-le"),
        ARTICLE.replace(b"\n", b"  \n"),
    ],
    ids=["windows line ends", "byte-order mark", "utf-16", "trailing spaces"],
)
def test_how_the_file_was_saved_changes_nothing(data: bytes) -> None:
    assert read_document(data, "a.txt") == read_document(ARTICLE, "a.txt")


def test_another_word_changes_the_digest() -> None:
    other = read_document(ARTICLE.replace(b"screens", b"lamps"), "a.txt")
    assert other.digest != read_document(ARTICLE, "a.txt").digest


def is_sound(data: bytes, name: str) -> bool:
    """Read the bytes; a document must be whole, and anything else refused in one line."""
    try:
        document = read_document(data, name)
    except NotAnArticle as refused:
        return "\n" not in str(refused)
    assert isinstance(document, Document)
    assert all(comment.body.strip() for comment in document.comments)
    parents = [comment.parent for comment in document.comments]
    assert all(parent is None or parent < place for place, parent in enumerate(parents))
    return bool(document.title and document.slug and document.body.strip())


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", ""]))
def test_any_bytes_are_a_document_or_refused(data: bytes, name: str) -> None:
    assert is_sound(data, name)


@given(st.text(max_size=400), st.sampled_from(["a.txt", "a.md"]))
def test_any_text_is_a_document_or_refused(text: str, name: str) -> None:
    assert is_sound(text.encode(), name)


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_any_shuffle_of_page_lines_is_a_document_or_refused(lines: list[str]) -> None:
    assert is_sound("\n".join(lines).encode(), "shuffled.txt")


@given(st.text(st.sampled_from("abc:-[]{}&*!|>'\"#%@,? \n\t~"), max_size=120))
def test_any_front_matter_is_read_or_refused(matter: str) -> None:
    assert is_sound(f"---\ntitle: A\n{matter}\n---\nbody\n".encode(), "a.md")
