#!/usr/bin/env bash
# tests/program/run.sh PROGRAM
# The program as its users call it, with GDAL, QGIS, geopy and curl as clients. PROGRAM finds its gazetteer and page as always.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
photomap=$(realpath "$1")
work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

passed=0
failed=0

# expect WHAT STATUS PATTERN COMMAND...: COMMAND ends with STATUS, and its output matches PATTERN (extended regex).
expect() {
  local what=$1 status=$2 pattern=$3 output got=0
  shift 3
  output=$("$@" 2>&1) || got=$?
  if [[ $got -eq $status ]] && grep -Eq -- "$pattern" <<<"$output"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n  %s\n  exit code %s, expected %s; output, expected to match "%s":\n%s\n' \
      "$what" "$*" "$got" "$status" "$pattern" "$(head -c 2000 <<<"$output" | sed 's/^/  | /')"
  fi
}
absent() { [[ ! -e $1 ]]; }
version() { "$photomap" export --db "$1" | grep -o '"datasetVersion":[0-9]*'; }

essays=data/essays/digisilk.txt
db=$work/photos.db

# Import, and what GDAL sees of it
expect "an import stores all photos" 0 "read 66 photos: 66 new, 0 changed, 0 unchanged, 0 rejected" \
  "$photomap" import $essays --db "$db"
first=$(version "$db")
expect "the same again changes nothing" 0 "0 new, 0 changed, 66 unchanged" "$photomap" import $essays --db "$db"
expect "not even the version" 0 "^$first\$" version "$db"
expect "GDAL opens the database as it is" 0 "photos \(Point\)" ogrinfo -ro "$db"
expect "with all photos" 0 "Feature Count: 66" ogrinfo -ro -so "$db" photos
expect "in WGS 84" 0 'ID\["EPSG",4326\]' ogrinfo -ro -so "$db" photos
expect "and a spatial filter" 0 "Feature Count: 8" ogrinfo -ro -so -spat 66 39 68 40 "$db" photos
expect "the geometry columns are registered and indexed" 0 "places 1" \
  ogrinfo -ro -q "$db" -sql "SELECT f_table_name || ' ' || spatial_index_enabled AS t FROM geometry_columns"
expect "the spatial index agrees with the table" 0 "ok.* = 1" \
  ogrinfo -ro -q "$db" -sql "SELECT CheckSpatialIndex('photos', 'geom') AS ok"
expect "no foreign key is broken" 0 "^[[:space:]]*\$" ogrinfo -ro -q "$db" -sql "PRAGMA foreign_key_check"

# Export
expect "an export is written" 0 "66 photos" "$photomap" export --db "$db" --format geojson -o "$work/photos.geojson"
expect "that GDAL reads" 0 "Feature Count: 66" ogrinfo -ro -so "$work/photos.geojson" photos
expect "which is imported again" 0 "read 66 photos: 66 new, 0 changed, 0 unchanged, 0 rejected" \
  "$photomap" import "$work/photos.geojson" --db "$work/again.db"
ogr2ogr -f GeoJSONSeq "$work/photos.ndjson" "$work/photos.geojson"
expect "and as GDAL writes it, line by line" 0 "0 new, [0-9]+ changed, [0-9]+ unchanged, 0 rejected" \
  "$photomap" import "$work/photos.ndjson" --db "$work/again.db"
head -c 20000 "$work/photos.geojson" >"$work/short.geojson"
expect "but not if it breaks off" 1 "short.geojson:[0-9]+: breaks off" "$photomap" import "$work/short.geojson" --db "$work/none.db"
expect "and then no database is made" 0 "" absent "$work/none.db"
awk 'BEGIN { print "caption,essay,lon,lat"; for (i = 0; i < 20000; ++i) printf "Kite %d,Essay %d,%.4f,%.4f\n", i, i % 9, 60 + i % 211 / 10, 36 + i % 97 / 10
  for (i = 0; i < 30; ++i) print ",Essay 1,1,2" }' >"$work/many.csv"
expect "many photos are stored, of the bad ones the first are named and all counted" 0 \
  "and 10 rejected more.*read 20030 photos: 20000 new, 0 changed, 0 unchanged, 30 rejected" \
  bash -c "'$photomap' import '$work/many.csv' --db '$work/many.db' 2>&1 | tr '\n' ' '"
expect "GDAL finds them by their place" 0 "Feature Count: 95" ogrinfo -ro -so -spat 59.99 35.99 60.01 46 "$work/many.db" photos
expect "and so does SpatiaLite" 0 "ok.* = 1" \
  ogrinfo -ro -q "$work/many.db" -sql "SELECT CheckSpatialIndex('photos', 'geom') AS ok"
expect "many again change nothing" 0 "0 new, 0 changed, 20000 unchanged, 30 rejected" \
  "$photomap" import "$work/many.csv" --db "$work/many.db"
expect "an essay by itself" 0 "8 photos" "$photomap" export --db "$db" -o "$work/one.geojson" \
  --essay encountering-almaty-technology-people-and-everyday-life
expect "an essay that is not there" 1 'no essay "nosuch"; there are:' "$photomap" export --db "$db" --essay nosuch

