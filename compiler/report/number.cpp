#include "compiler/report/number.h"

namespace nansen::report {

namespace {

// The decimal point goes before the last `digits` digits.
std::string with_point(const mpz_class& units, int digits, bool commas) {
  std::string text = mpz_class(abs(units)).get_str();
  const auto places = static_cast<std::size_t>(digits);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  std::size_t whole = text.size() - places;
  if (places > 0) text.insert(whole, ".");
  for (; commas && whole > 3; whole -= 3) text.insert(whole - 3, ",");
  return (units < 0 ? "-" : "") + text;
}

}  // namespace

mpz_class rounded_units(const Rational& number, int digits) {
  mpz_class scale;
  mpz_ui_pow_ui(scale.get_mpz_t(), 10, static_cast<unsigned long>(digits));
  const mpz_class twice = abs(number.get_num()) * scale * 2 + number.get_den();
  mpz_class units;
  mpz_fdiv_q(units.get_mpz_t(), twice.get_mpz_t(), mpz_class(number.get_den() * 2).get_mpz_t());
  return number < 0 ? mpz_class(-units) : units;
}

std::string fixed(const Rational& number, int digits) {
  return with_point(rounded_units(number, digits), digits, false);
}

std::string grouped(const Rational& number, int digits) {
  return with_point(rounded_units(number, digits), digits, true);
}

std::string percent(const Rational& share, int digits) {
  return grouped(Rational(share * 100), digits) + "%";
}

std::string signed_grouped(const Rational& number, int digits) {
  return (number >= 0 ? "+" : "") + grouped(number, digits);
}

std::string counted(const mpz_class& count, std::string_view word) {
  const std::string text = grouped(Rational(count), 0) + " " + std::string(word);
  return count == 1 ? text : text + "s";
}

}  // namespace nansen::report
