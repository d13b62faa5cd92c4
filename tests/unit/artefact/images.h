// Images made of provisions, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>

#include "compiler/session/image.h"

namespace nansen::artefact {

/// Provisions with a bit of everything that an image carries: enumerations, linked and referenced
/// rows, days, exceptions, a reading, an example, a formula with an allocation.
inline constexpr const char* provisions = R"(vocabulary v
unit persons
enumeration Level { none, low, high }
entity State {
  size : integer from 0 to 1000000 in persons "How many live there?"
  party : boolean "Is it a party?"
}
entity Permit { valid : boolean "Is it valid?" }
entity Person {
  age : decimal from 0 to 130 "How old?"
  level : Level "Which level?"
  stay : period in months "How long?"
  born : date "When?"
  country : State "Where?"
  permits : rows of Permit "Which permits?"
  risk : judgement "Is there a risk?"
}
instrument key "Key" {
  uses v
  article 1 "Who" {
    reading maturity "Who is young?" { early "whoever is told so" default late "no one" }
    define protected of Person as any of {
      (a) all of { (i) age is less than 18 (ii) level is high (iii) maturity is early }
      (b) all of { (i) risk (ii) for some permit in permits : permit.valid }
      (c) country.size is at least 5 persons
      (d) born is before 2000-01-01
      (e) stay is at least 6 months
    }
    protected does not apply where level is none
  }
  article 2 "States" {
    define small of State as party and size is less than 5 persons
    formula shares of State { shares = share of size }
    allocate 5 persons by shares, rounding by Webster as quota
  }
}
example "a child" {
  given Person { age: 12, level: high, permits: [ { valid: yes } ] }
  expect key.protected: yes
}
)";

/// The image of `text`; the test fails where that is wrong.
inline Image image_of(std::string text, const session::Question& question = {},
                      const std::string& target = "x86_64") {
  session::Session session(session::Options{
      .names = {}, .library = {}, .texts = {{.name = "key", .text = std::move(text)}}});
  if (!session.check()) {
    for (const Diagnostic& each : session.emitter().diagnostics()) {
      ADD_FAILURE() << each.message;
    }
    return {};
  }
  auto image =
      session::make_image(session, question, {.name = "key", .version = "0.1.0", .target = target});
  EXPECT_TRUE(image.has_value());
  return image ? std::move(*image) : Image{};
}

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

}  // namespace nansen::artefact
