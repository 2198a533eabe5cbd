// Places as Nominatim writes them (nominatim.org/release-docs/latest/api/Output).
#pragma once

#include "server/http/http.hpp"
#include "server/place_description.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace photomap {

enum class NominatimFormat { json, jsonv2, geojson, geocodejson };

struct NominatimOutput {
  NominatimFormat format = NominatimFormat::jsonv2;
  bool address = false;
  bool names = false;
  bool further = false;
};

/// An array or a FeatureCollection. `query` is echoed in GeocodeJSON.
std::string encode_nominatim_places(const std::vector<PlaceDescription>& places,
                                    const NominatimOutput& output, std::string_view query);

/// One object, a FeatureCollection of one, or {"error":"Unable to geocode"} where there is none.
std::string encode_nominatim_place(const std::vector<PlaceDescription>& places, const NominatimOutput& output,
                                   std::string_view query);

/// {"error":{"code":400,"message":…}}
HttpResponse nominatim_error(int status, std::string_view message);

}  // namespace photomap
