// Files as they lie in repositories, and the sources of settings that are found in them.
#include "sources/read_sources.hpp"

#include "scratch_folder.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;  ///< name -> text; read in the order of the names

/// One line for each source: "a.yaml container api @12:11: NAME=value@17:20 NAME=? | replicas 3@7:13 …"
std::string shown(const SettingsSource& source, const std::string& folder) {
  const auto place = [&](const Location& where) {
    std::string text = where.file.starts_with(folder) ? where.file.substr(folder.size()) : where.file;
    if (text == source.file.substr(folder.size())) text.clear();
    return (text.empty() ? "" : text + ":") + std::to_string(where.line) + ":" + std::to_string(where.column);
  };
  std::string text = source.file.substr(folder.size()) + (source.part.empty() ? "" : " " + source.part);
  if (source.where.line > 0) text += " @" + place(source.where);
  text += source.partial ? " (partial):" : ":";
  for (const Variable& variable : source.variables)
    text += " " + variable.name + "=" +
            (variable.known ? variable.value + "@" + place(variable.value_at) : std::string("?"));
  const auto add = [&](const char* what, const std::optional<StatedCount>& count) {
    if (count)
      text += std::string(" | ") + what + " " + std::to_string(count->value) + " by " + count->by + "@" +
              place(count->where);
  };
  add("replicas", source.deployment.replicas);
  add("workers", source.deployment.workers);
  if (source.deployment.surge)
    text += " | " + std::to_string(source.deployment.instances_beside().instances) + " more";
  return text;
}

struct Read {
  std::vector<std::string> sources;
  std::vector<std::string> problems;
  std::vector<std::string> notes;
};

Read read(const Files& files, bool found = false) {
  const testing::ScratchFolder folder;
  std::vector<SourcePath> paths;
  for (const auto& [name, text] : files) {
    fs::create_directories(fs::path(folder / name).parent_path());
    folder.write(name, text);
    paths.push_back({.path = folder / name, .kind = {}, .found = found});
  }
  const std::string prefix = folder / "";
  const ReadSources all = read_sources(paths, "DATABASE_");
  Read result;
  for (const SettingsSource& source : all.sources) result.sources.push_back(shown(source, prefix));
  for (const SourceFile& file : all.files)
    for (const EnvProblem& problem : file.problems)
      result.problems.push_back(to_string(problem.where).substr(prefix.size()) + ": " + problem.message);
  for (const std::string& note : all.notes)
    result.notes.push_back(note.starts_with(prefix) ? note.substr(prefix.size()) : note);
  return result;
}

using Lines = std::vector<std::string>;

const std::string deployment = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: api
          args: ["gunicorn", "-w", "4", "orders:app"]
          env:
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef: {name: orders, key: url}
            - name: DATABASE_POOL_SIZE
              value: "10"
        - name: proxy
          env:
            - name: LOG_LEVEL
              value: info
)";

}  // namespace

TEST_CASE("a Deployment's container is a source, with its replicas, workers and rollout") {
  const Read found = read({{"a.yaml", deployment}});
  CHECK(found.sources ==
        Lines{"a.yaml container api @10:11: DATABASE_URL=? DATABASE_POOL_SIZE=10@17:22 | replicas 3 "
              "by replicas@6:13 | workers 4 by gunicorn --workers@11:36 | 4 more"});
  CHECK(found.problems.empty());
  CHECK(found.notes.empty());
}

TEST_CASE("an autoscaler's limit counts, from whatever file it comes") {
  const std::string scaler = R"(apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: orders}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: orders}
  minReplicas: 2
  maxReplicas: 6
)";
  const Read found = read({{"a.yaml", deployment}, {"hpa.yaml", scaler}});
  REQUIRE(found.sources.size() == 1);
  CHECK(found.sources[0].find("| replicas 6 by maxReplicas@hpa.yaml:7:16 |") != std::string::npos);
  CHECK(found.sources[0].ends_with("| 8 more"));  // a quarter of 6 pods, rounded up, of 4 workers each

  std::string other = scaler;
  other.replace(other.find("name: orders}\n  min"), 12, "name: others");
  CHECK(read({{"a.yaml", deployment}, {"hpa.yaml", other}}).sources[0].find("replicas 3") !=
        std::string::npos);
}

