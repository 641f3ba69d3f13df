#include "cli/run.hpp"
#include "cli/system.hpp"

int main(int count, char** arguments) {
  return poolsize::cli::run(poolsize::cli::this_process(count, arguments));
}
