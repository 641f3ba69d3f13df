#include <poolsize/statement_kind.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace poolsize;

TEST_CASE("what a statement does to its transaction") {
  using enum StatementKind;
  struct Row {
    const char* sql;
    StatementKind kind;
  };
  const Row rows[] = {
      // As psql, asyncpg, SQLAlchemy and JDBC send them.
      {"BEGIN", opens},
      {"BEGIN;", opens},
      {"begin isolation level read committed;", opens},
      {"BEGIN ISOLATION LEVEL READ COMMITTED;", opens},
      {"START TRANSACTION READ ONLY", opens},
      {"\n\t begin work", opens},
      {"-- why\nBEGIN", opens},
      {"/* a /* b */ c */ BEGIN", opens},
      {"COMMIT", closes},
      {"COMMIT;", closes},
      {"end transaction", closes},
      {"ROLLBACK", closes},
      {"ROLLBACK;", closes},
      {"abort", closes},
      {"COMMIT AND NO CHAIN", closes},
      {"PREPARE TRANSACTION 'x'", closes},
      {"COMMIT AND CHAIN", reopens},
      {"rollback work and chain", reopens},
      {"COMMIT; BEGIN", reopens},
      {"ROLLBACK TO SAVEPOINT a", work},
      {"ROLLBACK TRANSACTION TO a", work},
      {"COMMIT PREPARED 'x'", work},
      {"ROLLBACK PREPARED 'x'", work},
      {"PREPARE plan AS SELECT 1", work},
      {"SAVEPOINT a", work},
      {"SELECT 1", work},
      {"beginning", work},
      {"", pings},
      {";", pings},
      {" -- ping\n ;", pings},
      {"SELECT pg_advisory_unlock_all();\nCLOSE ALL;\nUNLISTEN *;\nRESET ALL;", resets},
      {"SELECT pg_advisory_unlock(1)", work},
      {"SELECT\n    t.oid,\n    t.typelem     AS elemtype,\n    t.typtype     AS kind\nFROM\n"
       "    pg_catalog.pg_type AS t\nWHERE\n    t.oid = $1\n",
       looks_up},
      {"WITH RECURSIVE typeinfo_tree(\n    oid, ns, name, kind, basetype)\nAS (SELECT 1)", looks_up},
      {"SELECT t.oid FROM pg_catalog.pg_type AS t", work},
      {"SELECT t.oid,", work},
      // several
      {"BEGIN; SELECT 1; COMMIT", work},
      {"BEGIN; SELECT 1", opens},
      {"SELECT 1; COMMIT", closes},
      {"SET x = 1; SELECT 2", work},
      {"; BEGIN", opens},
      {"COMMIT AND CHAIN; COMMIT", closes},
      // what ends no statement
      {"SELECT '; COMMIT'", work},
      {"SELECT 'it''s; COMMIT; '; BEGIN", opens},
      {"SELECT \"a;COMMIT\"", work},
      {"SELECT $$; COMMIT; $$", work},
      {"SELECT $a$; COMMIT $$ ; COMMIT $a$; COMMIT", closes},
      {"SELECT $1; COMMIT", closes},
      {"SELECT 1 -- ; COMMIT", work},
      {"SELECT 1 /* ; COMMIT */ ; COMMIT", closes},
      {"SELECT 1 - 2 / 3; COMMIT", closes},
      {"SELECT E'\\'; COMMIT'", work},
      {"SELECT '\\'; COMMIT", closes},  // a backslash is one where strings conform to the standard
      // cut off
      {"SELECT '; COMMIT", work},
      {"SELECT $a$; COMMIT", work},
      {"/* BEGIN", pings},
  };
  for (const Row& row : rows) {
    CAPTURE(row.sql);
    CHECK(static_cast<int>(kind_of_statement(row.sql)) == static_cast<int>(row.kind));
  }
}

TEST_CASE("a long statement is walked over once") {
  std::string sql = "INSERT INTO t VALUES ('";
  sql.append(1 << 20, ';');
  sql += "'); COMMIT";
  CHECK(kind_of_statement(sql) == StatementKind::closes);
}
