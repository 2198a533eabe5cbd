"""bench.py --programs FOLDER --photomap PROGRAM --points N,N,... --output FILE.md: see scripts/bench."""

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import report
import sections
from measure import LoadGenerator
from peers import Photomap, Postgis, Spatialite, Supercluster
from processes import BenchError, run

HERE = Path(__file__).parent


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", type=Path, required=True, help="where photomap_bench_* lie")
    parser.add_argument("--photomap", type=Path, required=True)
    parser.add_argument("--points", type=lambda text: [int(word) for word in text.split(",")], required=True)
    parser.add_argument("--peers-up-to", type=int, default=1_000_000, help="beyond that, photomap runs alone")
    parser.add_argument("--formats", type=lambda text: text.split(","), default=["mvt", "geojson"])
    parser.add_argument("--output", type=Path, required=True)
    return parser.parse_args()


def describe_machine() -> str:
    cpus = [line.split(": ")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    return f"{len(cpus)} cores of {cpus[0]}, {memory:.0f} GB of memory, {platform.system()} {platform.release()}"


def describe_peers() -> str:
    def first_line(*command: str) -> str:
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        return (ran.stdout + ran.stderr).splitlines()[0]

    lock = json.loads((HERE / "supercluster" / "package-lock.json").read_text())
    supercluster = lock["packages"]["node_modules/supercluster"]["version"]
    postgis = first_line("dpkg-query", "--show", "--showformat", "${Version}", "postgresql-15-postgis-3")
    names = [
        f"supercluster {supercluster} on Node {first_line('node', '--version')}",
        first_line("/usr/sbin/nginx", "-v").removeprefix("nginx version: "),
        first_line("psql", "--version").replace("psql (PostgreSQL)", "PostgreSQL"),
        f"PostGIS {postgis}",
        first_line("ogr2ogr", "--version").split(",")[0],
    ]
    return "Peers: " + ", ".join(names) + "."


def measure(points: int, arguments: argparse.Namespace, work: Path) -> dict:
    photos = work / "photos"
    photos.mkdir()
    run([arguments.programs / "photomap_bench_generate", points, photos], 900)
    csv, peer_program = photos / "photos.csv", arguments.programs / "photomap_bench_peer"
    setting = sections.Setting(
        points=points,
        photos=photos,
        work=work,
        generator=LoadGenerator(arguments.programs / "photomap_bench_load", work),
        drop_cache=arguments.programs / "photomap_bench_drop_cache",
        photomap=Photomap(arguments.photomap, work, csv),
        spatialite=Spatialite(peer_program, work, csv),
        postgis=Postgis(peer_program, work, csv),
        supercluster=Supercluster(work, csv),
        formats=arguments.formats,
        with_peers=points <= arguments.peers_up_to,
    )
    found: dict = {"with_peers": setting.with_peers, "failed": {}}

    def attempt(name: str, function, *given) -> None:
        begin = time.monotonic()
        try:
            found[name] = function(*given)
        except BenchError as error:
            found["failed"][name] = str(error)
            print(f"{points:,} photos, {name}: not measured: {error}", file=sys.stderr)
        print(f"{points:,} photos, {name}: {time.monotonic() - begin:.0f} s", flush=True)

    sections.measure_all(setting, attempt)
    return found


def main() -> None:
    arguments = parse_arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers and folders go then, too
    results = {}
    for points in sorted(arguments.points):
        work = Path(tempfile.mkdtemp(prefix="photomap-bench-"))
        work.chmod(0o755)  # PostgreSQL and nginx read there as users of their own
        try:
            results[points] = measure(points, arguments, work)
        finally:
            shutil.rmtree(work)
        write_report(results, arguments)
    print(arguments.output.read_text())


def write_report(results: dict, arguments: argparse.Namespace) -> None:
    """After each number of photos, so that an end too early leaves what was measured."""
    (arguments.programs / "bench-tiles.json").write_text(json.dumps(results))
    today = time.strftime("%Y-%m-%d", time.gmtime())
    how = (HERE / "how.md").read_text()
    arguments.output.write_text(report.report(results, today, describe_machine(), describe_peers(), how))


if __name__ == "__main__":
    try:
        main()
    except (BenchError, OSError) as error:
        sys.exit(f"scripts/bench: {error}")
