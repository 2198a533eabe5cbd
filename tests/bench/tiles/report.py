"""What was measured, against the targets, in Markdown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from measure import median, quantile

MILLION = 1_000_000
PEERS = ("supercluster", "SpatiaLite", "PostGIS")
FORMATS = {"mvt": "vector tiles", "geojson": "GeoJSON tiles"}


@dataclass
class Finding:
    what: str
    target: str = ""
    measured: str = ""
    met: bool | None = None  # None: only told

    def row(self) -> str:
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        return f"| {self.what} | {self.target} | {self.measured} | {met} |"


def count_in_words(points: int) -> str:
    return f"{points // MILLION} M" if points >= MILLION else f"{points // 1000} k"


def time_in_words(us: float) -> str:
    if us >= 1e6:
        return f"{us / 1e6:.1f} s"
    return f"{us / 1000:.2f} ms" if us >= 1000 else f"{us:.0f} µs"


def quantiles_in_words(times: list[float]) -> str:
    p50, p99, worst = median(times), quantile(times, 0.99), max(times)
    return f"p50 {time_in_words(p50)}, p99 {time_in_words(p99)}, worst {time_in_words(worst)} of {len(times)}"


def median_of(found: dict, peer: str, key: str) -> float:
    return median(found[peer][key])


def ratio_of_rounds(over: list[float], under: list[float]) -> float:
    """The median of the rounds' ratios: what disturbs a round disturbs both."""
    return median([a / b for a, b in zip(over, under, strict=True)])


def distinct_findings(r: dict) -> list[Finding]:
    findings = []
    for variant, found in r["distinct"].items():
        format, _, gzip = variant.partition(" ")
        what = f"distinct {FORMATS[format]}, nothing cached, 8 clients{', compressed' if gzip else ''}"
        ratio = ratio_of_rounds(found["photomap"]["rate"], found["supercluster"]["rate"])
        measured = f"{ratio:.1f} times: {median_of(found, 'photomap', 'rate'):,.0f} a second"
        theirs = f"supercluster {median_of(found, 'supercluster', 'rate'):,.0f}"
        findings.append(Finding(what, "5 times supercluster's rate", f"{measured}, {theirs}", ratio >= 5))
    return findings


def cached_findings(r: dict) -> list[Finding]:
    findings = []
    for format, found in r["cached"].items():
        for name, target in (("photomap", 0.5), ("nginx with its cache", 0.9)):
            ratio = ratio_of_rounds(found[name], found["nginx"])
            rates = f"{median(found[name]):,.0f} a second, nginx {median(found['nginx']):,.0f}"
            what = f"cached {FORMATS[format]}, {'directly' if name == 'photomap' else 'behind nginx with its cache'}"
            target_words = f"{target} of nginx with static files"
            findings.append(Finding(what, target_words, f"{ratio:.2f}: {rates}", ratio >= target))
    return findings


def cold_findings(r: dict) -> list[Finding]:
    times = r["cold"]["all_us"]
    return [
        Finding("cold tile", "p50 under 1 ms", quantiles_in_words(times), median(times) < 1000),
        Finding("cold tile", "p99 under 5 ms", quantiles_in_words(times), quantile(times, 0.99) < 5000),
        Finding("the first of these in each process", "", quantiles_in_words(r["cold"]["first_us"])),
        Finding("start to the tenth cold tile", "", f"{median(r['cold']['start_ms']):.0f} ms"),
    ]


def zoom_0_findings(r: dict) -> list[Finding]:
    findings = []
    for suffix, times in r["zoom_0"].items():
        format, _, query = suffix.partition("?")
        limit = 60 if query else 20
        what = f"the tile of all photos, {FORMATS[format]}, first request{', half of them: ' + query if query else ''}"
        worst = f"{time_in_words(median(times))}, worst {time_in_words(max(times))}"
        findings.append(Finding(what, f"under {limit} ms", worst, median(times) < limit * 1000))
    single = [us for _, us in r["latency"]]
    return [*findings, Finding("other tiles, GeoJSON, a single client", "", quantiles_in_words(single))]