TEST_CASE("the autoscaler and the ConfigMap that lie nearest count") {
  const auto scaler = [](const std::string& most) {
    return "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: o}\nspec: "
           "{scaleTargetRef: "
           "{kind: Deployment, name: orders}, maxReplicas: " +
           most + "}\n";
  };
  const Read found = read({{"prod/a.yaml", deployment},
                           {"prod/hpa.yaml", scaler("8")},
                           {"staging/a.yaml", deployment},
                           {"staging/hpa.yaml", scaler("2")}});
  REQUIRE(found.sources.size() == 2);
  CHECK(found.sources[0].find("replicas 8") != std::string::npos);
  CHECK(found.sources[1].find("replicas 2") != std::string::npos);
  const Read apart =
      read({{"a/a.yaml", deployment}, {"b/hpa.yaml", scaler("8")}, {"c/hpa.yaml", scaler("2")}});
  CHECK(apart.sources[0].find("replicas 3") != std::string::npos);  // nobody knows which
}

TEST_CASE("a rollout is what the strategy makes of it") {
  const auto more = [](const std::string& strategy) {
    std::string text = deployment;
    text.insert(text.find("  template:"), strategy);
    const std::string line = read({{"a.yaml", text}}).sources.at(0);
    return line.substr(line.rfind("| ") + 2);
  };
  CHECK(more("  strategy: {type: Recreate}\n") == "0 more");
  CHECK(more("  strategy: {rollingUpdate: {maxSurge: 2}}\n") == "8 more");
  CHECK(more("  strategy: {rollingUpdate: {maxSurge: 100%}}\n") == "12 more");
  CHECK(more("  strategy: {rollingUpdate: {maxSurge: 0}}\n") == "0 more");
  std::string set = deployment;
  set.replace(set.find("kind: Deployment"), 16, "kind: StatefulSet");
  CHECK(read({{"a.yaml", set}}).sources.at(0).find("more") == std::string::npos);
}

TEST_CASE("every kind of workload has its containers") {
  const std::string env = "{name: x, env: [{name: DATABASE_POOL_SIZE, value: '5'}]}";
  const auto first = [&](const std::string& kind, const std::string& spec) {
    return read({{"a.yaml", "apiVersion: v1\nkind: " + kind + "\nmetadata: {name: w}\nspec: " + spec + "\n"}})
        .sources.at(0);
  };
  CHECK(first("Pod", "{containers: [" + env + "]}") == "a.yaml container x @4:21: DATABASE_POOL_SIZE=5@4:71");
  CHECK(
      first("Pod", "{initContainers: [" + env + "], containers: []}").starts_with("a.yaml init container x"));
  CHECK(first("Job", "{parallelism: 3, template: {spec: {containers: [" + env + "]}}}")
            .ends_with("| replicas 3 by parallelism@4:21"));
  CHECK(first("CronJob",
              "{jobTemplate: {spec: {parallelism: 2, template: {spec: {containers: [" + env + "]}}}}}")
            .ends_with("| replicas 2 by parallelism@4:42"));
  CHECK(first("DaemonSet", "{template: {spec: {containers: [" + env + "]}}}").ends_with("=5@4:89"));
  CHECK(first("Rollout", "{replicas: 2, template: {spec: {containers: [" + env + "]}}}")
            .ends_with("| replicas 2 by replicas@4:18"));
}

TEST_CASE("a list of objects is its objects, in YAML and in JSON") {
  const std::string pod =
      R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [
{"name": "x", "env": [{"name": "DATABASE_POOL_SIZE", "value": "5"}]}]}})";
  const std::string list = R"({"apiVersion": "v1", "kind": "List", "items": [)" + pod + "]}";
  const Lines expected{"a.json container x @2:1: DATABASE_POOL_SIZE=5@2:63"};
  CHECK(read({{"a.json", list}}).sources == expected);
  CHECK(read({{"a.yaml", list}}).sources == Lines{"a.yaml container x @2:1: DATABASE_POOL_SIZE=5@2:63"});
}

TEST_CASE("what a ConfigMap sets is known where the ConfigMap is given") {
  const std::string pod = R"(apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: api
      envFrom:
        - configMapRef: {name: db}
        - secretRef: {name: secret}
      env:
        - {name: DATABASE_POOL_TIMEOUT, valueFrom: {configMapKeyRef: {name: db, key: timeout}}}
        - {name: DATABASE_POOL_SIZE, value: "7"}
)";
  const std::string map = R"(apiVersion: v1
