# ANTLR's parser unpacks its tables whenever a program starts, whether or not it parses anything. Here the
# first parser that is made does it: cmake -DPARSER=TreatyParser.cpp -P load_when_used.cmake
file(READ ${PARSER} text)
set(at_start "TreatyParser::Initializer TreatyParser::_init;\n")
set(constructor "TreatyParser::TreatyParser(TokenStream *input) : Parser(input) {\n")
foreach(part IN ITEMS "${at_start}" "${constructor}")
  string(FIND "${text}" "${part}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "${PARSER} has no longer: ${part}")
  endif()
endforeach()
string(REPLACE "${at_start}" "" text "${text}")
string(REPLACE "${constructor}" "${constructor}  static const Initializer once;\n" text "${text}")
file(WRITE ${PARSER} "${text}")
