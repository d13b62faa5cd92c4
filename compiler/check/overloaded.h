// One function object out of several, for `std::visit`.
#pragma once

namespace nansen::check {

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

}  // namespace nansen::check