# Every format of the export, with GDAL as a client
located=$("$photomap" export --db "$db" --format ndjson | grep -c '"type":"Point"')
for format in geojson geojsonseq ndjson csv dwc gpkg fgb shp kml gpx; do
  extension=$format layer=photos
  case $format in
    geojsonseq) extension=geojsons ;;
    ndjson) extension=geojsonl ;;
    dwc) extension=csv ;;
    shp) extension=shp.zip ;;
    gpx) layer=waypoints ;;
  esac
  mkdir "$work/$format"
  file=$work/$format/photos.$extension
  photos=66
  [[ $format != fgb && $format != gpx ]] || photos=$located
  expect "$format is written" 0 "$photos photos" "$photomap" export --db "$db" --format $format -o "$file"
  expect "whole, with nothing beside it" 0 "^photos.$extension\$" ls "$work/$format"
  expect "$format opens in GDAL" 0 "Feature Count: $photos" ogrinfo -ro -so "$file" $layer
  expect "$format of a filter" 0 "8 photos" "$photomap" export --db "$db" --format $format --bbox 66,39,68,40 -o "$file"
  expect "$format of a filter opens in GDAL" 0 "Feature Count: 8" ogrinfo -ro -so "$file" $layer
  if [[ $format != dwc && $format != gpx ]]; then
    expect "$format is imported again" 0 "read 8 photos: 8 new, 0 changed, 0 unchanged, 0 rejected" \
      "$photomap" import "$file" --db "$work/$format.db"
  fi
done
expect "positions are points on WGS 84" 0 'ID\["EPSG",4326\]' ogrinfo -ro -so "$work/gpkg/photos.gpkg" photos
expect "dates are dates" 0 "taken_start: Date" ogrinfo -ro -so "$work/gpkg/photos.gpkg" photos
expect "QGIS finds a style" 0 "useAsDefault .* = 1" ogrinfo -ro "$work/gpkg/photos.gpkg" layer_styles
expect "which is XML" 0 "" /usr/bin/python3 -c 'if True:
  import sqlite3, sys, xml.dom.minidom
  for qml, sld in sqlite3.connect(sys.argv[1]).execute("SELECT styleQML, styleSLD FROM layer_styles"):
    xml.dom.minidom.parseString(qml); xml.dom.minidom.parseString(sld)' "$work/gpkg/photos.gpkg"
expect "the file says whom to thank" 0 "attribution=.*GeoNames" ogrinfo -ro -so "$work/gpkg/photos.gpkg"
for format in kml gpx; do
  expect "$format is XML" 0 "" /usr/bin/python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$work/$format/photos.$format"
done
expect "GDAL converts one to another system" 0 "" ogr2ogr -t_srs EPSG:32642 "$work/utm.gpkg" "$work/gpkg/photos.gpkg" photos
expect "which is imported" 0 "read 8 photos: 8 new, 0 changed, 0 unchanged, 0 rejected" \
  "$photomap" import "$work/utm.gpkg" --db "$work/utm.db"
expect "to the same places" 0 "8 photos" "$photomap" export --db "$work/utm.db" --bbox 66,39,68,40 -o "$work/utm.geojson"
ogr2ogr -select credit "$work/other.gpkg" "$work/gpkg/photos.gpkg" photos
expect "a file without captions says which layers it has" 1 "no layer with a field caption; say with --map caption=FIELD which one it is; there are: photos \(credit\)" \
  "$photomap" import "$work/other.gpkg" --db "$work/none.db"
expect "a format of a file is not for stdout" 1 "GeoPackage is written to a file only; name one with -o, such as photos.gpkg" \
  "$photomap" export --db "$db" --format gpkg
expect "nor for a device" 1 "/dev/null: is no file, and FlatGeobuf can't be streamed" \
  "$photomap" export --db "$db" --format fgb -o /dev/null
for file in trip.zip trip.shp.zip trip; do
  expect "a Shapefile may be named $file" 0 "66 photos" "$photomap" export --db "$db" --format shp -o "$work/$file"
  expect "a FlatGeobuf too" 0 "$located photos" "$photomap" export --db "$db" --format fgb -o "$work/$file.fgb"
done
expect "a zip of Shapefiles is imported" 0 "66 new" "$photomap" import "$work/trip.zip" --db "$work/zip.db"

# Whatever GDAL reads, with fields of other names
mkdir "$work/other"
(
  cd "$work/other" || exit 1
  sql='SELECT caption AS title, credit AS author, taken_start AS day, essay AS trip, geom FROM photos'
  for file in a.gml a.gmt a.jml a.mif a.xlsx a.ods a.kml; do
    ogr2ogr -f "$(case $file in *.gml) echo GML ;; *.gmt) echo OGR_GMT ;; *.jml) echo JML ;; *.mif) echo 'MapInfo File' ;;
      *.xlsx) echo XLSX ;; *.ods) echo ODS ;; *.kml) echo LIBKML ;; esac)" \
      -sql "$sql" "$file" "$work/gpkg/photos.gpkg" -nln walk
  done
  ogr2ogr -f CSV a.csv -sql "$sql" -t_srs EPSG:32642 -lco GEOMETRY=AS_XY "$work/gpkg/photos.gpkg"
  ogr2ogr -f GPKG -t_srs EPSG:32642 -sql "$sql" b.gpkg "$work/gpkg/photos.gpkg" -nln walk
  ogr2ogr -f OpenFileGDB a.gdb b.gpkg
  ogr2ogr -f GeoJSON a.geojson -sql "$sql" "$work/gpkg/photos.gpkg"
  ogr2ogr -f GPX -sql 'SELECT caption AS name, credit AS src, geom FROM photos' a.gpx "$work/gpkg/photos.gpkg" -nlt POINT
  printf '<OGRVRTDataSource><OGRVRTLayer name="walk"><SrcDataSource>%s</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>' "$PWD/b.gpkg" >a.vrt
  mkdir folder && cp b.gpkg a.geojson folder/ && cp a.vrt folder/
  /usr/bin/python3 -m zipfile -c a.zip folder/ && tar -czf a.tgz folder
  mkdir only && cp a.vrt only/ && /usr/bin/python3 -m zipfile -c vrt.zip only/
) >/dev/null 2>&1
map=(--map "caption=title,credit=author,essay=trip" --map date=day)
for file in a.gml a.gmt a.jml a.mif a.kml b.gpkg a.gdb a.vrt a.geojson; do
  file=$work/other/$file
  expect "${file##*/} is imported" 0 "read 8 photos: 8 new, 0 changed, 0 unchanged, 0 rejected" \
    "$photomap" import "$file" "${map[@]}" --db "$work/other/${file##*/}.db"
  expect "${file##*/} is where it was" 0 "8 photos" \
    "$photomap" export --db "$work/other/${file##*/}.db" --bbox 66,39,68,40 -o "$work/other/back.geojson"
