// `poolsize check`.
#pragma once

namespace poolsize::cli {

class Call;
int check(Call&);

}  // namespace poolsize::cli