def serving_findings(r: dict) -> list[Finding]:
    first, resident = r["start"], r["resident_mb"]
    return [
        Finding("start to first tile", "under 100 ms", f"{median(first):.0f} ms", median(first) < 100),
        Finding("resident, mapped pages included", "under 700 MB", f"{resident:,.0f} MB", resident < 700),
    ]


def bucket_of(features: int) -> str | None:
    for low, high in ((1, 1), (2, 4), (5, 9), (10, 14), (15, 19), (20, 29), (30, 49)):
        if low <= features <= high:
            return f"{low}" if low == high else f"{low} to {high}"
    return None


def medians_by_bucket(latency: list) -> dict:
    buckets: dict = {}
    for features, us in sorted(latency):
        buckets.setdefault(bucket_of(features), []).append(us)
    return {name: median(times) for name, times in buckets.items() if name and len(times) >= 20}


def growth_findings(small: dict, large: dict) -> list[Finding]:
    before, after = medians_by_bucket(small["latency"]), medians_by_bucket(large["latency"])
    ratios = {name: after[name] / before[name] for name in before if name in after}
    details = "; ".join(
        f"{name}: {time_in_words(before[name])}, {time_in_words(after[name])}" for name in ratios
    )
    worst = max(ratios.values())
    measured = f"{worst:.2f} times at the worst ({details})"
    return [Finding("latency against that at 10 k, by features in the tile", "2 times at most", measured, worst <= 2)]


def size_findings(results: dict[int, dict]) -> list[Finding]:
    findings = []
    for format in FORMATS:
        sizes = [(*r["sizes"][format], points) for points, r in results.items() if format in r.get("sizes", {})]
        if not sizes:
            continue
        size, path, points = max(sizes)
        measured = f"{size / 1000:.1f} KB ({path} at {count_in_words(points)})"
        findings.append(
            Finding(f"largest of the {FORMATS[format]}, compressed, any N", "60 KB at most", measured, size <= 60_000)
        )
    return findings


def box_findings(r: dict) -> list[Finding]:
    many, single = r["boxes"]["8"], r["boxes"]["1"]
    best = max(PEERS, key=lambda name: median_of(many, name, "rate"))
    ratio = ratio_of_rounds(many["photomap"]["rate"], many[best]["rate"])
    rates = f"{median_of(many, 'photomap', 'rate'):,.0f} a second, {best} {median_of(many, best, 'rate'):,.0f}"
    quickest = min(PEERS, key=lambda name: median_of(single, name, "p99_us"))
    share = ratio_of_rounds(single["photomap"]["p99_us"], single[quickest]["p99_us"])
    ours, theirs = (time_in_words(median_of(single, name, "p99_us")) for name in ("photomap", quickest))
    return [
        Finding("1,000 features of a box, 8 clients", "4 times the best peer", f"{ratio:.1f} times: {rates}", ratio >= 4),
        Finding(
            "the same, p99 of a single client",
            "half of the best peer's",
            f"{share:.2f} of it: {ours}, {quickest} {theirs}",
            share <= 0.5,
        ),
    ]


def import_findings(r: dict) -> list[Finding]:
    ours, ogr, postgres = (r["import"][name] for name in ("photomap", "SpatiaLite", "PostGIS"))
    faster = ratio_of_rounds(ogr["seconds"], ours["seconds"])
    # Ours makes an index for full-text search too.
    with_words = [seconds + postgres["words_seconds"] for seconds in postgres["seconds"]]
    alike, bare = (ratio_of_rounds(seconds, ours["seconds"]) for seconds in (with_words, postgres["seconds"]))
    disk = ours["bytes"] / ogr["bytes"]
    mine = f"{median(ours['seconds']):.1f} s"
    return [
        Finding(
            "import, spatial index included, against ogr2ogr into SpatiaLite",
            "4 times faster",
            f"{faster:.1f} times: {mine}, ogr2ogr {median(ogr['seconds']):.1f} s",
            faster >= 4,
        ),
        Finding(
            "import against PostgreSQL's COPY and its indexes, for full-text search too",
            "not slower",
            f"{alike:.2f} times as fast: {mine}, PostgreSQL {median(with_words):.1f} s",
            alike >= 1,
        ),
        Finding(
            "the same, PostgreSQL without an index for full-text search",
            "",
            f"{bare:.2f} times as fast: PostgreSQL {median(postgres['seconds']):.1f} s",
        ),
        Finding(
            "disk against plain SpatiaLite, all files",
            "1.5 times at most",
            f"{disk:.2f} times: {ours['bytes'] / 1e6:,.0f} MB, SpatiaLite {ogr['bytes'] / 1e6:,.0f} MB",
            disk <= 1.5,
        ),
    ]


