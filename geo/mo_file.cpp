#include "geo/mo_file.hpp"

#include "geo/source_error.hpp"

#include <cstdint>

namespace photomap {

namespace {

constexpr std::uint32_t kMagic = 0x950412de;  // written by a machine of little-endian order

class MoReader {
 public:
  MoReader(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  std::uint32_t number_at(std::size_t offset) const {
    const std::string_view four = slice(offset, 4);
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(four[i]);
    return value;
  }
  // The text that the length and the offset in a table's entry describe.
  std::string text_at(std::size_t entry) const {
    return std::string(slice(number_at(entry + 4), number_at(entry)));
  }

 private:
  std::string_view slice(std::size_t offset, std::size_t size) const {
    if (offset > bytes_.size() || size > bytes_.size() - offset)
      throw SourceError(name_, 1, "is cut off; install libgeonames-common again");
    return bytes_.substr(offset, size);
  }

  std::string_view bytes_;
  const std::string& name_;
};

}  // namespace

void for_each_message(std::string_view bytes, const std::string& name,
                      const std::function<void(const std::string&, const std::string&)>& visit) {
  const MoReader reader(bytes, name);
  if (reader.number_at(0) != kMagic) throw SourceError(name, 1, "is no little-endian catalogue of gettext");
  const std::uint32_t count = reader.number_at(8);
  const std::size_t messages = reader.number_at(12);
  const std::size_t translations = reader.number_at(16);
  for (std::size_t i = 0; i < count; ++i)
    visit(reader.text_at(messages + 8 * i), reader.text_at(translations + 8 * i));
}

}  // namespace photomap
