// The files of a folder that may hold settings.
#pragma once

#include <string>
#include <vector>

namespace poolsize::sources {

bool is_folder(const std::string& path);

/// The paths of the files in `folder` and below whose names kind_by_name() knows, sorted. Folders of version
/// control, of other people's packages and of build tools are left out, and so is poolsize.json. Folders that
/// symbolic links lead to are not entered, so that no link leads in circles. Throws Error(Failure::access)
/// for a folder that may not be read.
std::vector<std::string> files_below(const std::string& folder);

}  // namespace poolsize::sources
