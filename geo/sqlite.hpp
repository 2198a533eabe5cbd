// The one door to SQLite and SpatiaLite.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

namespace photomap {

/// What SQLite refused: "FILE: why; what to do next".
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Somebody else has the file locked, for longer than the connection waits.
class DatabaseBusy : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
};

/// A query took longer than it may.
class QueryTooSlow : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct SqlBlob {
  std::string bytes;
};
/// A value of SQL.
using SqlValue = std::variant<std::nullptr_t, std::int64_t, double, std::string, SqlBlob>;

class Statement;

/// A connection with SpatiaLite loaded. Not thread safe: one for each thread.
class Connection {
 public:
  enum class Mode { read_only, read_write, create };

  /// Opens a file; with Mode::create it is made where it is missing, otherwise that is an error.
  static Connection open(const std::filesystem::path& file, Mode mode);
  static Connection open_in_memory();

  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  Statement prepare(std::string_view sql);
  /// Runs one or more statements that take no parameters and whose rows nobody wants.
  void execute(const std::string& sql);
  /// The first column of the first row.
  std::int64_t query_int64(std::string_view sql);
  std::int64_t last_insert_rowid() const;
  /// Rows changed since the connection was opened.
  std::int64_t total_changes() const;
  bool has_table(std::string_view name);
  /// How long it waits for others who have the file locked; a minute, unless told otherwise.
  void set_patience(std::chrono::milliseconds patience);
  /// False once SQLite has refused anything but to wait for longer.
  bool is_sound() const;
  /// A function for SQL that gives the same for the same arguments. It must not throw.
  void add_function(const char* name, int arguments,
                    std::function<SqlValue(std::span<const SqlValue>)> function);
  /// Of the file, for messages.
  const std::string& name() const;

 private:
  friend class Statement;
  friend class QueryBudget;
  struct Impl;
  explicit Connection(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// A compiled statement. Parameters and columns count from 1 and 0, as in SQLite. Must not outlive its
/// connection.
class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, int value) { return bind(parameter, static_cast<std::int64_t>(value)); }
  Statement& bind(int parameter, double value);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, const char* text) { return bind(parameter, std::string_view(text)); }
  Statement& bind(int parameter, const std::string& text) { return bind(parameter, std::string_view(text)); }
  Statement& bind(int parameter, std::nullptr_t);
  /// Not copied: they must live until the next reset().
  Statement& bind_text_in_place(int parameter, std::string_view text);
  Statement& bind_blob(int parameter, std::string_view bytes);
  /// A text is copied, a blob is not.
  Statement& bind_value(int parameter, const SqlValue& value);
  template <typename T>
  Statement& bind(int parameter, const std::optional<T>& value) {
    return value ? bind(parameter, *value) : bind(parameter, nullptr);
  }
  /// Binds all parameters in order, from a fresh start.
  template <typename... Values>
  Statement& bind_all(const Values&... values) {
    reset();
    int parameter = 0;
    (bind(++parameter, values), ...);
    return *this;
  }

  /// True while there is a row. Until the last one or reset() the connection goes on reading the state of the
  /// first.
  bool step();
  /// Binds, runs to the end.
  template <typename... Values>
  void run(const Values&... values) {
    bind_all(values...);
    while (step()) {
    }
    reset();
  }
  void reset();

  bool is_null(int column) const;
  SqlValue value(int column) const;
  std::int64_t int64(int column) const;
  double real(int column) const;
  /// Empty for NULL.
  std::string text(int column) const;
  /// The same bytes where they lie, of a text or a blob, until the next step.
  std::string_view bytes(int column) const;

 private:
  friend class Connection;
  struct Impl;
  explicit Statement(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// "(?, ?), (?, ?)": what follows VALUES for so many rows. SQLite takes longer to begin and end a statement
/// than for a row.
std::string values_sql(std::size_t rows, std::size_t columns);

/// While it lives, statements of its connection that take longer than `limit` after its making end with
/// QueryTooSlow. One at a time.
class QueryBudget {
 public:
  QueryBudget(Connection& connection, std::chrono::milliseconds limit);
  QueryBudget(const QueryBudget&) = delete;
  QueryBudget& operator=(const QueryBudget&) = delete;
  ~QueryBudget();

 private:
  static int is_over(void* budget);

  Connection& connection_;
  const std::chrono::steady_clock::time_point end_;
};

/// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

/// What becomes of a file that has the name already.
enum class IfThere { replace, keep };

/// Makes a database file in which `fill` has done its work; it appears under its name whole or not at all.
/// Several processes may do so at once.
void create_database_file(const std::filesystem::path& file, IfThere if_there,
                          const std::function<void(Connection&)>& fill);

}  // namespace photomap
