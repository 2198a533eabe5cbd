#!/usr/bin/python3
"""tests/program/geopy_client.py URL: geopy's Nominatim and Photon, unchanged, ask the program that serves at URL."""
import sys
import unittest
from urllib.parse import urlsplit

from geopy.exc import GeocoderQueryError
from geopy.geocoders import Nominatim, Photon
from geopy.point import Point

HOST = urlsplit(sys.argv.pop()).netloc
SAMARKAND = Point(39.6547, 66.9758)
SEA = Point(0, -30)


class NominatimTest(unittest.TestCase):
    geocoder = Nominatim(domain=HOST, scheme="http", user_agent="photomap tests")

    def test_a_name_becomes_a_position(self):
        place = self.geocoder.geocode("Siab Bazaar, Samarkand")
        self.assertTrue(place.address.startswith("Siab Bazaar, Samarkand, "), place.address)
        self.assertAlmostEqual(place.latitude, 39.6601, places=4)
        self.assertAlmostEqual(place.longitude, 66.9787, places=4)

    def test_names_in_many_scripts(self):
        for name in ("Самарканд", "Samarcand", "撒马尔罕"):
            self.assertIn("Samarkand", self.geocoder.geocode(name).address, name)

    def test_languages(self):
        for language, name in (("en", "Samarkand"), ("ru", "Самарканд"), ("zh", "撒马尔罕"), ("fr;q=0.1, ru", "Самарканд")):
            self.assertTrue(self.geocoder.geocode("Samarkand", language=language).address.startswith(name + ","), language)
            place = self.geocoder.reverse(SAMARKAND, zoom=10, language=language)
            self.assertTrue(place.address.startswith(name + ","), language)

    def test_an_address_in_parts(self):
        place = self.geocoder.geocode({"city": "Samarkand", "country": "Uzbekistan"}, addressdetails=True)
        self.assertEqual(place.raw["address"]["city"], "Samarkand")
        self.assertEqual(place.raw["address"]["country"], "Uzbekistan")
        self.assertEqual(place.raw["address"]["country_code"], "uz")

    def test_several_answers(self):
        places = self.geocoder.geocode("Springfield", exactly_one=False, limit=5)
        self.assertEqual(len(places), 5)
        self.assertEqual(len({place.address for place in places}), 5)

    def test_countries_and_boxes(self):
        place = self.geocoder.geocode("Paris", country_codes=["us"], addressdetails=True)
        self.assertEqual(place.raw["address"]["country_code"], "us")
        box = [Point(33, -96), Point(34, -95)]
        place = self.geocoder.geocode("Paris", viewbox=box, bounded=True)
        self.assertAlmostEqual(place.latitude, 33.66, places=1)

    def test_details(self):
        place = self.geocoder.geocode("Samarkand", namedetails=True, extratags=True, geometry="geojson")
        self.assertEqual(place.raw["namedetails"]["name"], "Samarkand")
        self.assertTrue(place.raw["extratags"]["uncertainty_m"].isdigit())
        self.assertIn("GeoNames", self.geocoder.geocode("Moscow, Russia").raw["licence"])

    def test_a_position_becomes_a_name(self):
        self.assertEqual(self.geocoder.reverse(SAMARKAND, zoom=3).address, "Uzbekistan")
        place = self.geocoder.reverse(SAMARKAND, zoom=10)
        self.assertEqual(place.raw["address"]["city"], "Samarkand")

    def test_what_is_not_there(self):
        self.assertIsNone(self.geocoder.geocode("Xqzwvkj"))
        self.assertIsNone(self.geocoder.geocode(""))
        self.assertIsNone(self.geocoder.reverse(SEA))

    def test_what_is_refused(self):
        with self.assertRaises(GeocoderQueryError):
            self.geocoder.geocode("x" * 257)


class PhotonTest(unittest.TestCase):
    geocoder = Photon(domain=HOST + "/photon", scheme="http", user_agent="photomap tests")

    def test_the_beginning_of_a_name_becomes_a_position(self):
        place = self.geocoder.geocode("samarka")
        self.assertTrue(place.address.startswith("Samarkand, "), place.address)
        self.assertAlmostEqual(place.latitude, SAMARKAND.latitude, places=1)
        self.assertAlmostEqual(place.longitude, SAMARKAND.longitude, places=1)

    def test_languages(self):
        for language, name in (("en", "Samarkand"), ("ru", "Самарканд"), ("zh", "撒马尔罕"), ("default", "Samarkand")):
            self.assertTrue(self.geocoder.geocode("Samarkand", language=language).address.startswith(name + ","), language)
            place = self.geocoder.reverse(SAMARKAND, language=language)
            self.assertIn(name, place.address, language)

    def test_several_answers_near_and_in_a_box(self):
        self.assertEqual(len(self.geocoder.geocode("paris", exactly_one=False, limit=4)), 4)
        place = self.geocoder.geocode("paris", bbox=[Point(33, -96), Point(34, -95)], location_bias=Point(33.6, -95.5))
        self.assertAlmostEqual(place.latitude, 33.66, places=1)

    def test_a_position_becomes_names(self):
        places = self.geocoder.reverse(SAMARKAND, exactly_one=False, limit=6)
        self.assertIn("Uzbekistan", places[-1].address)
        self.assertEqual(places[0].raw["properties"]["countrycode"], "UZ")

    def test_what_is_not_there(self):
        self.assertIsNone(self.geocoder.geocode("Xqzwvkj"))
        self.assertIsNone(self.geocoder.reverse(SEA))

    def test_what_is_refused(self):
        with self.assertRaises(GeocoderQueryError):
            self.geocoder.geocode("")


if __name__ == "__main__":
    unittest.main()
