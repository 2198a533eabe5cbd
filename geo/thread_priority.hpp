// Which of a program's threads go first where there are fewer cores than threads.
#pragma once

namespace photomap {

/// Lets others go before this thread from now on, as nice(2) does with a program: by 1 step a little, by 19
/// nearly always. It can't be taken back.
void step_back(int steps);

}  // namespace photomap
