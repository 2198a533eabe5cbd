-- What full-text search adds to postgis.sql.
CREATE INDEX photos_words ON photos USING gin (to_tsvector('simple', caption));