done
expect "way points are imported" 0 "8 new" \
  "$photomap" import "$work/other/a.gpx" --map caption=name,credit=src --db "$work/other/gpx.db"
for file in a.xlsx a.ods; do
  expect "$file is imported, by its captions" 0 "8 new" "$photomap" import "$work/other/$file" "${map[@]}" --db "$work/other/$file.db"
done
for file in a.zip a.tgz; do
  expect "all files in $file are imported" 0 "read 16 photos: 16 new, 0 changed, 0 unchanged, 0 rejected" \
    "$photomap" import "$work/other/$file" "${map[@]}" --db "$work/other/$file.db"
done
expect "a file of an archive by itself, where it is named" 0 "8 new" \
  "$photomap" import "/vsizip/$work/other/a.zip/folder/b.gpkg" "${map[@]}" --db "$work/other/vsizip.db"
expect "what a file in an archive names is not opened" 1 "no archive with a file in it that GDAL can read" \
  "$photomap" import "$work/other/vrt.zip" "${map[@]}" --db "$work/other/vrt.db"
expect "coordinates of a table are in any system" 0 "8 new" \
  "$photomap" import "$work/other/a.csv" "${map[@]}" --map lon=X,lat=Y --crs EPSG:32642 --db "$work/other/csv.db"
expect "and come to their places" 0 "8 photos" \
  "$photomap" export --db "$work/other/csv.db" --bbox 66,39,68,40 -o "$work/other/back.geojson"
expect "without a word of the system they are rejected" 1 "lon [0-9.]* is outside -180 to 180|no row that can be read" \
  "$photomap" import "$work/other/a.csv" "${map[@]}" --map lon=X,lat=Y --db "$work/other/none.db"
expect "a dry run says what would be stored" 0 "would add \".*\" of \".*\": at 66[.0-9]*, 39[.0-9]* within [0-9]+ m" \
  "$photomap" import "$work/other/b.gpkg" "${map[@]}" --db "$work/other/dry.db" --dry-run
expect "and stores nothing" 0 "" absent "$work/other/dry.db"
expect "nor in a database that is there" 0 "nothing is stored; read 8 photos: 8 new" \
  "$photomap" import "$work/other/b.gpkg" "${map[@]}" --db "$work/gpkg.db" --dry-run
expect "which stays as it was" 0 "8 photos" "$photomap" export --db "$work/gpkg.db" -o "$work/other/back.geojson"
while IFS='|' read -r message arguments; do
  # shellcheck disable=SC2086 # words are arguments
  expect "$arguments is no way to read a file" 2 "$message" "$photomap" import $essays --db "$work/none.db" $arguments
done <<'EOF_TABLE'
"titel" is none of caption,|--map titel=a
is no pair|--map caption
no reference system of EPSG|--crs EPSG:99999
no reference system of EPSG|--crs UTM42
EOF_TABLE
expect "a database is named, its password never" 1 "PG:host=/none dbname=a password=\.\.\." \
  bash -c "'$photomap' import 'PG:host=/none dbname=a password=secret' --db '$work/none.db' 2>&1 | tee '$work/pg.log'; exit \${PIPESTATUS[0]}"
expect "in no message" 1 "" grep secret "$work/pg.log"

expect "a full disk leaves no file" 1 "full.gpkg: can't be written" \
  bash -c "trap '' XFSZ; ulimit -f 60; '$photomap' export --db '$db' --format gpkg -o '$work/full.gpkg'"
expect "not even a part of it" 0 "^\$" bash -c "ls -d '$work'/full.gpkg* 2>/dev/null || true"
while IFS='|' read -r photos arguments; do
  # shellcheck disable=SC2086 # words are arguments
  expect "$arguments leaves $photos photos" 0 "^$photos\$" bash -c "'$photomap' export --db '$db' --format ndjson $arguments | wc -l"
done <<'EOF_TABLE'
0|--has-image
22|--bbox 76,43,77,44
13|--country UZ
1[0-9]|--country UZ,CN
58|--dated
13|--dated --datetime 2022-06-01/2022-06-30
21|--datetime 2022-06-01/2022-06-30
[1-5][0-9]|--max-uncertainty 5000
6|--photographer 'Shalen Fu'
2|--ids 1,2,9999
4|--q bazaar
27|--q ALMATY
2|--q '"siab bazaar"'
6|--q 'samarkand -bazaar'
[1-4]|--q 'baz*' --country UZ,KZ
8|--place samarkand
13|--place uzbekistan
7|--place siab_bazaar,tashkent
[1-9][0-9]|--bbox 66,39,68,40 --uncertainty touches
8|--bbox 39,66,40,68 --bbox-crs EPSG:4326
8|--bbox 240000,4320000,450000,4440000 --bbox-crs EPSG:32642
EOF_TABLE
while IFS='|' read -r message arguments; do
  # shellcheck disable=SC2086 # words are arguments
  expect "$arguments is no filter" 2 "$message" "$photomap" export --db "$db" $arguments
done <<'EOF_TABLE'
bbox=1,2,3|--bbox 1,2,3
datetime=soon|--datetime soon
country=kz|--country kz
max-uncertainty=far|--max-uncertainty far
bbox-crs=UTM|--bbox 1,2,3,4 --bbox-crs UTM
place=atlantis: there is no place "atlantis"|--place atlantis
uncertainty=touches: is about a box|--uncertainty touches
ids=x|--ids x
q=-word: give at least one word|--q=-word
EOF_TABLE
expect "a full disk is noticed" 1 "can't be written" bash -c "'$photomap' export --db '$db' >/dev/full"

