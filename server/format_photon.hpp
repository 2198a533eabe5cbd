// Places as Photon writes them (github.com/komoot/photon/blob/master/docs/api-v1.md).
#pragma once

#include "server/http/http.hpp"
#include "server/place_description.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// A FeatureCollection.
std::string encode_photon_places(const std::vector<PlaceDescription>& places);

/// {"message":…}
HttpResponse photon_error(int status, std::string_view message);

}  // namespace photomap
