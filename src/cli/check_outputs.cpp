#include "check_outputs.hpp"

#include "render/findings_checkstyle.hpp"
#include "render/findings_github.hpp"
#include "render/findings_gitlab.hpp"
#include "render/findings_json.hpp"
#include "render/findings_junit.hpp"
#include "render/findings_sarif.hpp"
#include "render/findings_text.hpp"
#include "sources/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>

namespace poolsize::cli {
namespace {

struct Format {
  std::string_view name;
  std::string (*rendered)(const render::Report&);
};

/// All but text, which alone asks what it is written to.
constexpr std::array formats{
    Format{"json", [](const render::Report& report) { return render::findings_json(report.result); }},
    Format{"sarif", render::findings_sarif},
    Format{"github", render::findings_github},
    Format{"junit", render::findings_junit},
    Format{"gitlab", render::findings_gitlab},
    Format{"checkstyle", render::findings_checkstyle},
};

std::string rendered(const Call& call, const CheckOutput& output, const render::Report& report) {
  const auto* format = std::ranges::find(formats, output.format, &Format::name);
  if (format != formats.end()) return format->rendered(report);
  return render::findings_text(
      report.result, {.color = output.file.empty() && call.color(), .quiet = call.quiet()}, report.excerpts);
}

CheckOutput output_of(const Call& call, std::string_view typed) {
  const std::size_t equals = std::min(typed.find('='), typed.size());
  CheckOutput output{
      .format = Inputs::parsed({std::string(typed.substr(0, equals)), "--format", {}},
                               [&](std::string_view word) { return chosen(call.command().formats, word); }),
      .file = ""};
  if (equals == typed.size()) return output;
  output.file = typed.substr(equals + 1);
  if (output.file.empty()) {
    throw Error(Failure::input, fmt::format("--format {} names no file; write --format {}=FILE, or {} alone",
                                            quoted(typed), output.format, output.format));
  }
  if (output.file == "-") output.file.clear();
  return output;
}

}  // namespace

std::vector<CheckOutput> outputs_of(const Call& call) {
  std::vector<CheckOutput> outputs;
  for (const std::string& typed : call.arguments().all("format")) {
    CheckOutput output = output_of(call, typed);
    const auto other = std::ranges::find(outputs, output.file, &CheckOutput::file);
    if (other != outputs.end()) {
      const std::string place =
          output.file.empty() ? "standard output" : quoted(std::string_view(output.file));
      throw Error(Failure::input,
                  fmt::format("--format {} and {} would both be written to {}; give one of them a "
                              "file of its own: --format {}=FILE",
                              other->format, output.format, place, output.format));
    }
    outputs.push_back(std::move(output));
  }
  if (outputs.empty()) outputs.push_back({.format = "text", .file = ""});
  return outputs;
}

void show(const Call& call, const std::vector<CheckOutput>& outputs, const render::Report& report) {
  // One that cannot be written does not keep the findings from the others.
  std::exception_ptr failure;
  for (const CheckOutput& output : outputs) {
    const std::string text = rendered(call, output, report);
    try {
      if (output.file.empty())
        call.show(text);
      else
        sources::write_text(output.file, text);
    } catch (const Error&) {
      if (!failure) failure = std::current_exception();
    }
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace poolsize::cli
