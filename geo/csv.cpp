#include "geo/csv.hpp"

#include <csv.h>

#include <algorithm>
#include <iterator>
#include <new>
#include <utility>

namespace photomap {

namespace {

constexpr int kMostRereads = 20;                  // keeps a file full of broken quotes linear
constexpr std::size_t kLongestRecord = 16 << 20;  // a quote that swallows more than that was not meant to

// Fields take the place of an earlier record's, so that their memory is used again.
void put_field(CsvRecord& record, std::size_t number, std::string_view field) {
  if (number < record.fields.size()) {
    record.fields[number].assign(field);
  } else {
    record.fields.emplace_back(field);
  }
}

// As libcsv, for the sake of speed, of a line that is a record by itself and has no quotes within its fields.
// False of any other.
bool split_plain(std::string_view line, CsvRecord& record) {
  const bool has_quotes = line.find('"') != line.npos;
  std::size_t count = 0;
  for (bool is_last = false; !is_last; ++count) {
    std::string_view field;
    std::size_t end = 0;
    if (line.starts_with('"')) {
      const std::size_t closing = line.find('"', 1);
      if (closing == line.npos) return false;
      field = line.substr(1, closing - 1);
      end = closing + 1;
      if (end < line.size() && line[end] != ',') return false;
    } else {
      end = std::min(line.find(','), line.size());
      field = line.substr(0, end);
      while (field.starts_with(' ') || field.starts_with('\t')) field.remove_prefix(1);
      while (field.ends_with(' ') || field.ends_with('\t')) field.remove_suffix(1);
      if (has_quotes && field.find('"') != field.npos) return false;
    }
    put_field(record, count, field);
    is_last = end == line.size();
    if (!is_last) line.remove_prefix(end + 1);
  }
  record.fields.resize(count);
  return true;
}

// RFC 4180, 2.6 and 2.7; spaces around an unquoted field would be left out.
void append_field(std::string_view field, std::string& out) {
  const auto is_special = [](char c) { return c == '"' || c == ',' || c == '\r' || c == '\n'; };
  const bool plain = std::none_of(field.begin(), field.end(), is_special) && !field.starts_with(' ') &&
                     !field.ends_with(' ');
  if (plain) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

struct CsvReader::Parser {
  Parser() {
    if (csv_init(&handle, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { csv_free(&handle); }

  static void on_field(void* bytes, std::size_t size, void* parser) {
    auto& self = *static_cast<Parser*>(parser);
    put_field(*self.record, self.fields++, {static_cast<const char*>(bytes), size});
  }
  static void on_record(int, void* parser) { static_cast<Parser*>(parser)->is_complete = true; }

  // False where the quotes do not match.
  bool feed(std::string_view bytes) {
    return csv_parse(&handle, bytes.data(), bytes.size(), on_field, on_record, this) == bytes.size();
  }

  csv_parser handle;
  CsvRecord* record = nullptr;
  std::size_t fields = 0;
  bool is_complete = false;
};

CsvReader::CsvReader(LineReader lines) : lines_(std::move(lines)) {}
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

// The next line that there is to read, in `line_`; blank ones without their spaces.
bool CsvReader::take_line() {
  if (!again_.empty()) {
    line_ = std::move(again_.front());
    again_.pop_front();
    return true;
  }
  TextLine line;
  if (!lines_.next(line)) return false;
  const bool is_blank = trim(line.text).empty();
  line_.number = line.number;
  line_.text.assign(line.text.substr(0, is_blank ? 0 : line.text.find_last_not_of("\r\n") + 1));
  return true;
}

bool CsvReader::end_malformed(CsvRecord& record) {
  record.well_formed = false;
  record.fields.resize(parser_->fields);
  parser_.reset();
  record_.pop_front();
  if (!record_.empty() && rereads_ < kMostRereads) {
    ++rereads_;
    again_.insert(again_.begin(), std::make_move_iterator(record_.begin()),
                  std::make_move_iterator(record_.end()));
  }
  return true;
}

// Fed a line at a time, so that the line a record starts at is known; quotes may carry a record over several.
bool CsvReader::next(CsvRecord& record) {
  record_.clear();
  record_bytes_ = 0;
  while (take_line()) {
    if (record_.empty()) {
      if (line_.text.empty()) continue;
      record.line = line_.number;
      record.well_formed = true;
      if (split_plain(line_.text, record)) return true;
      if (!parser_) parser_ = std::make_unique<Parser>();
      parser_->record = &record;
      parser_->fields = 0;
      parser_->is_complete = false;
    }
    record_.push_back(line_);
    record_bytes_ += line_.text.size();
    if (!parser_->feed(line_.text) || !parser_->feed("\n") || record_bytes_ > kLongestRecord)
      return end_malformed(record);
    if (parser_->is_complete) {
      record.fields.resize(parser_->fields);
      return true;
    }
  }
  return !record_.empty() && end_malformed(record);
}

void for_each_csv_record(std::string_view text, const std::function<void(const CsvRecord&)>& visit) {
  CsvReader reader(LineReader(pieces_of(text), "CSV"));
  for (CsvRecord record; reader.next(record);) visit(record);
}

std::string encode_csv_record(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    append_field(field, line);
    line += ',';
  }
  line.back() = '\n';
  return line;
}

void append_csv_record(std::initializer_list<std::string_view> fields, std::string& out) {
  for (const std::string_view field : fields) {
    append_field(field, out);
    out += ',';
  }
  out.back() = '\n';
}

}  // namespace photomap