kind: ConfigMap
metadata: {name: db}
data:
  DATABASE_POOL_SIZE: "10"
  DATABASE_MAX_OVERFLOW: "5" # poolsize: ignore[overflow-churn]
  timeout: "20"
)";
  const Read both = read({{"map.yaml", map}, {"pod.yaml", pod}});
  CHECK(both.sources ==
        Lines{"pod.yaml container api @6:7: DATABASE_POOL_TIMEOUT=20@map.yaml:7:12 "
              "DATABASE_POOL_SIZE=7@12:45 DATABASE_MAX_OVERFLOW=5@map.yaml:6:26 timeout=20@map.yaml:7:12"});
  CHECK(both.notes.empty());
  const Read alone = read({{"pod.yaml", pod}});
  CHECK(alone.sources == Lines{"pod.yaml container api @6:7 (partial): DATABASE_POOL_TIMEOUT=? "
                               "DATABASE_POOL_SIZE=7@12:45"});
  CHECK(alone.notes ==
        Lines{"ConfigMap 'db' is not among the files, so what it sets is not known; give its file too"});
  CHECK(read({{"map.yaml", map}}).sources == Lines{"map.yaml ConfigMap db @4:1: DATABASE_POOL_SIZE=10@5:23 "
                                                   "DATABASE_MAX_OVERFLOW=5@6:26 timeout=20@7:12"});
}

TEST_CASE("a value that is put together elsewhere is not known, unless it is another variable") {
  const std::string pod = R"(apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: api
      env:
        - {name: SIZE, value: "9"}
        - {name: DATABASE_POOL_SIZE, value: $(SIZE)}
        - {name: DATABASE_MAX_OVERFLOW, value: $(OTHER)}
        - {name: DATABASE_POOL_TIMEOUT, value: "{{ timeout }}"}
        - {name: DATABASE_POOL_PRE_PING}
)";
  CHECK(read({{"a.yaml", pod}}).sources ==
        Lines{"a.yaml container api @6:7: SIZE=9@8:31 DATABASE_POOL_SIZE=9@9:45 DATABASE_MAX_OVERFLOW=? "
              "DATABASE_POOL_TIMEOUT=? DATABASE_POOL_PRE_PING=@12:18"});
}

TEST_CASE("a compose file's services are sources, with their env files") {
  const std::string compose = R"(x-env: &env
  DATABASE_POOL_SIZE: 10
services:
  web:
    image: web
    command: uvicorn app:app --workers 2
    environment:
      <<: *env
      DATABASE_MAX_OVERFLOW: ${OVERFLOW:-5}
      DATABASE_POOL_TIMEOUT: ${TIMEOUT}
    deploy: {replicas: 3}
  worker:
    build: .
    env_file: [web.env]
    environment:
      - DATABASE_POOL_SIZE=4
      - DATABASE_MAX_OVERFLOW
  db:
    image: postgres
)";
  const std::string env = "DATABASE_POOL_SIZE=9\nDATABASE_POOL_TIMEOUT=7\n";
  const Read found = read({{"compose.yml", compose}, {"web.env", env}});
  CHECK(
      found.sources ==
      Lines{"compose.yml service web @4:3: DATABASE_MAX_OVERFLOW=5@9:30 DATABASE_POOL_TIMEOUT=? "
            "DATABASE_POOL_SIZE=10@2:23 | replicas 3 by replicas@11:24 | workers 2 by uvicorn --workers@6:14",
            "compose.yml service worker @12:3: DATABASE_POOL_SIZE=4@16:28 DATABASE_MAX_OVERFLOW=? "
            "DATABASE_POOL_TIMEOUT=7@web.env:2:23"});
  std::string elsewhere = compose;
  elsewhere.replace(elsewhere.find("web.env"), 7, "no.env.");
  CHECK(read({{"compose.yml", elsewhere}}).sources.at(1).find("(partial)") != std::string::npos);
}

TEST_CASE("a chart's values hold variables at a path, with the replicas beside them") {
  const std::string values = R"(replicaCount: 2
autoscaling:
  enabled: true
  maxReplicas: 10
api:
  env:
    DATABASE_POOL_SIZE: 10
    DATABASE_URL: {secretKeyRef: {name: x, key: y}}
    WEB_CONCURRENCY: 4
worker:
  replicas: 1
  extraEnv:
    - name: DATABASE_POOL_SIZE
      value: "5"
redis:
  pool_size: 3
)";
  CHECK(
      read({{"values.yaml", values}}).sources ==
      Lines{"values.yaml api.env @6:3: DATABASE_POOL_SIZE=10@7:25 DATABASE_URL=? WEB_CONCURRENCY=4@9:22 | "
            "replicas "
            "10 by maxReplicas@4:16 | workers 4 by WEB_CONCURRENCY@9:22",
            "values.yaml worker.extraEnv @12:3: DATABASE_POOL_SIZE=5@14:14 | replicas 1 by replicas@11:13"});
}

