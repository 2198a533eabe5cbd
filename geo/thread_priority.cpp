#include "geo/thread_priority.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace photomap {

void step_back(int steps) {
  // On Linux the id of a thread means that thread only. Who may not do it goes on as before.
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), steps);
}

}  // namespace photomap
