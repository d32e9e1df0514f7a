"""The tables and the plot of what `recording` measured, with the wanted figures beside them."""

import statistics
from typing import Any

from tests.bench.page import percentile
from tests.bench.plot import Series, log_log

BESIDE = {"settrace": "empty `sys.settrace`", "line": "empty LINE callback", "plain": "plain run"}


def show(recorder: str, found: dict[str, Any]) -> None:
    """Print both tables of one recorder."""
    print(f"\nThe programs, with the {recorder} recorder. Ratios are to the plain run.\n")
    rows(["program", "`SIZE`", "steps", "plain, ns a step", *list(BESIDE.values())[:2], "recording", "recording, µs a step"])
    for name, kind in found["kinds"].items():
        ratios = [f"{kind['ratios'][other]:.1f}" for other in ("settrace", "line", "recorded")]
        plain, recorded = kind["plain"] / kind["steps"] * 1e9, kind["recorded"] / kind["steps"] * 1e6
        row([name, f"{kind['size']:,}", f"{kind['steps']:,}", f"{plain:.0f}", *ratios, f"{recorded:.1f}"])
    print(f"\nThe figures, with the {recorder} recorder.\n")
    rows(["", f"{recorder} recorder", *BESIDE.values(), "must", "aim"])
    for line in figures(recorder, found):
        row(line)


def row(cells: list[str]) -> None:
    """One row of a table in Markdown."""
    print(f"| {' | '.join(cells)} |")


def rows(titles: list[str]) -> None:
    """The head of a table."""
    row(titles)
    print("|" + "---|" * len(titles))


def figures(recorder: str, found: dict[str, Any]) -> list[list[str]]:
    """The rows: what, ours, the other listeners, must, aim."""
    kinds = list(found["kinds"].values())
    none = ["", "", ""]

    def ratios(kind: str) -> list[float]:
        return [each["ratios"][kind] for each in kinds]

    recorded, settrace, line = (ratios(kind) for kind in ("recorded", "settrace", "line"))
    lines = [
        [
            "recording ÷ plain run, median of programs",
            *(f"{statistics.median(r):.1f}" for r in (recorded, settrace, line)),
            "1",
            "≤ 7",
            "≤ 4",
        ],
        ["the same, worst", *(f"{max(r):.1f}" for r in (recorded, settrace, line)), "1", "≤ 14", ""],
    ]
    heaps = found["heaps"]
    growths = [f"{growth(heaps[name]):+,.0%}" for name in ("recorded", "settrace", "line", "plain")]
    lines.append(["growth of a step's time, heap 10 → 10,000 objects", *growths, "≤ 25 %", "≤ 10 %"])
    lines += long_rows(found)
    for key, title, must, aim in (("memory_bytes", "in memory", "≤ 16", "≤ 8"), ("file_bytes", "in a .cvt file", "≤ 5", "≤ 3")):
        sizes = [each[key] / each["steps"] for each in kinds]
        lines.append(
            [f"bytes a step {title}, median and worst", f"{statistics.median(sizes):.1f}, {max(sizes):.1f}", *none, must, aim]
        )
    seeks, whole = found["seeks"], found["whole"]
    of = f"of {seeks['steps']:,} steps, {seeks['objects']} objects"
    lines.append([f"a random step {of}: decoded, p95", f"{percentile(seeks['ms'], 0.95):.2f} ms", *none, "≤ 1 ms", ""])
    if "painted" in found:
        own, all_of = (percentile(found["painted"][kind], 0.95) for kind in ("own", "all"))
        of = f"of {found['painted']['steps']:,} steps"
        lines.append([f"a random step {of}: own script time, p95", f"{own:.1f} ms", *none, "≤ 16 ms", ""])
        lines.append(["from the slider to the patched picture, p95", f"{all_of:.1f} ms", *none, "", ""])
    lines.append([f"the whole heap of {whole['objects']:,} objects at a step", f"{whole['ms']:.0f} ms", *none, "≤ 50 ms", ""])
    per_step = statistics.median(each["recorded"] / each["steps"] for each in kinds) * 1e6
    must = "≤ 30 µs" if recorder == "pure Python" else ""
    lines.append([f"{recorder} recorder, a step, median of programs", f"{per_step:.2f} µs", *none, must, ""])
    by_heap = ", ".join(f"{seconds * 1e6:,.1f}" for seconds in heaps["recorded"].values())
    lines.append(
        [f"the same at {', '.join(f'{int(size):,}' for size in heaps['recorded'])} objects", f"{by_heap} µs", *none, "", ""]
    )
    fixed = statistics.median(each["fixed"] for each in kinds) * 1000
    lines.append(["before and after any program", f"{fixed:.0f} ms", *none, "", ""])
    return lines


def long_rows(found: dict[str, Any]) -> list[list[str]]:
    """The rows of long recordings, where they were made."""
    lines: list[list[str]] = []
    none = ["", "", ""]
    if "long" in found:
        long = found["long"]
        size = f"{long['steps']:,} steps" + (" (of the 1,000,000 wanted)" if long["steps"] < 900_000 else "")
        lines.append([f"{size}, recorded and on the page", f"{long['seconds']:.1f} s", *none, "≤ 2 s", "≤ 1 s"])
        lines.append([f"peak of wasm memory for {size}", f"+{long['grown_mb']:.0f} MB", *none, "≤ +64 MB", ""])
    if "ten_million" in found:
        ten = found["ten_million"]
        size = f"{ten['steps']:,} steps" + ("" if ten["finished"] else " (of the 10,000,000 wanted)")
        lines.append([size, f"{ten['seconds']:.0f} s, +{ten['grown_mb']:.0f} MB", *none, "≤ 15 s, ≤ 300 MB", "≤ 8 s"])
    return lines


def growth(per_step: dict[int, float]) -> float:
    """By how much a step at the largest heap takes longer than at the smallest, as a part."""
    times = list(per_step.values())
    return times[-1] / times[0] - 1


def heap_plot(measured: dict[str, dict[str, dict[int, float]]]) -> str:
    """Time per step against heap size, of every recorder and of the other listeners, as an SVG."""
    lines = [Series(f"{recorder} recorder", points(heaps["recorded"])) for recorder, heaps in measured.items()]
    first = next(iter(measured.values()))
    lines += [Series(name.replace("`", ""), points(first[key])) for key, name in BESIDE.items()]
    return log_log("What a step costs, by the size of the heap", "live objects", "microseconds per step", lines)


def points(per_step: dict[int, float]) -> list[tuple[float, float]]:
    """(objects, microseconds)."""
    return [(size, seconds * 1e6) for size, seconds in per_step.items()]