TEST_CASE("settings go by the pools' own words in TOML, JSON and YAML") {
  CHECK(read({{"a.toml", "[database]\npool_size = 10\nmax_overflow = 5\nname = \"x\"\n"}}).sources ==
        Lines{"a.toml database @1:2: pool_size=10@2:13 max_overflow=5@3:16"});
  CHECK(read({{"a.json", R"({"db": {"poolSize": 10}, "redis": {"poolSize": 3}})"}}).sources ==
        Lines{"a.json db @1:2: poolSize=10@1:21"});
  CHECK(read({{"a.yaml", "asyncpg:\n  min_size: 1\n  max_size: 5\nother:\n  max_size: 3\n"}}).sources ==
        Lines{"a.yaml asyncpg @1:1: min_size=1@2:13 max_size=5@3:13"});
  CHECK(read({{"a.toml", "DATABASE_POOL_SIZE = 10\n"}}).sources ==
        Lines{"a.toml: DATABASE_POOL_SIZE=10@1:22"});
}

TEST_CASE("calls in Python are sources, each by itself") {
  const std::string code = R"(from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
engine = create_async_engine(url, pool_size=10, max_overflow=settings.overflow)
tests = create_engine("sqlite://", pool_size=3)
jobs = create_engine(url, poolclass=NullPool)
redis = aioredis.create_pool(max_size=3)
pool = asyncpg.create_pool(dsn, max_size=20)
)";
  CHECK(read({{"db.py", code}}).sources ==
        Lines{"db.py @3:10: pool_size=10@3:45 max_overflow=?", "db.py @7:16: max_size=20@7:42"});
}

TEST_CASE("an env file is a source, named or found") {
  const std::string text = "DATABASE_POOL_SIZE=10\nWEB_CONCURRENCY=4\n";
  const Lines expected{
      ".env: DATABASE_POOL_SIZE=10@1:20 WEB_CONCURRENCY=4@2:17 | workers 4 by WEB_CONCURRENCY@2:17"};
  CHECK(read({{".env", text}}).sources == expected);
  CHECK(read({{".env", text}}, true).sources == expected);
  CHECK(read({{".env", "PATH=/bin\n"}}).sources.size() == 1);
  CHECK(read({{".env", "PATH=/bin\n"}}, true).sources.empty());
}

TEST_CASE("a comment switches a rule off on its line, in every kind of file that has comments") {
  const testing::ScratchFolder folder;
  const std::vector<SourcePath> paths{
      {.path =
           folder.write("a.yaml", "env:\n  DATABASE_POOL_SIZE: 10 # poolsize: ignore[overflow-not-set]\n"),
       .kind = {}},
      {.path = folder.write("b.toml", "[db]\npool_size = 1 # poolsize: ignore[overflow-not-set]\n"),
       .kind = {}},
      {.path =
           folder.write("c.py", "create_engine(u,\n  pool_size=3)  # poolsize: ignore[overflow-not-set]\n"),
       .kind = {}},
      {.path = folder.write("d.yaml", "env:\n  DATABASE_POOL_SIZE: 10 # poolsize: ignore[\n"), .kind = {}}};
  const ReadSources read = read_sources(paths, "DATABASE_");
  REQUIRE(read.sources.size() == 4);
  for (int i = 0; i < 3; ++i)
    CHECK(read.sources[static_cast<std::size_t>(i)].variables.at(0).ignored ==
          std::vector<std::string>{"overflow-not-set"});
  REQUIRE(read.files.at(3).problems.size() == 1);
  CHECK(read.files.at(3).problems[0].where.line == 2);
}

TEST_CASE("a file that is not understood is a problem of that file alone") {
  const Read found = read({{"a.yaml", "a: [1\n"}, {"b.yaml", "env: {DATABASE_POOL_SIZE: 1}\n"}});
  CHECK(found.sources.size() == 1);
  REQUIRE(found.problems.size() == 1);
  CHECK(found.problems[0].starts_with("a.yaml:"));
  CHECK(found.problems[0].find("this is not YAML: end of sequence flow not found") != std::string::npos);
}

TEST_CASE("what was found and not named is passed over where it can be no settings") {
  const std::string chart =
      "{{- if .Values.x }}\nenv:\n  DATABASE_POOL_SIZE: {{ .Values.size }}\n{{- end }}\n";
  CHECK(read({{"t.yaml", chart}}, true).problems.empty());
  CHECK(read({{"t.yaml", chart}}).problems.size() == 1);
  CHECK(read({{"other.yaml", "a: [1\n"}}, true).problems.empty());
  CHECK(read({{"big.json", "[" + std::string(5'000'000, ' ') + "]"}}, true).sources.empty());
}

TEST_CASE("a named file without settings is noted") {
  CHECK(read({{"svc.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n"}}).notes ==
        Lines{"svc.yaml: nothing in it is a setting of a pool"});
  CHECK(read({{"svc.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n"}}, true).notes.empty());
}
