-- The table that PostGIS serves, filled from photos.csv in one transaction, which with wal_level=minimal writes no
-- log of it. psql -v csv=FILE.
\set ON_ERROR_STOP on
BEGIN;
CREATE TABLE photos (
  photo bigint GENERATED ALWAYS AS IDENTITY,
  id text, essay text, caption text, credit text, date text, lon float8, lat float8, uncertainty_m float8,
  licence text, source_url text, image_url text,
  geom geometry(Point, 4326) GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED);
COPY photos (id, essay, caption, credit, date, lon, lat, uncertainty_m, licence, source_url, image_url)
  FROM :'csv' WITH (FORMAT csv, HEADER true);
ALTER TABLE photos ADD PRIMARY KEY (photo);
CREATE INDEX photos_geom ON photos USING gist (geom);
COMMIT;
VACUUM ANALYZE photos;