expect "a device is written to, never replaced" 1 "can't be written" "$photomap" export --db "$db" -o /dev/full
expect "a device is what it was" 0 "" test -c /dev/full

cp "$db" "$work/copy.db"
expect "the database is not exported over" 1 "is the database itself" "$photomap" export --db "$work/copy.db" -o "$work/copy.db"
ln -s photos.geojson "$work/link.geojson"
expect "a link is followed" 0 "66 photos" "$photomap" export --db "$db" -o "$work/link.geojson"
expect "and stays one" 0 "" test -L "$work/link.geojson"
expect "only a gazetteer is built over" 1 "copy.db: is no photomap gazetteer" \
  "$photomap" gazetteer build --places data/places.csv -o "$work/copy.db"
expect "a result that nobody gets is a failure" 1 "stdout can't be written to" bash -c "'$photomap' geocode Almaty >/dev/full"
expect "an unreadable remark is none" 0 "66 unchanged" bash -c "'$photomap' import $essays --db '$db' 2>/dev/full"
mkdir "$work/frozen"
cp "$db" "$work/frozen"
chmod -w "$work/frozen" "$work/frozen/photos.db"
as_nobody() { chmod 755 "$work" && setpriv --reuid nobody --regid nogroup --clear-groups "$@"; }
if [[ $EUID -eq 0 ]] && as_nobody test -x "$photomap"; then
  expect "who may not write may read" 0 "66 photos" as_nobody "$photomap" export --db "$work/frozen/photos.db" -o /dev/null
fi

# Geocode
expect "a text is placed, with the reason" 0 "'Siab Bazaar' named in the caption; in Samarkand" \
  "$photomap" geocode "Siab Bazaar in Samarkand"
expect "for programs too" 0 '^\{"text":"Siab Bazaar in Samarkand",.*"place_id":"siab_bazaar"' \
  "$photomap" geocode --json "Siab Bazaar in Samarkand"
expect "a text without a place says so" 0 "no place found" "$photomap" geocode "a boy with a kite"

explain() { "$photomap" geocode --explain "$@"; }
expect "what was read is explained, with its role" 0 "^  'Almaty', from \(\"from\"\)\$" explain "Traders from Almaty in Samarkand"
expect "what it may mean, with its share" 0 "^ +100.0 %  Samarkand, .*Uzbekistan  \[samarkand\]" explain "Traders from Almaty in Samarkand"
expect "what moved its score" 0 "^ +× 1000 +checked by the project" explain "Traders from Almaty in Samarkand"
expect "and what speaks against it" 0 "^    against no place at all, which is worth [0-9]" explain "Traders from Almaty in Samarkand"
expect "a name that is none here too" 0 "^  'Kazan', embedded in 'Kazan Virgin'" explain "An icon of the Kazan Virgin"
expect "and a text without one" 0 "no word of it is a name of the gazetteer" explain "12345"
expect "for programs the same" 0 '"mentions":\[\{"text":"Almaty","role":"from","trigger":"from","candidates":\[\{"place_id":"almaty".*"share":0\.9.*"factors":\[\{"why":"how well known it is","factor":[0-9]' \
  explain --json "Traders from Almaty in Samarkand"
expect "also where there is none" 0 '"mentions":\[\]' explain --json "12345"

expect "a text that is not UTF-8 is refused" 1 "TEXT:1: .*UTF-8" "$photomap" geocode $'Alm\xff'

# Geoparse: JSON lines in and out
geoparse() { "$photomap" geoparse <<<"$1"; }
expect "a line is answered with its id, spans counted in code points" 0 \
  '^\{"id":"a","mentions":\[\{"start":6,"end":12,"text":"Almaty","role":"at","place":\{"id":"almaty","name":"Almaty","country":"KZ","lon":76[.0-9]+,"lat":43[.0-9]+,"source":"[^"]+"\},"uncertainty_m":[0-9.]+,"confidence":0\.9[0-9]*,"reason":"Almaty, ' \
  geoparse '{"id":"a","text":"😀😀 In Almaty"}'
expect "names that are marked are answered one by one" 0 '^\{"id":7,"mentions":\[\{"start":0,"end":2,"text":"😀😀".*"place":null.*\{"start":6,"end":12,.*"id":"almaty".*\]\}$' \
  geoparse '{"id":7,"text":"😀😀 In Almaty","spans":[[0,2],[6,12]]}'
expect "no marks, no answers" 0 '^\{"id":null,"mentions":\[\]\}$' geoparse '{"text":"In Almaty","spans":[]}'
expect "marks that are null are none" 0 '"id":"almaty"' geoparse '{"text":"In Almaty","spans":null,"date":null}'
expect "a date tells which names were used" 0 '"id":"geonames:1528675"' geoparse '{"text":"In Frunze","date":"1950"}'
expect "an empty text" 0 '^\{"id":1,"mentions":\[\]\}$' geoparse '{"id":1,"text":""}'
expect "an empty line is none" 0 "^\$" geoparse ''
{ echo '{"id":1,"text":"In Almaty"}'; echo 'no JSON'; echo; echo '{"id":2,"text":"In Samarkand"}'; } >"$work/texts.jsonl"
answers() { "$photomap" geoparse "$work/texts.jsonl" 2>/dev/null | sed -E 's/"mentions".*"place":\{"id":"([a-z]+)".*/\1/' | tr '\n' ' '; }
expect "a file is read, a bad line answered in its place" 1 '^\{"id":1,almaty \{"line":2,"error":"is no JSON object.*"\} \{"id":2,samarkand $' answers
expect "a bad line is named and a failure" 1 "texts.jsonl:2: is no JSON object" "$photomap" geoparse "$work/texts.jsonl"
while IFS='|' read -r message line; do
  expect "$line is no line of it" 1 "^stdin:1: .*$message" geoparse "$line"
