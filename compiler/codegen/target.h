// What kernels have to know of the machine that they are for, and the few operations that machines
// differ in. Used inside this room only.
#pragma once

#include <llvm/IR/IRBuilder.h>

namespace nansen::codegen {

/// Vectors beyond a register's size are LLVM's to cut up; what it would take apart row by row is
/// emitted in another form.
struct Target {
  unsigned index_bits = 64;  // of counters and of places in memory
  unsigned plane_words = 8;  // 64-bit words of a plane that are worked on at once; 8 or fewer
  unsigned vector_bits = 512;
  /// Rows that a group has at most, and at least where it is not cut short by the widest numbers.
  unsigned widest_group = 64;
  unsigned narrowest_group = 8;
  /// Bits are vectors of truths, and 128-bit numbers are multiplied as they are. Otherwise the
  /// target is WebAssembly, whose instruction for the first is named and which lacks the second.
  bool native = true;
  /// A number of all parts of a word comes before the next number: what is worked out from one
  /// another takes turns with what is not. For this many registers are needed.
  bool parts_take_turns = true;

  unsigned plane_rows() const { return 64 * plane_words; }
  /// Rows a vector of integers of `bits` bits.
  unsigned group_of(unsigned bits) const;
  llvm::IntegerType* index_type(llvm::LLVMContext& context) const {
    return llvm::IntegerType::get(context, index_bits);
  }
};

/// Processors, of whatever registers: LLVM cuts vectors up where they are shorter.
inline constexpr Target processor_target{};

/// wasm32 with simd128: 16 rows of codes, days or small numbers, 8 of others.
inline constexpr Target webassembly_target{.index_bits = 32,
                                           .plane_words = 2,
                                           .vector_bits = 128,
                                           .widest_group = 16,
                                           .narrowest_group = 16,
                                           .native = false,
                                           .parts_take_turns = false};

/// What the triple of `module` names; a processor where there is none yet.
const Target& target_of(const llvm::Module& module);

/// Bit r of the result, an integer of as many bits as `truths` has, is set iff truth r is. They are
/// of a comparison of integers of `bits` bits.
llvm::Value* bits_of(llvm::IRBuilder<>& builder, const Target& target, llvm::Value* truths,
                     unsigned bits);

/// The reverse: a vector of `count` truths, to select integers of `bits` bits by, from the bits at
/// `place`.
llvm::Value* load_truths(llvm::IRBuilder<>& builder, const Target& target, llvm::Value* place,
                         unsigned count, unsigned bits);

/// `integers` times `factor`, cut to their width.
llvm::Value* product(llvm::IRBuilder<>& builder, const Target& target, llvm::Value* integers,
                     const llvm::APInt& factor);

}  // namespace nansen::codegen