def paging_findings(r: dict) -> list[Finding]:
    found = r["paging"]
    faster = ratio_of_rounds(found["photomap"], found["PostGIS"])
    rates = f"{median(found['photomap']):,.0f} features a second, PostgreSQL {median(found['PostGIS']):,.0f}"
    first, last = median(found["first_us"]), median(found["last_us"])
    times = f"{time_in_words(last)}, the first {time_in_words(first)}"
    return [
        Finding("all pages of 1,000, over HTTP, against SQL by the key through psql", "2 times as fast", f"{faster:.1f} times: {rates}", faster >= 2),
        Finding("the last page", "1.2 times the first's time at most", f"{last / first:.2f} times: {times}", last <= 1.2 * first),
    ]


def export_findings(r: dict) -> list[Finding]:
    ours = r["export"]["photomap"]
    findings = []
    for name, what, target in (("PostGIS", "COPY of ST_AsGeoJSON", 2), ("SpatiaLite", "ogr2ogr from SpatiaLite", 6)):
        ratio = ratio_of_rounds(ours, r["export"][name])
        rates = f"{median(ours):,.0f} features a second, {median(r['export'][name]):,.0f}"
        findings.append(Finding(f"export of all as GeoJSON against {what}", f"{target} times as fast", f"{ratio:.1f} times: {rates}", ratio >= target))
    return findings


def import_memory_findings(r: dict) -> list[Finding]:
    ours = r["import"]["photomap"]
    index, used = ours["index_bytes"] / 1e6, max(ours["megabytes"])
    measured = f"{used:,.0f} MB at the most, index {index:,.0f} MB; {median(ours['seconds']):,.0f} s"
    return [Finding("memory of an import", "200 MB and the index's size", measured, used < 200 + index)]


def count_findings(results: dict[int, dict]) -> list[Finding]:
    findings = []
    for points, r in results.items():
        if "counts" not in r:
            continue
        everything, half = r["counts"]["all"], r["counts"]["half"]
        zooms = ", ".join(sorted(everything, key=int))
        is_exact = set(everything.values()) == {points} and len(set(half.values())) == 1
        measured = f"{', '.join(f'{n:,}' for n in sorted(set(everything.values())))}; half: "
        measured += ", ".join(f"{n:,}" for n in sorted(set(half.values())))
        what = f"photos in all tiles of zoom {zooms}"
        findings.append(Finding(what, f"{points:,} at each; of the half one number", measured, is_exact))
    return findings


def name_of(judge: Callable) -> str:
    return getattr(judge, "func", judge).__name__.removesuffix("_findings").replace("_", " ")


def judged_at(results: dict[int, dict], points: int, judge: Callable[[dict], list[Finding]]) -> list[Finding]:
    """The findings at so many points; where these were not measured, what was with the most, without a judgement."""
    ran = [n for n in results if n == points] or sorted(n for n in results if n < points)[-1:]
    for n in ran:
        try:
            findings = judge(results[n])
        except KeyError as missing:  # a section that failed: its reason is told below the table
            return [Finding(name_of(judge), "", f"not measured: {missing.args[0]}", False)]
        for finding in findings:
            finding.what += f" ({count_in_words(n)})"
            finding.met = finding.met if n == points else None
        return findings
    return []


