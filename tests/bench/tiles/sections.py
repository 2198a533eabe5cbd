"""What is measured with one set of photos, section by section. Each returns plain values, which report.py judges."""

import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from measure import LoadGenerator, Slices, count_photos, count_through_pages, get, time_of
from peers import Nginx, Photomap, Postgis, Spatialite, Supercluster, size_of
from processes import BenchError, Server, run

HALF = "?datetime=../2019-12-31"  # the filter that half of the photos pass
ITEMS_PATH = "/collections/photos/items"
ITEMS = f"{ITEMS_PATH}?limit=1000&bbox="
PAGE = 1000
KEPT = ("rate", "p50_us", "p99_us", "mean_bytes", "mean_found")


@dataclass
class Setting:
    """One set of photos, and what serves them."""

    points: int
    photos: Path  # the folder that generate.cpp filled
    work: Path
    generator: LoadGenerator
    drop_cache: Path
    photomap: Photomap
    spatialite: Spatialite
    postgis: Postgis
    supercluster: Supercluster
    formats: list[str]
    with_peers: bool

    @property
    def rounds(self) -> int:
        return 5 if self.points <= 100_000 else 3


def read_through(file: Path) -> None:
    """So that the file is in the page cache."""
    with file.open("rb") as stream:
        while stream.read(1 << 20):
            pass


def measure_imports(setting: Setting) -> dict:
    """In turn, each time into new files."""
    peers = [setting.photomap, setting.spatialite, setting.postgis] if setting.with_peers else [setting.photomap]
    rounds = setting.rounds if setting.points <= 1_000_000 else 1
    read_through(setting.photomap.csv)
    found = {peer.name: {"seconds": [], "megabytes": []} for peer in peers}
    for _ in range(rounds):
        for peer in peers:
            result = peer.import_photos()
            found[peer.name]["seconds"].append(result.seconds)
            found[peer.name]["megabytes"].append(result.megabytes)
    found["photomap"]["bytes"] = size_of(setting.photomap.folder)
    found["photomap"]["index_bytes"] = setting.photomap.index_bytes()
    if setting.with_peers:
        found["SpatiaLite"]["bytes"] = size_of(setting.spatialite.folder)
        found["PostGIS"]["bytes"] = setting.postgis.bytes()
        found["PostGIS"]["words_seconds"] = setting.postgis.index_words().seconds
    return found


def measure_cold(setting: Setting) -> dict:
    """New processes, with nothing of photomap's files in the page cache: single requests, one after the other."""
    found = {"first_us": [], "all_us": [], "start_ms": []}
    for number in range(20):
        run([setting.drop_cache, *setting.photomap.files()], 120)
        with setting.photomap.serve() as server:
            server.read_port()
            flags = f"--clients 1 --skip {number * 10} --take 10"
            times = setting.generator.times(
                server.port, setting.photos / "sample.txt", "/tiles/", f".{setting.formats[0]}", flags
            )
            found["start_ms"].append(server.seconds() * 1000)
        found["first_us"].append(times[0][3])
        found["all_us"] += [us for *_, us in times]
    return found


def measure_start(setting: Setting) -> list[float]:
    """Milliseconds from the start of the program until its first tile is there."""
    tile = (setting.photos / "sample.txt").read_text().split()[0]
    for file in setting.photomap.files():
        read_through(file)  # what measure_cold dropped
    found = []
    for _ in range(9):
        with setting.photomap.serve() as server:
            server.read_port()
            get(server.port, f"/tiles/{tile}.{setting.formats[0]}")
            found.append(server.seconds() * 1000)
    return found


def measure_zoom_0(setting: Setting) -> dict:
    """The tile of all photos, each time the first request of a new process: microseconds, by suffix."""
    found: dict = {}
    for _ in range(5):
        for suffix in [*setting.formats, *(format + HALF for format in setting.formats)]:
            with setting.photomap.serve() as server:
                server.read_port()
                found.setdefault(suffix, []).append(time_of(server.port, f"/tiles/0/0/0.{suffix}"))
    return found


