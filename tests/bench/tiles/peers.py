"""photomap and what it is compared with: how each imports the photos, and how each serves them."""

import re
import shutil
import signal
from pathlib import Path

from processes import BenchError, Run, Server, as_user, free_port, give_to, is_open, run

HERE = Path(__file__).parent
IMPORT_AT_MOST = 3600


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


class Photomap:
    name = "photomap"

    def __init__(self, program: Path, work: Path, csv: Path):
        self.program, self.csv = program, csv
        self.folder, self.log = work / "photomap", work / "photomap.log"
        self.database = self.folder / "photos.db"

    def import_photos(self) -> Run:
        empty_folder(self.folder)
        return run([self.program, "import", self.csv, "--db", self.database], IMPORT_AT_MOST)

    def files(self) -> list[Path]:
        return [file for file in self.folder.iterdir() if file.is_file()]

    def index_bytes(self) -> int:
        """What the import wrote beside the database."""
        return size_of(self.folder) - self.database.stat().st_size

    def serve(self) -> Server:
        return Server([self.program, "serve", "--db", self.database, "--port", "0"], self.log)


class Spatialite:
    """As ogr2ogr makes it, with its spatial index, in one transaction and without waiting for the disk."""

    name = "SpatiaLite"

    def __init__(self, peer_program: Path, work: Path, csv: Path):
        self.program, self.csv = peer_program, csv
        self.folder, self.log = work / "spatialite", work / "spatialite.log"
        self.database = self.folder / "photos.sqlite"

    def import_photos(self) -> Run:
        empty_folder(self.folder)
        options = "-f SQLite -dsco SPATIALITE=YES -lco SPATIAL_INDEX=YES -nln photos -a_srs EPSG:4326 -gt unlimited"
        columns = "-oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -oo KEEP_GEOM_COLUMNS=NO"
        haste = "--config OGR_SQLITE_SYNCHRONOUS OFF --config OGR_SQLITE_CACHE 512"
        words = f"{options} {columns} {haste}".split()
        return run(["ogr2ogr", *words, self.database, self.csv], IMPORT_AT_MOST)

    def serve(self) -> Server:
        return Server([self.program, "--spatialite", self.database], self.log)


class Postgis:
    """A cluster of its own, reached by a socket in its folder, as long as this object is entered."""

    name = "PostGIS"
    bin = Path("/usr/lib/postgresql/15/bin")
    settings = {
        "listen_addresses": "",
        "shared_buffers": "512MB",
        "maintenance_work_mem": "512MB",
        "max_wal_size": "8GB",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "synchronous_commit": "off",
        "jit": "off",
        "plan_cache_mode": "force_custom_plan",
    }

    def __init__(self, peer_program: Path, work: Path, csv: Path):
        self.program, self.csv = peer_program, csv
        self.folder, self.log = work / "postgis", work / "postgis.log"
        self.server = None

    def __enter__(self):
        give_to("postgres", empty_folder(self.folder))
        data = self.folder / "data"
        run(as_user("postgres", [self.bin / "initdb", "-D", data, "-A", "trust", "-U", "bench", "-E", "UTF8"]), 120)
        settings = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        command = [self.bin / "postgres", "-D", data, "-k", self.folder, *settings]
        self.server = Server(as_user("postgres", command), self.log, signal.SIGINT)
        self.server.wait_until(lambda: self.answers())
        self.sql("CREATE EXTENSION postgis")
        return self

    def __exit__(self, *_):
        self.server.stop()

    def answers(self) -> bool:
        try:
            self.sql("SELECT 1")
            return True
        except BenchError:
            return False

    def psql(self, *words) -> Run:
        return run(["psql", "-X", "-qAt", "-h", self.folder, "-U", "bench", "-d", "postgres", *words], IMPORT_AT_MOST)

    def sql(self, statement: str) -> str:
        return self.psql("-c", statement).output.strip()

    def import_photos(self) -> Run:
        self.sql("DROP TABLE IF EXISTS photos")
        return self.psql("-v", f"csv={self.csv}", "-f", HERE / "postgis.sql")

    def index_words(self) -> Run:
        return self.psql("-f", HERE / "postgis_words.sql")

    def bytes(self) -> int:
        return int(self.sql("SELECT pg_total_relation_size('photos')"))

    def serve(self) -> Server:
        where = f"host={self.folder} user=bench dbname=postgres"
        return Server([self.program, "--postgis", where], self.log.with_suffix(".serve.log"))


class Supercluster:
    name = "supercluster"

    def __init__(self, work: Path, csv: Path):
        self.csv, self.log = csv, work / "supercluster.log"

    def serve(self) -> Server:
        script = HERE / "supercluster" / "server.mjs"
        return Server(["node", "--max-old-space-size=12000", script, self.csv], self.log)


class Nginx:
    """Static files in `static`, and a cache in front of photomap."""

    def __init__(self, work: Path, photomap_port: int):
        self.folder, self.log = empty_folder(work / "nginx"), work / "nginx.log"
        self.static = self.folder / "static"
        self.static_port, self.cache_port = free_port(), free_port()
        names = {
            "FOLDER": self.folder,
            "STATIC_PORT": self.static_port,
            "CACHE_PORT": self.cache_port,
            "PHOTOMAP_PORT": photomap_port,
        }
        settings = (HERE / "nginx.conf").read_text()
        settings = re.sub(r"\b(" + "|".join(names) + r")\b", lambda found: str(names[found[0]]), settings)
        (self.folder / "nginx.conf").write_text(settings)
        give_to("nobody", self.folder)

    def serve(self) -> Server:
        command = ["/usr/sbin/nginx", "-e", self.folder / "error.log", "-c", self.folder / "nginx.conf"]
        server = Server(as_user("nobody", command), self.log)
        return server.wait_until(lambda: is_open(self.static_port) and is_open(self.cache_port))
