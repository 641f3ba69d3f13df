// The pages of the manual, made from the tables of commands, flags, settings, rules, words and schemas, and
// from the prose beside this file.
#pragma once

#include "cli/commands.hpp"
#include "render/manual.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace poolsize::cli {

/// All pages; they are committed below man/.
std::vector<render::Manual> manual_pages();

render::Manual overview_page();
render::Manual command_page(const Command&);
render::Manual rules_page();
render::Manual models_page();
render::Manual config_page();
render::Manual workload_page();

/// What a command's page says beyond Command::about, in paragraphs; empty where that is all.
std::span<const std::string_view> more_about(std::string_view command);

// Sections that several pages have.
render::ManualSection exit_status_section();
/// `flags`: whether there are flags for the settings too.
render::ManualSection environment_section(bool flags);
render::ManualSection files_section();
/// All pages but `name`, "recommend(1)" before "rules(7)".
render::ManualSection see_also_section(std::string_view name);

}  // namespace poolsize::cli