def drive(setting: Setting, servers: dict, slices: Slices, prefix: str, suffix: str, flags: str) -> dict:
    """Rounds of all servers in turn, each round with paths that nobody has asked for yet. The first one is not counted:
    it warms, and shows how much is in an answer."""
    found = {name: {key: [] for key in KEPT} for name in servers}
    for number in range(setting.rounds + 1):
        part = slices.take()
        for name, server in servers.items():
            count = ' --count "type":"Feature"' if number == 0 else ""
            load = setting.generator.load(server.port, slices.file, prefix, suffix, f"{flags} {part}{count}")
            for key in KEPT:
                if (key == "mean_found") == (number == 0):
                    found[name][key].append(load[key])
    return found


def measure_distinct(setting: Setting, servers: dict) -> dict:
    """Tiles that nobody has asked for yet, 8 clients."""
    slices = Slices(setting.photos / "sample.txt", 1200)
    found = {}
    for format in setting.formats:
        sql = {"mvt": "PostGIS", "geojson": "SpatiaLite"}[format]  # what makes that format
        for gzip in ("", " --gzip"):
            names = ["supercluster", "photomap"] + ([sql] if not gzip else [])
            asked = {name: servers[name] for name in names if name in servers}
            found[format + gzip] = drive(setting, asked, slices, "/tiles/", f".{format}", gzip)
    return found


def measure_boxes(setting: Setting, servers: dict) -> dict:
    """1,000 photos of a box, 8 clients and a single one."""
    slices = Slices(setting.photos / "boxes.txt", 200)
    return {clients: drive(setting, servers, slices, ITEMS, "", f"--clients {clients}") for clients in ("8", "1")}


def measure_cached(setting: Setting, photomap: Server) -> dict:
    """The same 200 tiles again and again: photomap, nginx with the same bytes in files, nginx before photomap."""
    tiles = (setting.photos / "sample.txt").read_text().split()[:200]
    chosen = setting.work / "cached.txt"
    chosen.write_text("\n".join(tiles) + "\n")
    nginx = Nginx(setting.work, photomap.port)
    for format in setting.formats:
        for tile in tiles:
            for ending, gzip in (("", False), (".gz", True)):
                body, headers = get(photomap.port, f"/tiles/{tile}.{format}", gzip)
                file = nginx.static / "tiles" / f"{tile}.{format}{ending}"
                file.parent.mkdir(parents=True, exist_ok=True)
                if not gzip or headers.get("content-encoding") == "gzip":
                    file.write_bytes(body)
    found = {}
    with nginx.serve():
        ports = {"nginx": nginx.static_port, "photomap": photomap.port, "nginx with its cache": nginx.cache_port}
        for format in setting.formats:
            rates = {name: [] for name in ports}
            for number in range(8):
                for name, port in ports.items():
                    load = setting.generator.load(port, chosen, "/tiles/", f".{format}", "--gzip --repeat", 2)
                    if number > 0:
                        rates[name].append(load["rate"])
                    check_same_bytes(name, port, f"/tiles/{tiles[-1]}.{format}", photomap.port)
            found[format] = rates
    return found


def check_same_bytes(name: str, port: int, path: str, photomap_port: int) -> None:
    body, headers = get(port, path, gzip=True)
    if body != get(photomap_port, path, gzip=True)[0]:
        raise BenchError(f"{name} answers {path} with other bytes than photomap")
    if name == "nginx with its cache" and headers.get("x-cache") != "HIT":
        raise BenchError(f"nginx does not cache {path}: {headers}")


def measure_latency(setting: Setting, photomap: Server) -> list:
    """(features, microseconds) of single requests for tiles that nobody has asked for yet."""
    lines = len((setting.photos / "sample.txt").read_text().split())
    flags = f"--clients 1 --skip {max(0, lines - 6000)}"
    times = setting.generator.times(photomap.port, setting.photos / "sample.txt", "/tiles/", ".geojson", flags)
    return [(features, us) for _, _, features, us in times]


def measure_sizes(setting: Setting, photomap: Server) -> dict:
    """The largest compressed tile, of the fullest of every zoom level and of 3,000 others: (bytes, path)."""
    found = {}
    for format in setting.formats:
        tiles = []
        for file, flags in (("dense.txt", "--gzip"), ("sample.txt", "--gzip --take 3000")):
            tiles += setting.generator.times(photomap.port, setting.photos / file, "/tiles/", f".{format}", flags)
        found[format] = max((size, path) for path, size, *_ in tiles)
    return found


