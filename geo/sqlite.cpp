#include "geo/sqlite.hpp"

// SpatiaLite's headers need SQLite's before them.
// clang-format off
#include <sqlite3.h>
#include <spatialite.h>
// clang-format on
#include <fmt/format.h>
#include <unistd.h>

#include <system_error>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr std::chrono::milliseconds kPatience{60'000};

bool is_busy(int code) {
  return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
}

// What a person can do about an SQLite result code.
std::string advice(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL: return "no space left on the disk; nothing was stored; make room and run it again";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another program is writing to it; try again when it is done";
    case SQLITE_READONLY: return "may not be written to; check its permissions";
    case SQLITE_CANTOPEN: return "can't be opened; check the path and its permissions";
    case SQLITE_NOTADB: return "is no database; choose another file";
    case SQLITE_CORRUPT: return "is damaged or half written; restore a copy, or delete it and make it again";
    case SQLITE_IOERR: return "can't be read or written; check the disk";
    default: return "";
  }
}

[[noreturn]] void fail(const std::string& name, int code, const std::string& message) {
  const std::string next = advice(code);
  const std::string what = name + ": " + (next.empty() ? message : next + " (" + message + ")");
  if (is_busy(code)) throw DatabaseBusy(what);
  throw DatabaseError(what);
}

}  // namespace

struct Connection::Impl {
  std::string name;
  sqlite3* db = nullptr;
  void* spatialite = nullptr;
  bool is_sound = true;

  // SpatiaLite's order: close the database, then clean up the cache.
  ~Impl() {
    sqlite3_close_v2(db);
    if (spatialite != nullptr) spatialite_cleanup_ex(spatialite);
  }

  void check(int code) {
    if (code != SQLITE_OK) refuse(code);
  }

  [[noreturn]] void refuse(int code) {
    is_sound &= is_busy(code);
    fail(name, code, sqlite3_errmsg(db));
  }
};

struct Statement::Impl {
  Connection::Impl* connection = nullptr;
  sqlite3_stmt* handle = nullptr;
  ~Impl() { sqlite3_finalize(handle); }
};

namespace {

// Before the first connection, or SQLite refuses it, which does no harm.
void configure() {
  [[maybe_unused]] static const int done = [] {
    // To count what is allocated, threads would wait for one another at every piece.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    // What a statement may have to take back is kept in memory up to this size. Beyond SQLite's own 64 KB it
    // would be in a file from then on, into which each statement for some new rows writes pages.
    constexpr int kMostToTakeBack = 4 << 20;  // bytes
    return sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, kMostToTakeBack);
  }();
}

int open_flags(Connection::Mode mode) {
  switch (mode) {
    case Connection::Mode::read_only: return SQLITE_OPEN_READONLY;
    case Connection::Mode::read_write: return SQLITE_OPEN_READWRITE;
    case Connection::Mode::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return SQLITE_OPEN_READONLY;
}

}  // namespace

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Connection Connection::open(const std::filesystem::path& file, Mode mode) {
  configure();
  auto impl = std::make_unique<Impl>();
  impl->name = file.string();
  if (std::filesystem::is_directory(file)) throw DatabaseError(impl->name + ": is a folder; name a file");
  const int code = sqlite3_open_v2(file.c_str(), &impl->db, open_flags(mode) | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK)
    fail(impl->name, code, impl->db != nullptr ? sqlite3_errmsg(impl->db) : "out of memory");
  sqlite3_extended_result_codes(impl->db, 1);
  impl->spatialite = spatialite_alloc_connection();
  spatialite_init_ex(impl->db, impl->spatialite, 0);
  Connection connection(std::move(impl));
  connection.set_patience(kPatience);  // SpatiaLite has set its own
  connection.execute("PRAGMA foreign_keys = ON");
  return connection;
}

Connection Connection::open_in_memory() {
  return open(":memory:", Mode::create);
}

