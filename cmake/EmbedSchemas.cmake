# Writes OUTPUT, the source that holds every schema of FOLDER as text: cmake -DFOLDER=… -DOUTPUT=… -P this
file(GLOB files ${FOLDER}/*.schema.json)
foreach(file ${files})
  cmake_path(GET file FILENAME name)
  string(REPLACE ".schema.json" "" name ${name})
  file(READ ${file} text)
  string(JSON title GET "${text}" title)
  string(APPEND rows "    {.topic = \"schema ${name}\", .title = \"${title}\", .text = R\"schema(${text})schema\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// From schemas/*.schema.json, by cmake/EmbedSchemas.cmake.
#include \"render/schemas.hpp\"

namespace poolsize::render {
namespace {

constexpr Schema all[] = {
${rows}};

}  // namespace

std::span<const Schema> schemas() { return all; }

}  // namespace poolsize::render
")
