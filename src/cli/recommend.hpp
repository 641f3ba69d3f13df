// `poolsize recommend`.
#pragma once

namespace poolsize::cli {

class Call;
int recommend(Call&);

}  // namespace poolsize::cli
