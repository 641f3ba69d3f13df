// `poolsize measure`.
#pragma once

namespace poolsize::cli {

class Call;
int measure(Call&);

}  // namespace poolsize::cli
