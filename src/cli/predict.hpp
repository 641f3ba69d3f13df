// `poolsize predict`.
#pragma once

namespace poolsize::cli {

class Call;
int predict(Call&);

}  // namespace poolsize::cli