done <<'EOF_TABLE'
has no "text" that is a string|{"text":5}
is no JSON object|["text"]
is no array|{"text":"Almaty","spans":5}
span \[0,7\] is no \[start, end\] within the 6 code points|{"text":"Almaty","spans":[[0,7]]}
span \[3,1\] is no|{"text":"Almaty","spans":[[3,1]]}
span \[-1,1\] is no|{"text":"Almaty","spans":[[-1,1]]}
span \[0,6.5\] is no|{"text":"Almaty","spans":[[0,6.5]]}
span \[0\] is no|{"text":"Almaty","spans":[[0]]}
"date" "soon" is no date|{"text":"Almaty","date":"soon"}
EOF_TABLE
expect "a text that is not UTF-8 neither" 1 "^stdin:1: is no JSON object" geoparse $'{"text":"\xff"}'
expect "a file that is not there to parse" 1 "none.jsonl: can't be read" "$photomap" geoparse "$work/none.jsonl"
expect "nor a folder" 1 "data: can't be read" "$photomap" geoparse data

# The gazetteer
expect "a gazetteer is built from what is given" 0 "gazetteer.bin: 27 places" \
  "$photomap" gazetteer build --places data/places.csv -o "$work/gazetteer.bin"
printf 'name,language,valid_from,valid_to,place\nVerny,en,1855,1921,almaty\nNowhere,en,,,geonames:1\n' >"$work/old.csv"
expect "a name of no place is noted, with file and line" 0 'old.csv:3: "Nowhere" names geonames:1, which no source has; left out' \
  "$photomap" gazetteer build --places data/places.csv --historical "$work/old.csv" -o "$work/gazetteer.bin"
expect "and the others are there" 0 "'Verny', at" explain "In Verny" --gazetteer "$work/gazetteer.bin"
printf 'Soon,en,soon,,almaty\n' >>"$work/old.csv"
expect "a row that can't be read fails the build" 1 'old.csv:4: valid_from "soon" is no year, month or day' \
  "$photomap" gazetteer build --places data/places.csv --historical "$work/old.csv" -o "$work/gazetteer.bin"
expect "and leaves the gazetteer as it was" 0 "'Verny', at" explain "In Verny" --gazetteer "$work/gazetteer.bin"
head -c 5000 "$work/gazetteer.bin" >"$work/short.bin"
expect "a gazetteer that is cut off says what to do" 1 "short.bin: is cut off or damaged; scripts/build makes it anew" \
  "$photomap" geocode Almaty --gazetteer "$work/short.bin"

# Corrections
corrected=$work/corrected.db
locate() { "$photomap" locate --db "$corrected" "$@"; }
expect "a database is made for no correction" 1 'corrected.db: no such database; run "photomap import' locate --list
expect "none" 0 "" absent "$corrected"
cp "$db" "$corrected"
expect "without corrections their list is a header" 0 "^photo,essay,caption,lon,lat,uncertainty_m,note,by,at\$" locate --list
expect "a place is corrected" 0 \
  '^photo 17 .*: was Besh Qozon restaurant, .* within 200 m; is now 76.95000, 43.25000 .* corrected by Oyuna Baldakova on 20' \
  locate 17 --lon 76.95 --lat 43.25 --uncertainty-m 200 --note "seen on site" --by "Oyuna Baldakova"
expect "by whoever is logged in, west and south of zero too" 0 "corrected by $(id -un) on 20" \
  locate 18 --lon -76.95 --lat -43.25 --uncertainty-m 20 --note $'two\nlines, "quoted"'
expect "GDAL sees it" 0 "corrected by Oyuna Baldakova on .*: seen on site; 'Besh Qozon restaurant' named" \
  ogrinfo -ro "$corrected" photos -fid 17
expect "so does an export" 0 '"corrected_by":"Oyuna Baldakova","corrected_at":"20[-0-9T:]+Z","correction_note":"seen on site"' \
  "$photomap" export --db "$corrected"
after=$(version "$corrected")
expect "an import leaves it" 0 "66 unchanged, 0 rejected; 2 left where a correction puts them" \
  "$photomap" import $essays --db "$corrected"
expect "the same correction again is none" 0 "^photo 17 .*: unchanged, 76.95000" \
  locate 17 --lon 76.95 --lat 43.25 --uncertainty-m 200 --note "seen on site"
locate --list >"$work/corrections.csv"
expect "the corrections of a file are read" 0 "read 2 corrections: 0 new, 0 changed, 2 unchanged" locate --from "$work/corrections.csv"
expect "none of these changes the version" 0 "^$after\$" version "$corrected"
expect "a correction is taken back" 0 "was 76.95000.*; is now Besh Qozon restaurant, 69" locate 17 --remove
expect "only once" 1 "photo 17 bears no correction" locate 17 --remove
expect "and is kept in the file" 0 "1 new, 0 changed, 1 unchanged" locate --from "$work/corrections.csv"
sed -i '2s/76.95/east/; $a 99,,,1,2,3,no such photo,,' "$work/corrections.csv"
expect "bad rows are named" 1 'corrections.csv:2: rejected: lon "east" is no number' locate --from "$work/corrections.csv"
expect "each of them" 1 "corrections.csv:4: rejected: no photo 99" locate --from "$work/corrections.csv"
expect "and keep the others out" 1 "2 of 3 corrections can't be used; nothing was stored" locate --from "$work/corrections.csv"
head -n 34 $essays >"$work/less.txt"
expect "a corrected photo is not pruned" 0 'photo 18 .* kept, as it bears a correction' \
  "$photomap" import "$work/less.txt" --db "$corrected" --prune
