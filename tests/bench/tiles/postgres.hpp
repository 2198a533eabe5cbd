// The one door to PostgreSQL, a peer of the benchmarks.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace photomap {

/// Not thread safe: one for each thread.
class PostgresConnection {
 public:
  /// `where` as libpq reads it: "host=/run/x dbname=photos". Throws std::runtime_error.
  explicit PostgresConnection(const std::string& where);
  ~PostgresConnection();

  /// Prepares the statement at its first use. The first column of the first row as bytes; empty
  /// without a row or for NULL. Throws std::runtime_error.
  std::string query_bytes(const std::string& sql, const std::vector<std::string>& parameters);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace photomap
