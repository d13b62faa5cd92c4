// What WebAssembly does otherwise. Left to itself, LLVM would take vectors of truths apart there,
// row by row, and call functions that no one provides.
#include "compiler/codegen/target.h"

#include <llvm/IR/IntrinsicsWebAssembly.h>
#include <llvm/IR/Module.h>
#include <llvm/TargetParser/Triple.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace nansen::codegen {
namespace {

using Values = std::vector<llvm::Value*>;

llvm::FixedVectorType* vector_of(llvm::IRBuilder<>& builder, unsigned bits, unsigned count) {
  return llvm::FixedVectorType::get(builder.getIntNTy(bits), count);
}

/// Neighbouring vectors joined to one of half as wide integers: all of them 0 or -1.
Values narrowed(llvm::IRBuilder<>& builder, const Values& vectors, unsigned bits) {
  Values result;
  for (std::size_t first = 0; first + 1 < vectors.size(); first += 2) {
    llvm::Value* a = vectors[first];
    llvm::Value* b = vectors[first + 1];
    if (bits == 64) {
      // No instruction narrows these: the even halves are taken.
      llvm::Type* halves = vector_of(builder, 32, 4);
      result.push_back(builder.CreateShuffleVector(builder.CreateBitCast(a, halves),
                                                   builder.CreateBitCast(b, halves), {0, 2, 4, 6}));
      continue;
    }
    llvm::Type* to = vector_of(builder, bits / 2, 256 / bits);
    result.push_back(
        builder.CreateIntrinsic(llvm::Intrinsic::wasm_narrow_signed, {to, a->getType()}, {a, b}));
  }
  return result;
}

}  // namespace

unsigned Target::group_of(unsigned bits) const {
  if (bits > 32 && !native) return 8;
  return std::clamp(vector_bits / bits, narrowest_group, widest_group);
}

const Target& target_of(const llvm::Module& module) {
  return llvm::Triple(module.getTargetTriple()).isWasm() ? webassembly_target : processor_target;
}

llvm::Value* bits_of(llvm::IRBuilder<>& builder, const Target& target, llvm::Value* truths,
                     unsigned bits) {
  const unsigned count = llvm::cast<llvm::FixedVectorType>(truths->getType())->getNumElements();
  if (target.native) return builder.CreateBitCast(truths, builder.getIntNTy(count));
  unsigned lane = std::clamp(bits, 128 / count, 64U);
  llvm::Value* lanes = builder.CreateSExt(truths, vector_of(builder, lane, count));
  Values vectors;
  for (unsigned first = 0; first < count; first += 128 / lane) {
    std::vector<int> places(128 / lane);
    std::iota(places.begin(), places.end(), static_cast<int>(first));
    vectors.push_back(places.size() == count ? lanes : builder.CreateShuffleVector(lanes, places));
  }
  for (; vectors.size() > 1; lane /= 2) vectors = narrowed(builder, vectors, lane);
  llvm::Value* mask =
      builder.CreateIntrinsic(llvm::Intrinsic::wasm_bitmask, {vectors[0]->getType()}, {vectors[0]});
  return builder.CreateTrunc(mask, builder.getIntNTy(count));
}

// Bit r is looked for in a copy of all bits at lane r.
llvm::Value* load_truths(llvm::IRBuilder<>& builder, const Target& target, llvm::Value* place,
                         unsigned count, unsigned bits) {
  const llvm::Align align(count / 8);
  if (target.native) {
    return builder.CreateAlignedLoad(vector_of(builder, 1, count), place, align);
  }
  llvm::Value* all = builder.CreateAlignedLoad(builder.getIntNTy(count), place, align);
  const unsigned lane = std::min(bits, 64U);
  llvm::Value* copies = nullptr;
  if (lane < count) {
    // Sixteen bits in lanes of eight: the low byte is copied to the first half.
    copies = builder.CreateBitCast(builder.CreateVectorSplat(8, all), vector_of(builder, 8, 16));
    std::vector<int> places(16, 0);
    std::fill(places.begin() + 8, places.end(), 1);
    copies = builder.CreateShuffleVector(copies, places);
  } else {
    copies =
        builder.CreateVectorSplat(count, builder.CreateZExtOrTrunc(all, builder.getIntNTy(lane)));
  }
  std::vector<llvm::Constant*> own(count);
  for (unsigned row = 0; row < count; ++row) {
    own[row] = llvm::ConstantInt::get(builder.getIntNTy(lane),
                                      llvm::APInt::getOneBitSet(lane, row % std::min(lane, count)));
  }
  return builder.CreateICmpNE(builder.CreateAnd(copies, llvm::ConstantVector::get(own)),
                              llvm::Constant::getNullValue(copies->getType()));
}

// With integers i = i1 * 2^64 + i0 and factor f alike, and i0 = b * 2^32 + a, f0 = d * 2^32 + c:
// i * f = ((i1 * f0 + i0 * f1) * 2^64) + i0 * f0, of which
// i0 * f0 = b * d * 2^64 + (a * d + b * c) * 2^32 + a * c.
llvm::Value* product(llvm::IRBuilder<>& builder, const Target& target, llvm::Value* integers,
                     const llvm::APInt& factor) {
  const auto constant = [](llvm::Type* type, const llvm::APInt& number) {
    return llvm::ConstantInt::get(type, number);
  };
  auto* type = llvm::cast<llvm::FixedVectorType>(integers->getType());
  if (target.native || type->getScalarSizeInBits() <= 64) {
    return builder.CreateMul(integers, constant(type, factor));
  }
  llvm::Type* halves = vector_of(builder, 64, type->getNumElements());
  const auto times = [&](llvm::Value* number, const llvm::APInt& by) {
    return builder.CreateMul(number, constant(halves, by));
  };
  const auto above = [&](llvm::Value* number) { return builder.CreateLShr(number, 32); };
  const auto below = [&](llvm::Value* number) {
    return builder.CreateAnd(number, constant(halves, llvm::APInt(64, 0xffffffff)));
  };
  const llvm::APInt low_factor = factor.trunc(64);
  const llvm::APInt c = low_factor.trunc(32).zext(64);
  const llvm::APInt d = low_factor.lshr(32);
  llvm::Value* low = builder.CreateTrunc(integers, halves);
  llvm::Value* high = builder.CreateTrunc(builder.CreateLShr(integers, 64), halves);
  llvm::Value* a = below(low);
  llvm::Value* b = above(low);
  llvm::Value* ad = times(a, d);
  llvm::Value* bc = times(b, c);
  llvm::Value* carry =
      above(builder.CreateAdd(above(times(a, c)), builder.CreateAdd(below(ad), below(bc))));
  llvm::Value* result = builder.CreateAdd(times(b, d), carry);
  result = builder.CreateAdd(result, builder.CreateAdd(above(ad), above(bc)));
  result = builder.CreateAdd(result, times(high, low_factor));
  result = builder.CreateAdd(result, times(low, factor.lshr(64).trunc(64)));
  return builder.CreateOr(builder.CreateShl(builder.CreateZExt(result, type), 64),
                          builder.CreateZExt(times(low, low_factor), type));
}

}  // namespace nansen::codegen
