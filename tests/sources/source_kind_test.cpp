#include "sources/source_kind.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace poolsize::sources;

TEST_CASE("a file's name tells its kind") {
  using enum SourceKind;
  struct Row {
    std::string path;
    std::optional<SourceKind> kind;
  };
  for (const Row& row :
       {Row{".env", env}, Row{"a/.env.production", env}, Row{"prod.env", env}, Row{"k8s/a.yaml", yaml},
        Row{"a.yml", yaml}, Row{"a.json", json}, Row{"pyproject.toml", toml}, Row{"a.b/db.py", python},
        Row{".envrc", {}}, Row{"Dockerfile", {}}, Row{"a.yaml/x", {}}, Row{"-", {}}, Row{".env.d/x", {}}}) {
    CAPTURE(row.path);
    CHECK(kind_by_name(row.path) == row.kind);
  }
}

TEST_CASE("without a name the text tells") {
  using enum SourceKind;
  struct Row {
    std::string text;
    SourceKind kind;
  };
  for (const Row& row : {
           Row{"# settings\nDATABASE_POOL_SIZE=10\n", env},
           Row{"export A=b: c\n", env},
           Row{"URL=postgresql://u:p@h/d\n", env},
           Row{"", env},
           Row{"apiVersion: v1\nkind: ConfigMap\n", yaml},
           Row{"\xEF\xBB\xBF# x\r\n---\r\na: 1\r\n", yaml},
           Row{"services:\n  web:\n", yaml},
           Row{"- a\n", yaml},
           Row{"  {\"a\": 1}", json},
           Row{"[{\"a\": 1}]", json},
           Row{"[\"a\"]", json},
           Row{"[1]", json},
           Row{"[tool.pool]\nsize = 1\n", toml},
           Row{"[[pools]]\n", toml},
           Row{"pool_size = 10\n", toml},
           Row{"import os\n", python},
           Row{"from sqlalchemy import create_engine\n", python},
           Row{"\"\"\"The database.\"\"\"\n", python},
       }) {
    CAPTURE(row.text);
    CHECK(kind_by_text(row.text) == row.kind);
  }
}
