#include "tests/bench/tiles/postgres.hpp"

#include <libpq-fe.h>

#include <map>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

struct FreeConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

}  // namespace

struct PostgresConnection::Impl {
  std::unique_ptr<PGconn, FreeConnection> connection;
  std::map<std::string, std::string> names;  // of statements prepared, by their text

  void check(const Result& result, ExecStatusType wanted) const {
    if (PQresultStatus(result.get()) != wanted) throw std::runtime_error(PQerrorMessage(connection.get()));
  }
};

PostgresConnection::PostgresConnection(const std::string& where) : impl_(std::make_unique<Impl>()) {
  impl_->connection.reset(PQconnectdb(where.c_str()));
  if (PQstatus(impl_->connection.get()) != CONNECTION_OK)
    throw std::runtime_error(PQerrorMessage(impl_->connection.get()));
}

PostgresConnection::~PostgresConnection() = default;

std::string PostgresConnection::query_bytes(const std::string& sql,
                                            const std::vector<std::string>& parameters) {
  PGconn* const connection = impl_->connection.get();
  const auto [name, is_new] = impl_->names.try_emplace(sql, std::to_string(impl_->names.size()));
  if (is_new)
    impl_->check(Result(PQprepare(connection, name->second.c_str(), sql.c_str(), 0, nullptr)),
                 PGRES_COMMAND_OK);
  std::vector<const char*> values;
  for (const std::string& parameter : parameters) values.push_back(parameter.c_str());
  constexpr int kBinary = 1;
  const Result result(PQexecPrepared(connection, name->second.c_str(), static_cast<int>(values.size()),
                                     values.data(), nullptr, nullptr, kBinary));
  impl_->check(result, PGRES_TUPLES_OK);
  if (PQntuples(result.get()) == 0) return "";
  return {PQgetvalue(result.get(), 0, 0), static_cast<std::size_t>(PQgetlength(result.get(), 0, 0))};
}

}  // namespace photomap