def findings_of(results: dict[int, dict]) -> list[Finding]:
    with_peers = {n: r for n, r in results.items() if r.get("with_peers")}
    findings = []
    for judge in (distinct_findings, cached_findings, box_findings, paging_findings, export_findings, import_findings):
        findings += judged_at(with_peers, MILLION, judge)
    for judge in (cold_findings, zoom_0_findings, serving_findings, import_memory_findings):
        findings += judged_at(results, 10 * MILLION, judge)
    if 10_000 in results and len(results) > 1:
        findings += judged_at(results, 10 * MILLION, partial(growth_findings, results[10_000]))
    return findings + size_findings(results) + count_findings(results)


def rate_rows(what: str, points: int, found: dict) -> list[str]:
    rows = []
    for name in sorted(found):
        rate, p50, p99 = (median_of(found, name, key) for key in ("rate", "p50_us", "p99_us"))
        contents = f"{found[name]['mean_found'][0]:.1f} | {median_of(found, name, 'mean_bytes') / 1000:.1f} KB"
        times = f"{time_in_words(p50)} | {time_in_words(p99)}"
        rows.append(f"| {what} | {count_in_words(points)} | {name} | {rate:,.0f} | {times} | {contents} |")
    return rows


def answers_table(results: dict[int, dict]) -> str:
    lines = ["| asked for | N | of | answers a second | p50 | p99 | features | size |", "|---|---|---|---|---|---|---|---|"]
    for points, r in results.items():
        for variant, found in r.get("distinct", {}).items():
            format, _, gzip = variant.partition(" ")
            lines += rate_rows(f"distinct {FORMATS[format]}{', compressed' if gzip else ''}", points, found)
        for clients, found in r.get("boxes", {}).items():
            lines += rate_rows(f"boxes, {clients} client{'s' if clients != '1' else ''}", points, found)
    return "\n".join(line.replace("| 0.0 |", "|  |") for line in lines)


def imports_table(results: dict[int, dict]) -> str:
    lines = ["| N | of | import | memory | disk |", "|---|---|---|---|---|"]
    for points, r in results.items():
        for name, found in r.get("import", {}).items():
            memory = "" if name == "PostGIS" else f"{max(found['megabytes']):,.0f} MB"
            disk = f"{found['bytes'] / 1e6:,.0f} MB"
            lines.append(f"| {count_in_words(points)} | {name} | {median(found['seconds']):.1f} s | {memory} | {disk} |")
        if "supercluster_ready_s" in r:
            seconds = f"{r['supercluster_ready_s']:.1f} s at every start"
            lines.append(f"| {count_in_words(points)} | supercluster | {seconds} |  |  |")
    return "\n".join(lines)


def growth_table(results: dict[int, dict]) -> str:
    lines = ["| N | cold tile p50, p99 | tile of all photos | start to first tile | resident |", "|---|---|---|---|---|"]
    for points, r in results.items():
        if not {"cold", "start", "zoom_0", "resident_mb"} <= r.keys():
            continue
        cold = r["cold"]["all_us"]
        whole = ", ".join(f"{name} {time_in_words(median(times))}" for name, times in r["zoom_0"].items())
        lines.append(
            f"| {count_in_words(points)} | {time_in_words(median(cold))}, {time_in_words(quantile(cold, 0.99))} | {whole} "
            f"| {median(r['start']):.0f} ms | {r['resident_mb']:,.0f} MB |"
        )
    return "\n".join(lines)


def failures(results: dict[int, dict]) -> str:
    lines = [
        f"- {count_in_words(points)}, {section}: {' '.join(reason.split())[:300]}"
        for points, r in results.items()
        for section, reason in r.get("failed", {}).items()
    ]
    return "\nNot measured:\n" + "\n".join(lines) + "\n" if lines else ""


def report(results: dict[int, dict], day: str, machine: str, versions: str, how: str) -> str:
    findings = "\n".join(finding.row() for finding in findings_of(results))
    numbers = ", ".join(count_in_words(points) for points in results)
    return f"""# How fast tiles, pages, exports and imports are

`scripts/bench tiles`, {day}, on {machine}; {numbers} photos. {versions}

| what | target | measured | met |
|---|---|---|---|
{findings}
{failures(results)}
## Each by itself

{answers_table(results)}

{imports_table(results)}

{growth_table(results)}

{how}"""
