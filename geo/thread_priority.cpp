#include "geo/thread_priority.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace photomap {

void step_back(int steps) {
  // On Linux each thread has a priority of its own, and 0 is this one. Where it is refused all goes on as
  // before.
  constexpr int kLast = 19;
  setpriority(PRIO_PROCESS, 0, std::min(kLast, getpriority(PRIO_PROCESS, 0) + steps));
}

}  // namespace photomap
