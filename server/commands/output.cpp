#include "server/commands/commands.hpp"

#include <cstdio>

namespace photomap {

namespace {

void put_line(std::string_view line, std::FILE* file) {
  std::fwrite(line.data(), 1, line.size(), file);
  std::fputc('\n', file);
}

}  // namespace

void say(std::string_view line) {
  put_line(line, stdout);
}
void remark(std::string_view line) {
  put_line(line, stderr);
}

}  // namespace photomap