expect "a photo that is not there" 1 "corrected.db: no photo 999; the page's address" locate 999 --remove
while IFS='|' read -r what message arguments; do
  # shellcheck disable=SC2086 # words are arguments
  expect "$what is a usage error" 2 "$message" locate $arguments
done <<'EOF_TABLE'
nothing to do|Exactly 1 option|17
a place without its radius|--lon requires --uncertainty-m|17 --lon 1 --lat 2 --note x
a place without a note|--lon requires --note|17 --lon 1 --lat 2 --uncertainty-m 3
a place off the map|181 is no number from -180 to 180|17 --lon 181 --lat 2 --uncertainty-m 3 --note x
a place that is no number|nan is no number|17 --lon 1 --lat nan --uncertainty-m 3 --note x
no radius at all|0 is no number from 1 to|17 --lon 1 --lat 2 --uncertainty-m 0 --note x
a place of no photo|--lon requires PHOTO|--lon 1 --lat 2 --uncertainty-m 3 --note x
two things at once|excludes|17 --remove --list
EOF_TABLE
expect "so is an empty note" 2 "note: may not be empty" locate 17 --lon 1 --lat 2 --uncertainty-m 3 --note " "

# The gazetteer
expect "the sources of the names are told" 0 "GeoNames.*CC BY 4.0" "$photomap" gazetteer sources
expect "by an option too" 0 "ODbL 1.0" "$photomap" gazetteer --sources
expect "of any gazetteer" 1 "none.bin: no such gazetteer" "$photomap" gazetteer --sources --gazetteer "$work/none.bin"
expect "one thing is asked of it" 2 "One subcommand, or --sources" "$photomap" gazetteer

# The command line
expect "no command is a usage error" 2 "subcommand is required" "$photomap"
expect "an unknown option too" 2 "nosuch" "$photomap" import $essays --db "$db" --nosuch
expect "an unknown format too" 2 "docx" "$photomap" export --db "$db" --format docx
for command in import geocode geoparse locate serve export "gazetteer build" "gazetteer sources"; do
  # shellcheck disable=SC2086 # two words are a command and its subcommand
  expect "$command explains itself" 0 "Usage: " "$photomap" $command --help
done

# Bad input is named and loses nothing
expect "a file that is not there" 1 "none.txt: can't be read" "$photomap" import none.txt --db "$db"
expect "a folder" 1 "data: can't be read" "$photomap" import data --db "$db"
expect "a text without photos stores nothing" 1 "CONTRIBUTING.md:1: no photo" "$photomap" import CONTRIBUTING.md --db "$work/new.db"
expect "and makes no database" 0 "" absent "$work/new.db"
expect "good files wait for bad ones" 1 "CONTRIBUTING.md:1" "$photomap" import $essays CONTRIBUTING.md --db "$work/new.db"
expect "a gazetteer that is not there" 1 "no such gazetteer; scripts/build makes it" \
  "$photomap" import $essays --db "$work/new.db" --gazetteer "$work/none.db"
expect "a database that is not there" 1 'none.db: no such database; run "photomap import FILE --db' \
  "$photomap" export --db "$work/none.db"
cp README.md "$work/text.db"
expect "what is no database" 1 "text.db: is no database" "$photomap" import $essays --db "$work/text.db"
head -c 300000 "$db" >"$work/half.db"
expect "a half-written database" 1 "half.db: is damaged or half written" "$photomap" import $essays --db "$work/half.db"
expect "nor is it served" 1 "half.db: is damaged or half written" "$photomap" serve --db "$work/half.db" --port 0
cp "$db" "$work/newer.db"
printf '\x00\x00\x00\x63' | dd of="$work/newer.db" bs=1 seek=60 conv=notrunc status=none # user_version, in the header
expect "a database from a newer version" 1 "newer.db: was written by a newer photomap" \
  "$photomap" export --db "$work/newer.db"
expect "no space on the disk" 1 "photomap: .*full.db.*(disk|room)" \
  bash -c "trap '' XFSZ; ulimit -f 200; '$photomap' import $essays --db '$work/full.db'"
expect "leaves no database" 0 "" absent "$work/full.db"
awk 'BEGIN { print "essay,caption,lon,lat"; for (i = 0; i < 40000; ++i) printf "A long essay,Stall %d,%.4f,39.66\n", i, 66 + i % 9973 / 9973 }' >"$work/crowded.csv"
expect "no space for the index of points, made in another thread" 1 "photomap: .*crowded.db.points.partial.*free space" \
  bash -c "trap '' XFSZ; ulimit -f 1000; '$photomap' import '$work/crowded.csv' --db '$work/crowded.db'"
expect "leaves nothing of it" 0 "^\$" bash -c "ls -d '$work'/crowded.db.* 2>/dev/null || true"

# An import that is killed
awk 'BEGIN { print "essay,caption,lon,lat"; for (i = 0; i < 600000; ++i) printf "A long essay,Stall %d at the Siab Bazaar,%.4f,39.66\n", i, 66 + i % 9973 / 9973 }' >"$work/killed.csv"
cp "$db" "$work/killed.db"
"$photomap" import "$work/killed.csv" --db "$work/killed.db" >/dev/null 2>&1 &
import=$!
whole=$(stat -c %s "$work/killed.db")
for _ in {1..600}; do # until it has written some of it to the file
  if [[ $(stat -c %s "$work/killed.db") -gt $((2 * whole)) ]]; then break; fi
  sleep 0.05
done
kill -KILL $import 2>/dev/null
wait $import 2>/dev/null
expect "an import that is killed stores nothing" 0 "^$first\$" version "$work/killed.db"
expect "and can be done again" 0 "read 600000 photos: 600000 new" "$photomap" import "$work/killed.csv" --db "$work/killed.db"
rm "$work/killed.csv" "$work/killed.db"