Statement Connection::prepare(std::string_view sql) {
  auto statement = std::make_unique<Statement::Impl>();
  statement->connection = impl_.get();
  impl_->check(sqlite3_prepare_v3(impl_->db, sql.data(), static_cast<int>(sql.size()), 0, &statement->handle,
                                  nullptr));
  return Statement(std::move(statement));
}

void Connection::execute(const std::string& sql) {
  impl_->check(sqlite3_exec(impl_->db, sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Connection::query_int64(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.int64(0) : 0;
}

void Connection::set_patience(std::chrono::milliseconds patience) {
  impl_->check(sqlite3_busy_timeout(impl_->db, static_cast<int>(patience.count())));
}

bool Connection::is_sound() const {
  return impl_->is_sound;
}

const std::string& Connection::name() const {
  return impl_->name;
}

std::int64_t Connection::last_insert_rowid() const {
  return sqlite3_last_insert_rowid(impl_->db);
}

std::int64_t Connection::total_changes() const {
  return sqlite3_total_changes64(impl_->db);
}

bool Connection::has_table(std::string_view name) {
  Statement statement = prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
  return statement.bind(1, name).step();
}

namespace {

using SqlFunction = std::function<SqlValue(std::span<const SqlValue>)>;

SqlValue read_value(sqlite3_value* value) {
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return std::int64_t{sqlite3_value_int64(value)};
    case SQLITE_FLOAT: return sqlite3_value_double(value);
    case SQLITE_TEXT: return std::string(reinterpret_cast<const char*>(sqlite3_value_text(value)), size);
    case SQLITE_BLOB: return SqlBlob{{static_cast<const char*>(sqlite3_value_blob(value)), size}};
    default: return nullptr;
  }
}

struct ResultWriter {
  sqlite3_context* context;

  void operator()(std::nullptr_t) const { sqlite3_result_null(context); }
  void operator()(std::int64_t value) const { sqlite3_result_int64(context, value); }
  void operator()(double value) const { sqlite3_result_double(context, value); }
  void operator()(const std::string& text) const {
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  void operator()(const SqlBlob& blob) const {
    sqlite3_result_blob64(context, blob.bytes.data(), blob.bytes.size(), SQLITE_TRANSIENT);
  }
};

void call_function(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  const auto& function = *static_cast<const SqlFunction*>(sqlite3_user_data(context));
  std::vector<SqlValue> arguments;
  for (int i = 0; i < count; ++i) arguments.push_back(read_value(values[i]));
  std::visit(ResultWriter{context}, function(arguments));
}

}  // namespace

void Connection::add_function(const char* name, int arguments, SqlFunction function) {
  auto kept = std::make_unique<SqlFunction>(std::move(function));
  // SQLite keeps it, and destroys it even where this fails.
  impl_->check(sqlite3_create_function_v2(impl_->db, name, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                          kept.release(), call_function, nullptr, nullptr,
                                          [](void* held) { delete static_cast<SqlFunction*>(held); }));
}

std::string values_sql(std::size_t rows, std::size_t columns) {
  std::string row = "(?";
  for (std::size_t column = 1; column < columns; ++column) row += ", ?";
  row += ')';
  std::string sql = row;
  for (std::size_t n = 1; n < rows; ++n) sql.append(", ").append(row);
  return sql;
}

QueryBudget::QueryBudget(Connection& connection, std::chrono::milliseconds limit)
    : connection_(connection), end_(std::chrono::steady_clock::now() + limit) {
  constexpr int kStepsBetweenLooks = 10'000;
  sqlite3_progress_handler(connection_.impl_->db, kStepsBetweenLooks, is_over, this);
}

QueryBudget::~QueryBudget() {
  sqlite3_progress_handler(connection_.impl_->db, 0, nullptr, nullptr);
}

int QueryBudget::is_over(void* budget) {
  return std::chrono::steady_clock::now() > static_cast<const QueryBudget*>(budget)->end_ ? 1 : 0;
}

Statement::Statement(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

Statement& Statement::bind(int parameter, std::int64_t value) {
  impl_->connection->check(sqlite3_bind_int64(impl_->handle, parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  impl_->connection->check(sqlite3_bind_double(impl_->handle, parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  impl_->connection->check(
      sqlite3_bind_text64(impl_->handle, parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_text_in_place(int parameter, std::string_view text) {
  impl_->connection->check(
      sqlite3_bind_text64(impl_->handle, parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  impl_->connection->check(
      sqlite3_bind_blob64(impl_->handle, parameter, bytes.data(), bytes.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind(int parameter, std::nullptr_t) {
  impl_->connection->check(sqlite3_bind_null(impl_->handle, parameter));
  return *this;
}

Statement& Statement::bind_value(int parameter, const SqlValue& value) {
  if (const auto* blob = std::get_if<SqlBlob>(&value)) return bind_blob(parameter, blob->bytes);
  if (const auto* text = std::get_if<std::string>(&value)) return bind(parameter, *text);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return bind(parameter, *integer);
  if (const auto* real = std::get_if<double>(&value)) return bind(parameter, *real);
  return bind(parameter, nullptr);
}

bool Statement::step() {
  const int code = sqlite3_step(impl_->handle);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_INTERRUPT) throw QueryTooSlow("the query takes too long; ask for less");
  if (code != SQLITE_DONE) impl_->connection->refuse(code);
  return false;
}

// The result repeats the error of the last step, which step() has reported already.
void Statement::reset() {
  sqlite3_reset(impl_->handle);
  sqlite3_clear_bindings(impl_->handle);
}

SqlValue Statement::value(int column) const {
  return read_value(sqlite3_column_value(impl_->handle, column));
}
bool Statement::is_null(int column) const {
  return sqlite3_column_type(impl_->handle, column) == SQLITE_NULL;
}
std::int64_t Statement::int64(int column) const {
  return sqlite3_column_int64(impl_->handle, column);
}
double Statement::real(int column) const {
  return sqlite3_column_double(impl_->handle, column);
}

std::string Statement::text(int column) const {
  const unsigned char* bytes = sqlite3_column_text(impl_->handle, column);
  if (bytes == nullptr) return {};
  const int size = sqlite3_column_bytes(impl_->handle, column);
  return {bytes, bytes + size};
}

std::string_view Statement::bytes(int column) const {
  const void* bytes = sqlite3_column_blob(impl_->handle, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(impl_->handle, column))};
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
  connection_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    connection_.execute("ROLLBACK");
  } catch (const DatabaseError&) {
    // SQLite has rolled back by itself, as it does when the disk is full.
  }
}

void Transaction::commit() {
  connection_.execute("COMMIT");
  open_ = false;
}

namespace {

// Gives `made` the name `file`, unless that is taken: then the other one stays.
void publish_if_new(const std::filesystem::path& made, const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::create_hard_link(made, file, error);
  const bool has_no_links = error && !std::filesystem::exists(file);  // as on FAT
  if (has_no_links) {
    std::filesystem::rename(made, file);
  } else {
    std::filesystem::remove(made);
  }
}

}  // namespace

void create_database_file(const std::filesystem::path& file, IfThere if_there,
                          const std::function<void(Connection&)>& fill) {
  if (std::filesystem::exists(file) && !std::filesystem::is_regular_file(file)) {
    throw DatabaseError(file.string() + ": is no regular file; choose another name");
  }
  const std::filesystem::path partial = fmt::format("{}.partial-{}", file.string(), getpid());
  std::filesystem::remove(partial);
  try {
    {
      Connection connection = Connection::open(partial, Connection::Mode::create);
      fill(connection);
    }
    if (if_there == IfThere::replace) {
      std::filesystem::rename(partial, file);
    } else {
      publish_if_new(partial, file);
    }
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw;
  }
}

}  // namespace photomap
