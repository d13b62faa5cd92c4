#include "compiler/base/rational.h"

namespace nansen {

Rational rational_from_decimal(std::string_view numeral) {
  std::string digits;
  std::size_t places = 0;
  bool after_point = false;
  for (const char character : numeral) {
    if (character == '.') {
      after_point = true;
      continue;
    }
    digits.push_back(character);
    places += after_point ? 1 : 0;
  }
  mpz_class denominator;
  mpz_ui_pow_ui(denominator.get_mpz_t(), 10, places);
  Rational result(mpz_class(digits, 10), denominator);
  result.canonicalize();
  return result;
}

std::string to_string(const Rational& number) {
  const mpz_class& denominator = number.get_den();
  // A fraction in lowest terms has a finite decimal expansion iff its denominator is 2^a 5^b; the
  // number of places needed is then max(a, b).
  mpz_class rest = denominator;
  const mpz_class two = 2;
  const mpz_class five = 5;
  const std::size_t twos = mpz_remove(rest.get_mpz_t(), rest.get_mpz_t(), two.get_mpz_t());
  const std::size_t fives = mpz_remove(rest.get_mpz_t(), rest.get_mpz_t(), five.get_mpz_t());
  if (rest != 1) return number.get_str();
  const std::size_t places = twos > fives ? twos : fives;
  if (places == 0) return number.get_num().get_str();
  mpz_class scale;
  mpz_ui_pow_ui(scale.get_mpz_t(), 10, places);
  const mpz_class scaled = abs(number.get_num()) * scale / denominator;
  std::string digits = scaled.get_str();
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, ".");
  return (number < 0 ? "-" : "") + digits;
}

}  // namespace nansen