def measure_counts(setting: Setting, photomap: Server) -> dict:
    """How many photos all tiles of a zoom level hold together, also of those that pass the filter."""
    found = {"all": {}, "half": {}}
    for file in sorted(setting.photos.glob("whole-*.txt")):
        zoom = file.stem.removeprefix("whole-")
        tiles = file.read_text().split()
        found["all"][zoom] = count_photos(photomap, tiles)
        found["half"][zoom] = count_photos(photomap, tiles, HALF)
    return found


def measure_paging(setting: Setting, photomap: Server) -> dict:
    """Photos a second through all pages: ours by the next links, PostgreSQL's by the key. And single pages, in microseconds."""
    found: dict = {"photomap": [], "PostGIS": [], "first_us": [], "last_us": []}
    keys = range(0, setting.points, PAGE)
    select = "SELECT ST_AsGeoJSON(photos) FROM photos WHERE photo > {} ORDER BY photo LIMIT {}"
    statements = setting.work / "paging.sql"
    statements.write_text("".join(select.format(key, PAGE) + ";\n" for key in keys))
    for number in range(4):
        begin = time.monotonic()
        photos = count_through_pages(photomap.port, f"{ITEMS_PATH}?limit={PAGE}")
        if photos != setting.points:
            raise BenchError(f"the pages have {photos:,} photos of {setting.points:,}")
        ours = photos / (time.monotonic() - begin)
        theirs = setting.points / setting.postgis.psql("-o", "/dev/null", "-f", statements).seconds
        if number > 0:
            found["photomap"].append(ours)
            found["PostGIS"].append(theirs)
    for key in range(40):
        found["first_us"].append(time_of(photomap.port, f"{ITEMS_PATH}?limit={PAGE}&after={key}"))
        found["last_us"].append(time_of(photomap.port, f"{ITEMS_PATH}?limit={PAGE}&after={setting.points - PAGE - key}"))
    return found


def measure_export(setting: Setting) -> dict:
    """Photos a second of a whole export as GeoJSON that nobody keeps."""
    photomap = [setting.photomap.program, "export", "--db", setting.photomap.database, "--format", "geojson"]
    copy = "COPY (SELECT ST_AsGeoJSON(photos) FROM photos) TO STDOUT"
    commands = {
        "photomap": lambda: run([*photomap, "-o", "/dev/stdout"], 600, keep_output=False),
        "PostGIS": lambda: setting.postgis.psql("-o", "/dev/null", "-c", copy),
        "SpatiaLite": lambda: run(
            ["ogr2ogr", "-f", "GeoJSON", "/vsistdout/", setting.spatialite.database, "photos"], 600, keep_output=False
        ),
    }
    found: dict = {name: [] for name in commands}
    for number in range(4):
        for name, command in commands.items():
            rate = setting.points / command().seconds
            if number > 0:
                found[name].append(rate)
    return found


def measure_all(setting: Setting, attempt) -> None:
    """attempt(NAME, FUNCTION, ARGUMENTS...) keeps what the function returns, or why it could not measure."""
    with ExitStack() as stack:
        if setting.with_peers:
            stack.enter_context(setting.postgis)
        attempt("import", measure_imports, setting)
        attempt("cold", measure_cold, setting)
        attempt("start", measure_start, setting)
        attempt("zoom_0", measure_zoom_0, setting)
        peers = [setting.photomap]
        if setting.with_peers:
            peers = [setting.supercluster, setting.photomap, setting.spatialite, setting.postgis]
        servers = {peer.name: stack.enter_context(peer.serve()).read_port(900) for peer in peers}
        photomap = servers["photomap"]
        if setting.with_peers:
            attempt("supercluster_ready_s", lambda: servers["supercluster"].ready_seconds)
        attempt("latency", measure_latency, setting, photomap)
        attempt("distinct", measure_distinct, setting, servers)
        attempt("boxes", measure_boxes, setting, servers)
        attempt("sizes", measure_sizes, setting, photomap)
        if setting.with_peers:
            attempt("cached", measure_cached, setting, photomap)
            attempt("paging", measure_paging, setting, photomap)
            attempt("export", measure_export, setting)
        attempt("counts", measure_counts, setting, photomap)
        attempt("resident_mb", photomap.megabytes)
