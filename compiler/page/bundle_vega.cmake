# One script of the modules of Vega that draw our charts, as Debian's libjs-vega brings them:
#   cmake -DFOLDER=/usr/share/javascript/vega -DOUTPUT=vega.js -P bundle_vega.cmake
# Each module is as it came, inside a function that `require` calls once, the first time it is
# asked for. `vega` has what script.js needs. Maps and networks
# stay out.
set(modules
    vega-util vega-time vega-format vega-loader vega-dataflow vega-statistics vega-canvas vega-scale
    vega-scenegraph vega-expression vega-selection vega-functions vega-runtime vega-event-selector
    vega-parser vega-transforms vega-view-transforms vega-encode vega-view vega-interpreter)
set(bundle "\"use strict\";
const vega = (() => {
const bodies = {}, made = {};
const require = name => {
  if (!made[name]) {
    const module = made[name] = { exports: {} };
    bodies[name](module.exports, module, require);
  }
  return made[name].exports;
};
")
foreach(name ${modules})
  file(READ ${FOLDER}/${name}.min.js text)
  string(REGEX REPLACE "\n//# sourceMappingURL=[^\n]*" "" text "${text}")
  string(FIND "${text}" "</script" ends)
  string(FIND "${text}" "<!--" comments)
  if(NOT ends EQUAL -1 OR NOT comments EQUAL -1)
    message(FATAL_ERROR "${name}.min.js cannot stand inside a page")
  endif()
  # The package calls this one by its plural where others ask for it.
  if(name STREQUAL vega-selection)
    set(name vega-selections)
  endif()
  string(APPEND bundle "bodies[\"${name}\"] = function (exports, module, require) {\n${text}\n};\n")
endforeach()
string(APPEND bundle "Object.assign(require(\"vega-dataflow\").transforms, require(\"vega-transforms\"),
  require(\"vega-view-transforms\"), require(\"vega-encode\"));
return { View: require(\"vega-view\").View, parse: require(\"vega-parser\").parse,
  expressionInterpreter: require(\"vega-interpreter\").expressionInterpreter };
})();
")
file(WRITE ${OUTPUT} "${bundle}")
