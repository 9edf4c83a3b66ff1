"""How the time of triage grows with the length of a post: `python benchmarks/triage.py`.

Prints the best of five runs for each length and the ratio to the one before. Up to the length of
which all is read (see `forum.triage.text`) the ratio should stay near that of the lengths.
"""

from time import perf_counter

from forum.triage import assess

SENTENCES = (
    "My lower back has been in spasm since Easter and nothing I have tried helps. "
    "No fever, no numbness, and I can still walk the dog. "
    "If it gets worse I will ring the doctor, but does anyone know a good stretch? "
)
LENGTHS = (500, 1_000, 5_000, 20_000, 100_000, 1_000_000)


def best(body: str) -> float:
    """Return the least time in seconds of five assessments, after one to warm up."""
    assess("", body)
    times = []
    for _ in range(5):
        began = perf_counter()
        assess("", body)
        times.append(perf_counter() - began)
    return min(times)


def main() -> None:
    """Print a line for each length."""
    before = 0.0
    for length in LENGTHS:
        seconds = best((SENTENCES * (length // len(SENTENCES) + 1))[:length])
        ratio = f"x {seconds / before:.1f}" if before else ""
        print(f"{length:>9,} characters  {seconds * 1000:8.2f} ms  {ratio}")
        before = seconds


if __name__ == "__main__":
    main()
