#include "measure.hpp"

#include "call.hpp"
#include "exit_code.hpp"
#include "gather_measurement.hpp"
#include "interrupt.hpp"
#include "render/measurement_json.hpp"
#include "render/measurement_text.hpp"
#include "sources/files.hpp"

#include <fmt/format.h>

namespace poolsize::cli {

int measure(Call& call) {
  const Interrupt interrupt;
  render::Measured measured = gather_measurement(call);
  if (const std::string* file = call.arguments().find("write-workload")) {
    sources::write_text(*file, render::workload_json(measured));
    measured.file = *file;
  }
  call.show(call.format() == "json" ? render::workload_json(measured) : render::measurement_text(measured));
  if (!Interrupt::asked()) return fine;
  call.note("poolsize: stopped early; the figures are of what was read until then");
  return interrupted;
}

}  // namespace poolsize::cli
