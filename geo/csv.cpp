#include "geo/csv.hpp"

#include <csv.h>

#include <algorithm>
#include <memory>
#include <new>

namespace photomap {

namespace {

struct Parser {
  Parser() {
    if (csv_init(&handle, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { csv_free(&handle); }
  csv_parser handle;
};

struct State {
  CsvRecord record;
  bool complete = false;
};

void on_field(void* bytes, std::size_t size, void* state) {
  static_cast<State*>(state)->record.fields.emplace_back(static_cast<const char*>(bytes), size);
}

void on_record(int, void* state) {
  static_cast<State*>(state)->complete = true;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of("\r\n") == std::string_view::npos;
}

// RFC 4180, 2.6 and 2.7; spaces around an unquoted field would be left out.
std::string encode_field(const std::string& field) {
  const bool plain =
      field.find_first_of("\",\r\n") == field.npos && !field.starts_with(' ') && !field.ends_with(' ');
  if (plain) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

}  // namespace

// Fed a line at a time, so that the line a record starts at is known; quotes may carry a record over several.
void for_each_csv_record(std::string_view text, const std::function<void(const CsvRecord&)>& visit) {
  auto parser = std::make_unique<Parser>();
  State state;
  bool inside = false;
  int line_number = 0;
  const auto finish = [&](bool well_formed) {
    state.record.well_formed = well_formed;
    visit(state.record);
    state = {};
    inside = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    at = end;
    ++line_number;
    if (!inside) {
      if (is_blank(line)) continue;
      state.record.line = line_number;
      inside = true;
    }
    if (csv_parse(&parser->handle, line.data(), line.size(), on_field, on_record, &state) != line.size()) {
      parser = std::make_unique<Parser>();
      finish(false);
    } else if (state.complete) {
      finish(true);
    }
  }
  if (inside) finish(csv_fini(&parser->handle, on_field, on_record, &state) == 0);
}

std::string encode_csv_record(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) line += encode_field(field) + ',';
  return line.substr(0, line.size() - 1) + '\n';
}

}  // namespace photomap
