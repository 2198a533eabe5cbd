#!/usr/bin/env bash
# tests/program/nginx.sh PROGRAM
# The program behind nginx, with docs/nginx.conf but for its ports and folders. PROGRAM finds its gazetteer and page as
# always. Exit code 77 where there is no nginx.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
photomap=$(realpath "$1")
PATH=$PATH:/usr/sbin
command -v nginx >/dev/null || exit 77
work=$(mktemp -d)
server=
trap 'stop_all; rm -rf "$work"' EXIT

stop_all() {
  [[ ! -s $work/nginx.pid ]] || kill "$(<"$work/nginx.pid")" 2>/dev/null
  [[ -z $server ]] || kill "$server" 2>/dev/null
  wait
}

passed=0
failed=0

# expect WHAT PATTERN COMMAND...: the output of COMMAND matches PATTERN (extended regex).
expect() {
  local what=$1 pattern=$2 output
  shift 2
  output=$("$@" 2>&1)
  if grep -Eqi -- "$pattern" <<<"$output"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n  %s\n  output, expected to match "%s":\n%s\n' "$what" "$*" "$pattern" \
      "$(head -c 2000 <<<"$output" | tr -d '\0' | sed 's/^/  | /')"
  fi
}
free_port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

db=$work/photos.db
"$photomap" import data/essays/digisilk.txt --db "$db" >/dev/null 2>&1
"$photomap" serve --db "$db" --port 0 >"$work/url" 2>"$work/log" &
server=$!
for _ in {1..100}; do [[ -s $work/url ]] && break; sleep 0.1; done
upstream=$(sed 's,http://\(.*\)/,\1,' "$work/url")
front=127.0.0.1:$(free_port)

sed "s,127.0.0.1:8080,$upstream,; s,listen 80;,listen $front;,; s,/var/cache/nginx,$work/cache," docs/nginx.conf >"$work/site.conf"
mkdir "$work/cache" "$work/tmp"
cat >"$work/nginx.conf" <<EOF_CONF
$([[ $EUID -ne 0 ]] || echo "user root;")
pid $work/nginx.pid;
error_log $work/error.log;
events {}
http {
  access_log $work/access.log;
  client_body_temp_path $work/tmp/body;
  proxy_temp_path $work/tmp/proxy;
  fastcgi_temp_path $work/tmp/fastcgi;
  uwsgi_temp_path $work/tmp/uwsgi;
  scgi_temp_path $work/tmp/scgi;
  include $work/site.conf;
}
EOF_CONF
expect "nginx takes the configuration" "test is successful" nginx -t -c "$work/nginx.conf" -e "$work/error.log"
nginx -c "$work/nginx.conf" -e "$work/error.log"
for _ in {1..50}; do [[ -s $work/nginx.pid ]] && break; sleep 0.1; done

tile=http://$front/tiles/0/0/0.geojson
get() { curl --silent --show-error --include "$@"; }
header() { # NAME CURL-ARGUMENTS...
  local name=$1
  shift
  get "$@" | tr -d '\r' | sed -n "s/^$name: //Ip"
}
# CURL ARGUMENTS...: the photos in a tile of clusters.
count() { curl --silent --compressed "$@" | grep -o '"point_count":[0-9]*' | awk -F: '{ sum += $2 } END { print sum + 0 }'; }

# Tiles
expect "a tile comes through" "^x-cache: MISS" get "$tile"
expect "and is kept" "^x-cache: HIT" get "$tile"
expect "with all its photos" "^66\$" count "$tile"
expect "for every origin" "^access-control-allow-origin: \*" get "$tile"
expect "in another coding it is another" "^x-cache: MISS" get --output "$work/br" --dump-header - -H 'Accept-Encoding: br' "$tile"
for coding in gzip br; do
  expect "$coding comes as such" "^content-encoding: $coding" get --output /dev/null --dump-header - -H "Accept-Encoding: $coding" "$tile"
  expect "with its tag" "^\"[0-9a-z-]+-$coding\"\$" header etag --output /dev/null --dump-header - -H "Accept-Encoding: $coding" "$tile"
done
expect "and none as none" '^0$' bash -c "curl --silent --include '$tile' | grep -ci content-encoding"
expect "a browser asks each time, nginx once a second" "max-age=0, must-revalidate, s-maxage=1" header cache-control "$tile"
etag=$(header etag "$tile")
expect "304 for who has it" "^HTTP/1.1 304" get -H "If-None-Match: $etag" "$tile"
sleep 2.1
expect "what is kept is asked about" "^x-cache: REVALIDATED" get "$tile"
expect "304 then too" "^HTTP/1.1 304" get -H "If-None-Match: $etag" "$tile"
expect "HEAD is right" "^content-length: [0-9]{3}" get --head "$tile"

# An import
"$photomap" import tests/data/essays/maroc_ateliers.txt --db "$db" >/dev/null 2>&1
sleep 2.1
expect "an import shows up" "^73\$" count "$tile"
expect "for who had the old tile too" "^HTTP/1.1 200" get -H "If-None-Match: $etag" "$tile"
expect "in every coding" "^73\$" count -H "Accept-Encoding: gzip" "$tile"

# The rest of the house
expect "the page comes through" "<title>" get "http://$front/"
expect "304 for it" "^HTTP/1.1 304" get -H "If-None-Match: $(header etag "http://$front/")" "http://$front/"
asset=$(curl --silent "http://$front/" | grep -Eo '/?assets/[^"]*\.js' | head -1)
expect "its files are kept for long" "immutable" header cache-control "http://$front/${asset#/}"
expect "links lead through nginx" "http://$front/collections/photos/items\?limit=1&after=" \
  get "http://$front/collections/photos/items?limit=1"
expect "languages are kept apart" "Samarkand" get -H "Accept-Language: en" "http://$front/search?q=Samarkand"
expect "one from the other" "Самарканд" get -H "Accept-Language: ru" "http://$front/search?q=Samarkand"
expect "errors come as they are, unkept" "^x-cache: MISS" bash -c "
  curl --silent '$tile?essay=nosuch' >/dev/null; curl --silent --include '$tile?essay=nosuch'"
expect "health is never kept" '"status":"ok"' get "http://$front/healthz"
expect "too many searches at once are refused" "^429\$" bash -c "
  for i in {1..200}; do echo \"url=http://$front/search?q=x\$i\"; echo 'output=/dev/null'; done |
    curl --silent --parallel --parallel-max 20 --write-out '%{http_code}\n' --config -"

kill "$server"
wait "$server"
server=
expect "without photomap there is an error" "^HTTP/1.1 502" get "http://$front/healthz"

printf '%d passed, %d failed\n' $passed $failed
[[ $failed -eq 0 && $passed -gt 0 ]]
