#!/usr/bin/python3
"""tests/program/qgis_client.py URL: the server of the sample essays as QGIS's provider of OGC API - Features sees it."""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer  # noqa: E402


def open_layer(url: str, collection: str, options: str = "") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"typename='{collection}' url='{url}' pagingEnabled='true' {options}", collection, "OAPIF")
    assert layer.isValid(), f"{collection} is no layer"
    return layer


def check(url: str) -> None:
    for collection, count in {"photos": 66, "essays": 6, "places": None}.items():
        layer = open_layer(url, collection)
        features = list(layer.getFeatures())
        assert layer.crs().authid() == "EPSG:4326", layer.crs().authid()
        assert len(features) == layer.featureCount() > 0, f"{collection}: {len(features)} of {layer.featureCount()}"
        assert count in (None, len(features)), f"{collection}: {len(features)}"
    photos = open_layer(url, "photos", "pageSize='7' restrictToRequestBBOX='1'")
    ids = [feature["id"] for feature in photos.getFeatures()]
    assert len(set(ids)) == len(ids) == 66, f"{len(ids)} photos in pages of 7"
    in_samarkand = list(photos.getFeatures(QgsFeatureRequest().setFilterRect(QgsRectangle(66, 39, 68, 40))))
    assert len(in_samarkand) == 8, f"{len(in_samarkand)} photos in the box"
    assert all(39 < feature.geometry().asPoint().y() < 40 for feature in in_samarkand), "latitude is no latitude"
    in_uzbekistan = list(photos.getFeatures(QgsFeatureRequest().setFilterExpression("country = 'UZ'")))
    assert len(in_uzbekistan) == 13, f"{len(in_uzbekistan)} photos in Uzbekistan"


application = QgsApplication([], False)
application.initQgis()
check(sys.argv[1])
print("OK", flush=True)
os._exit(0)  # QGIS 3.22 crashes when Python ends
