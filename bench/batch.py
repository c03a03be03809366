"""How a run over many small files goes with several processes, as ratios within one run.

    python bench/batch.py [--files N] [--jobs N] [FOLDER]

FOLDER holds documents; without one, N small texts (default: 10,000) are made of the sentences of the example report. Each figure
is the best of three runs, one job and several in turn. Other work on the machine spoils the wall time; the line
"processors at best" says what the processor time of the busiest process allows: what a machine that does nothing else gets.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 3
_CHILD = """
import resource, sys, json
from glossary.cli import main
if __name__ == "__main__":
    code = main(sys.argv[2:])
    use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    said = [code, *(u.ru_utime + u.ru_stime for u in use), *(u.ru_maxrss // 1024 for u in use)]
    open(sys.argv[1], "w").write(json.dumps(said))
"""


def make(folder: Path, count: int) -> None:
    """Write *count* texts of eight sentences each, every one different."""
    report = (Path(__file__).parent.parent / "examples" / "report.md").read_text(encoding="utf-8")
    sentences = [f"{one.strip()}。" for one in report.replace("\n", "").split("。") if one.strip()]
    chosen = random.Random(1)
    for number in range(count):
        text = "\n\n".join(f"{at}. {one}" for at, one in enumerate(chosen.sample(sentences, 8), 1))
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


def run(folder: str, jobs: int, output: Path) -> tuple[float, float, float, int, int]:
    """Return wall seconds, processor seconds of the first process and of the others, and the most memory of each in MB."""
    script = output.with_name("child.py")
    script.write_text(_CHILD, encoding="utf-8")
    told = output.with_name("told.json")
    begin = time.perf_counter()
    words = ["scan", folder, "--jobs", str(jobs), "-o", str(output)]
    subprocess.run([sys.executable, str(script), str(told), *words], check=True, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - begin
    code, first, others, memory, most = json.loads(told.read_text())
    if code not in (0, 1):
        sys.exit(f"the run ended with {code}")
    return wall, first, others, memory, most


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = args.folder
        if not folder:
            folder = str(Path(place) / "documents")
            Path(folder).mkdir()
            make(Path(folder), args.files)
        outputs = {jobs: Path(place) / f"{jobs}.jsonl" for jobs in (1, args.jobs)}
        best: dict[int, tuple[float, float, float, int, int]] = {}
        for _ in range(RUNS):
            for jobs, output in outputs.items():
                best[jobs] = min(best.get(jobs, (1e9, 0.0, 0.0, 0, 0)), run(folder, jobs, output))
        same = len({output.read_bytes() for output in outputs.values()}) == 1
    one, several = best[1], best[args.jobs]
    busiest = max(several[1] + several[2] / args.jobs, (several[1] + several[2]) / (os.cpu_count() or 1))
    print(f"the same output: {'yes' if same else 'NO'}")
    print(f"1 job    {one[0]:7.1f} s wall, {one[1]:6.1f} s processor, {one[3]} MB")
    print(
        f"{args.jobs} jobs   {several[0]:7.1f} s wall, {several[1]:6.1f} + {several[2]:.1f} s processor,"
        f" {several[3]} MB + {several[4]} MB each: {one[0] / several[0]:.2f} x"
    )
    print(f"processors at best: {one[1] / busiest:.2f} x")


if __name__ == "__main__":
    main()