# Two first imports at once
"$photomap" import $essays --db "$work/race.db" >/dev/null 2>&1 &
racer=$!
expect "one of two first imports at once" 0 "new" "$photomap" import tests/data/essays/maroc_ateliers.txt --db "$work/race.db"
wait $racer
code=$?
expect "and the other" 0 "" test $code -eq 0
expect "are both stored" 0 "Feature Count: 73" ogrinfo -ro -so "$work/race.db" photos

# Serve
photos_in_tile() { # COUNT: whether the tile of the world has so many
  local tile
  tile=$(curl --silent --fail "${url}tiles/0/0/0.geojson") || return 1
  [[ $(grep -o '"point_count":[0-9]*' <<<"$tile" | awk -F: '{ sum += $2 } END { print sum + 0 }') -eq $1 ]]
}
soon() { # COMMAND...: whether it succeeds within two seconds
  for _ in {1..20}; do
    if "$@"; then return; fi
    sleep 0.1
  done
  return 1
}
"$photomap" serve --db "$db" --port 0 >"$work/url" 2>"$work/log" &
server=$!
for _ in {1..100}; do [[ -s $work/url ]] && break; sleep 0.1; done
url=$(<"$work/url")
port=${url##*:}
port=${port%/}
expect "GDAL reads photos over HTTP" 0 "Feature Count: 66" ogrinfo -ro -so -al "${url}collections/photos/items?limit=1000"
expect "and tiles" 0 "point_count \(Integer\) = 66" ogrinfo -ro -al "${url}tiles/0/0/0.geojson"
oapif=OAPIF:${url%/}
expect "GDAL finds the collections" 0 "photos.*essays.*places" bash -c "ogrinfo -ro '$oapif' | tr '\n' ' '"
expect "and all photos, page by page" 0 "^66\$" \
  bash -c "ogrinfo -ro -q -al -oo PAGE_SIZE=7 '$oapif' photos | grep -c '^OGRFeature'"
expect "each once" 0 "^66\$" \
  bash -c "ogrinfo -ro -q -al -oo PAGE_SIZE=7 '$oapif' photos | grep '^  id (Integer' | sort -u | wc -l"
expect "and their number" 0 "Feature Count: 66" ogrinfo -ro -so "$oapif" photos
expect "in WGS 84" 0 'OGC.*CRS84|WGS 84' ogrinfo -ro -so "$oapif" photos
expect "under a spatial filter" 0 "Feature Count: 8" ogrinfo -ro -so -spat 66 39 68 40 "$oapif" photos
expect "under a condition on properties" 0 "Feature Count: 13" ogrinfo -ro -so -where "country = 'UZ'" "$oapif" photos
expect "under a filter in CQL2" 0 "Feature Count: 8" \
  ogrinfo -ro -so -al "${url}collections/photos/items?limit=1000&filter=S_INTERSECTS(geometry,BBOX(66,39,68,40))"
expect "and one photo by its id" 0 "Siab|POINT" ogrinfo -ro -q -fid 3 "$oapif" photos
expect "a route through the photos of an essay" 0 "LINESTRING \([0-9]" ogrinfo -ro -q -al "$oapif" essays
expect "and places" 0 "POINT \([0-9]" ogrinfo -ro -q -al "$oapif" places
expect "GDAL reads another reference system" 0 "POINT \([0-9]{6}\.[0-9]* 4[0-9]{6}" \
  ogrinfo -ro -q -al "${url}collections/photos/items?bbox=66,39,67.5,40&crs=http://www.opengis.net/def/crs/EPSG/0/32642"
curl --silent --fail "${url}tiles/0/0/0.mvt" -o "$work/tile.mvt"
expect "and vector tiles" 0 "point_count \(Integer\) = 66" ogrinfo -ro -al "MVT:$work/tile.mvt"
expect "a tile under a filter" 0 "point_count \(Integer\) = 22" ogrinfo -ro -al "${url}tiles/0/0/0.geojson?bbox=76,43,77,44"
expect "QGIS pages through all, and asks for a box" 0 "OK" /usr/bin/python3 tests/program/qgis_client.py "$url"
expect "a tile under words" 0 "^27\$" bash -c "curl --silent --fail -G '${url}tiles/0/0/0.geojson' --data-urlencode 'q=almaty' |
  grep -o '\"point_count\":[0-9]*' | awk -F: '{ sum += \$2 } END { print sum }'"
expect "and items under them, for GDAL" 0 "Feature Count: 27" ogrinfo -ro -so -al "${url}collections/photos/items?limit=1000&q=almaty"
items() { curl --silent "${url}collections/photos/items?$1"; }
expect "photos in a place" 0 '"numberMatched":8,' items "place=samarkand"
expect "are its photos in the tiles" 0 "point_count \(Integer\) = 8" ogrinfo -ro -al "${url}tiles/0/0/0.geojson?place=samarkand"
expect "and in counts" 0 '"numberMatched":8,' curl --silent "${url}stats?by=place&place=samarkand"
expect "a place that is not there is named" 0 'there is no place \\"atlantis\\"' items "place=atlantis"
expect "circles that touch a box" 0 '"numberMatched":[1-9][0-9],' items "bbox=66,39,68,40&uncertainty=touches"
expect "items are sorted" 0 '"taken_start":"2023.*"taken_start":"2022' items "sortby=-taken_start&properties=taken_start&limit=66"
expect "and tell only what is asked for" 0 '"properties":\{"caption":"[^"]*"\}\}' items "limit=1&properties=caption"
expect "what is nothing to sort by is named" 0 'geometry\\" is nothing to sort by; give some of id, essay,' items "sortby=geometry"
expect "there and back again" 0 "^66 66\$" /usr/bin/python3 -c 'if True:
  import json, sys, urllib.request
  def walk(url, rel):
    pages = []
    while url:
      page = json.load(urllib.request.urlopen(url)); last = url
      pages.append([feature["id"] for feature in page["features"]])
      url = next((link["href"] for link in page["links"] if link["rel"] == rel), None)
    return pages, last
  there, end = walk(sys.argv[1] + "collections/photos/items?limit=7&sortby=-taken_end,caption", "next")
  back, _ = walk(end, "prev")
  assert there == back[::-1]
  print(len(sum(there, [])), len(set(sum(back, []))))' "$url"
expect "GDAL pages through a sorted list" 0 "^66\$" \
  bash -c "ogrinfo -ro -q -al '${url}collections/photos/items?sortby=-caption&limit=1000' | grep -c '^OGRFeature'"
expect "a filter that is too long says what to do" 0 '"status":414.*shorten the filter' items "ids=$(seq -s, 1 3000)"
expect "geopy finds places, and what is where" 0 "OK" /usr/bin/python3 tests/program/geopy_client.py "$url"
mapfile -t examples < <(sed -n '/^## Geocoding over HTTP/,/^## What next/s/^    \(curl .*\)/\1/p' README.md)
expect "README has three examples of geocoding" 0 "" test ${#examples[@]} -eq 3
for example in "${examples[@]}"; do
  expect "an example of README: $example" 0 "Samarkand|Самарканд" bash -c "${example//http:\/\/127.0.0.1:8080\//$url} --silent --fail"
done
expect "a port in use" 1 "127.0.0.1:$port is in use; choose another with --port" "$photomap" serve --db "$db" --port "$port"
{ echo "essay,caption"; for i in {1..20000}; do echo "A long essay,Stall $i at the Siab Bazaar in Samarkand"; done; } >"$work/long.csv"
expect "an import while it serves" 0 "20000 new" "$photomap" import "$work/long.csv" --db "$db"
expect "is served within two seconds" 0 "" soon photos_in_tile 20066
"$photomap" import tests/data/essays/maroc_ateliers.txt --db "$work/other.db" >/dev/null 2>&1
mv "$work/other.db" "$db"
expect "another database in its place too" 0 "" soon photos_in_tile 7
kill -TERM "$server"
wait "$server"
code=$?
server=
expect "SIGTERM ends it with exit code 0" 0 "" test $code -eq 0
# The index after the import is made by whoever comes first.
expect "and in its log only that the other one has other indexes" 0 "^[12]\$" bash -c "grep -c 'photos.db.points: is of another state of the database, so it is made anew' '$work/log' && ! grep -v -e 'photos.db.points: is' -e 'photos.db.words: is missing or stale, so it is made anew' '$work/log'"

# Serve another basemap
gdal_create -q -outsize 512 512 -bands 3 -burn 210 -burn 180 -burn 140 -a_srs EPSG:3857 \
  -a_ullr 7400000 4850000 7500000 4750000 "$work/map.tif"
gdal_translate -q -of MBTILES -co NAME=Town "$work/map.tif" "$work/map.mbtiles"
expect "a basemap that is not there" 1 "none.mbtiles: can't be opened; check the path" \
  "$photomap" serve --db "$db" --basemap "$work/none.mbtiles"
expect "a basemap that is no map" 1 "name an MBTiles file with tiles, such as .gdal_translate" \
  "$photomap" serve --db "$db" --basemap "$db"
"$photomap" serve --db "$db" --port 0 --basemap "$work/map.mbtiles" >"$work/basemap_url" 2>"$work/log" &
server=$!
for _ in {1..100}; do [[ -s $work/basemap_url ]] && break; sleep 0.1; done
url=$(<"$work/basemap_url")
expect "a basemap that GDAL made is described" 0 '"name":"Town".*"format":"png"' curl --silent --fail "${url}basemap.json"
zoom=$(curl --silent "${url}basemap.json" | grep -o '"maxzoom":[0-9]*' | grep -o '[0-9]*$')
side=$((1 << zoom))
column=$((side / 2 + side * 7450 / 40075)) row=$((side / 2 - side * 4800 / 40075 - 1))
expect "and its tiles are pictures" 0 "PNG" bash -c "curl --silent --fail '${url}basemap/$zoom/$column/$row' | head -c 8 | tr -d '\0'"
kill -TERM "$server"
wait "$server"
server=

# Serve without a gazetteer, behind a proxy
expect "a public address that is none" 2 "example.org is no address such as https://" \
  "$photomap" serve --db "$db" --public-url example.org
"$photomap" serve --db "$db" --port 0 --gazetteer "$work/none.bin" --public-url https://example.org/map/ >"$work/no_gazetteer_url" 2>"$work/log" &
server=$!
for _ in {1..100}; do [[ -s $work/no_gazetteer_url ]] && break; sleep 0.1; done
url=$(<"$work/no_gazetteer_url")
expect "without a gazetteer it warns" 0 "warning.*none.bin: no such gazetteer; scripts/build makes it" cat "$work/log"
expect "and serves the map" 0 "" photos_in_tile 7
expect "links lead to the public address" 0 '"https://example.org/map/collections/photos/items"' curl --silent "${url}collections"
expect "but no search" 0 "503 .*none.bin: no such gazetteer" /usr/bin/python3 -c 'if True:
  import sys, urllib.error, urllib.request
  try: urllib.request.urlopen(sys.argv[1])
  except urllib.error.HTTPError as error: print(error.code, error.read().decode())' "${url}search?q=Almaty"
kill -TERM "$server"
wait "$server"
server=

printf '%d passed, %d failed\n' $passed $failed
[[ $failed -eq 0 && $passed -gt 0 ]]
