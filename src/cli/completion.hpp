// `poolsize completion`.
#pragma once

namespace poolsize::cli {

class Call;
int completion(Call&);

}  // namespace poolsize::cli
