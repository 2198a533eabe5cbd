#!/usr/bin/env bash
# tests/layers.sh [FOLDER]
# Who may include whom. Reads every #include of the project (or of FOLDER, laid out alike) and names those that break
# the rules below.
set -euo pipefail
cd "${1:-$(dirname "$0")/..}"

# The levels of geo/, by names of files without ending: a file may include its own level and those below, but two
# never each other. What ends in _impl is shared by the files of one module and counts as part of it.
levels='
  0  coordinates antimeridian place_tree fnv file_descriptor hash_set id_set external_sort at_end batch_queue thread_priority ordered_pieces
  1  tiling photo dates text utf8 romanise json json_text geojson source_error credit essay_blocks essay_text mo_file
  1  line_reader field_map read_options csv csv_table record_visitor read_ahead photo_properties word_query photo_csv feature_scanner photo_geojson photo_identity correction correction_csv
  1  photo_text photo_text_geojson photo_text_csv photo_text_xml vector_style vector_source
  1  cql2_geometry cql2 cql2_check cql2_values cql2_scanner cql2_wkt cql2_text cql2_geojson cql2_json
  2  sqlite mbtiles cql2_sql cql2_sql_functions reproject point_blob mapped_file output_file scratch_folder vector_files gdal gdal_writer gdal_reader gdal_module index_turn point_file point_record point_row_runs point_rows photo_set id_order name_table gazetteer_file
  3  place_tables caption_rules caption_words case_endings caption_names caption queryables sort_order store_query store_schema rtree_bulk store_bulk photo_rows new_photos photo_writer word_index word_search word_index_writer word_index_build store store_photos store_transaction
  3  point_index point_filter point_index_writer point_index_build clusters photo_counts
  3  gazetteer gazetteer_sources own_places geonames_sources country_sources gazetteer_merge gazetteer_build
  4  candidates search_surroundings search explanation document resolver placement essay_state essay_mentions essay_headings essay_neighbours essay_surroundings geocoder
  5  import import_options bulk_import place_copier export indexed_export corrections
'
# Foreign libraries, by the beginning of what is included, and the only file that may include each.
foreign='
  sqlite3.h      geo/sqlite.cpp
  spatialite     geo/sqlite.cpp
  unicode/       geo/text.cpp
  proj.h         geo/reproject.cpp
  csv.h          geo/csv.cpp
  ogrsf_frmts.h  geo/gdal_impl.hpp
  nlohmann/      geo/json.hpp
  httplib.h      server/http/http.cpp
  protozero/pbf_message.hpp tests/
  protozero/pbf_reader.hpp  tests/
  protozero/     server/format_tile_mvt.cpp
  libdeflate.h   server/gzip.cpp
  brotli/encode  server/brotli.cpp
  brotli/decode  tests/server/decompress.cpp
  zlib.h         tests/server/decompress.cpp
  CLI/           server/main.cpp
  spdlog/        server/log.cpp
  catch2/        tests/
  libpq-fe.h     tests/bench/tiles/postgres.cpp
  fmt/           *
'
# The operating system's own headers: anywhere.
system=' dlfcn.h fcntl.h netdb.h poll.h pthread.h pwd.h sched.h signal.h stdlib.h unistd.h arpa/ netinet/ sys/ '

me=tests/layers.sh
broken=0
complain() {
  printf '%s\n' "$*"
  broken=1
}

declare -A level
while read -r number names; do
  for name in $names; do level[geo/$name]=$number; done
done <<<"$levels"

module() { # FILE: its name in the table of levels
  local name=${1%.*}
  echo "${name%_impl}"
}

check_project_include() { # FILE INCLUDED
  local from to
  from=$(module "$1") to=$(module "$2")
  if [[ ! -e $2 ]]; then
    complain "$1 includes \"$2\", which is no path from the top of the tree"
  elif [[ $1 == geo/* && $2 != geo/* ]]; then
    complain "$1 includes \"$2\": geo/ includes only geo/"
  elif [[ $1 == server/* && $2 == tests/* ]]; then
    complain "$1 includes \"$2\": tests/ are for tests only"
  elif [[ $1 == geo/* && ${level[$from]:-9} -lt ${level[$to]:-0} ]]; then
    complain "$1 (level ${level[$from]}) includes \"$2\" (level ${level[$to]}): dependencies point down only"
  elif [[ $1 == server/format_* && $2 == geo/store.hpp ]]; then
    complain "$1 includes \"$2\": formats turn values to bytes, they know no store"
  fi
}

check_foreign_include() { # FILE INCLUDED
  local prefix place
  while read -r prefix place; do
    if [[ -n $prefix && $2 == "$prefix"* ]]; then
      # shellcheck disable=SC2053 # a place may be a folder or *
      [[ $1 == $place || $place == */ && $1 == "$place"* ]] || complain "$1 includes <$2>: only $place may"
      return
    fi
  done <<<"$foreign"
  for prefix in $system; do
    if [[ $2 == "$prefix"* ]]; then return; fi
  done
  complain "$1 includes <$2>: say in the table of foreign libraries in $me which file may"
}

for file in geo/*.[ch]pp; do
  [[ -n ${level[$(module "$file")]:-} ]] || complain "$file has no level: give it one in the table of levels in $me"
done

edges=
while IFS=: read -r file include; do
  if [[ $include =~ \"(.+)\" ]]; then
    check_project_include "$file" "${BASH_REMATCH[1]}"
    edges+="$(module "$file") $(module "${BASH_REMATCH[1]}")"$'\n'
  elif [[ $include =~ \<(.*[./].*)\> ]]; then # the standard library's have neither
    check_foreign_include "$file" "${BASH_REMATCH[1]}"
  fi
done < <(grep -ErH '^[[:space:]]*#[[:space:]]*include' --include='*.[ch]pp' geo server tests)

# tsort names the members of a cycle on its error output.
cycle=$(tsort <<<"$edges" 2>&1 >/dev/null || true)
[[ -z $cycle ]] || complain "a cycle of includes: $(sed 's/^tsort: -: //; s/^tsort: //' <<<"$cycle" | paste -sd' ')"

exit $broken
