// `poolsize simulate`.
#pragma once

namespace poolsize::cli {

class Call;
int simulate(Call&);

}  // namespace poolsize::cli
