// `poolsize explain`.
#pragma once

namespace poolsize::cli {

class Call;
int explain(Call&);

}  // namespace poolsize::cli
