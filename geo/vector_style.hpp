// How QGIS shows an exported layer of photos.
#pragma once

#include <string_view>

namespace photomap {

/// A dot for the photo in a disk that holds its true position, and a tip with caption, credit and reason.
inline constexpr std::string_view kPhotoStyleQml =
    R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|MapTips">
 <renderer-v2 type="singleSymbol" symbollevels="1" enableorderby="0" forceraster="0">
  <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="color" value="31,97,141,40"/>
      <Option type="QString" name="outline_color" value="31,97,141,110"/>
      <Option type="QString" name="outline_width" value="0.2"/>
      <Option type="QString" name="size" value="200"/>
      <Option type="QString" name="size_unit" value="RenderMetersInMapUnits"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option type="Map" name="properties">
        <Option type="Map" name="size">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="2 * &quot;uncertainty_m&quot;"/>
         <Option type="int" name="type" value="3"/>
        </Option>
       </Option>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="color" value="192,57,43,255"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_width" value="0.4"/>
      <Option type="QString" name="size" value="2.6"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <mapTip>&lt;p>[% replace(coalesce("caption", '?'), '&lt;', '&amp;lt;') %]&lt;/p>
  &lt;p>Photo: [% replace(coalesce("credit", '?'), '&lt;', '&amp;lt;') %]&lt;/p>
  &lt;p>[% replace(coalesce("reason", '?'), '&lt;', '&amp;lt;') %]&lt;/p></mapTip>
</qgis>
)";

/// The same for programs that read SLD, without the disk.
inline constexpr std::string_view kPhotoStyleSld = R"(<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld">
 <NamedLayer><Name>photos</Name><UserStyle><Name>photos</Name><FeatureTypeStyle><Rule><PointSymbolizer><Graphic><Mark>
  <WellKnownName>circle</WellKnownName>
  <Fill><CssParameter name="fill">#c0392b</CssParameter></Fill>
  <Stroke><CssParameter name="stroke">#ffffff</CssParameter></Stroke>
 </Mark><Size>9</Size></Graphic></PointSymbolizer></Rule></FeatureTypeStyle></UserStyle></NamedLayer>
</StyledLayerDescriptor>
)";

}  // namespace photomap
