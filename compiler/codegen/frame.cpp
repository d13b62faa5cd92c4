// Buffers and slots: where planes are loaded from and stored to.
#include "compiler/codegen/frame.h"

#include <algorithm>

#include "compiler/base/bug.h"

namespace nansen::codegen {
namespace {

std::size_t position(const std::vector<plan::KernelBuffer>& buffers,
                     const plan::KernelBuffer& buffer) {
  const auto place = std::find(buffers.begin(), buffers.end(), buffer);
  if (place == buffers.end()) bug("a kernel uses a buffer that its step does not name");
  return static_cast<std::size_t>(place - buffers.begin());
}

llvm::Value* pointer(const Frame& frame, llvm::Value* pointers, std::size_t index) {
  llvm::Value* place =
      frame.builder.CreateConstInBoundsGEP1_64(frame.builder.getPtrTy(), pointers, index);
  return frame.unchanging(frame.builder.CreateLoad(frame.builder.getPtrTy(), place));
}

}  // namespace

llvm::LoadInst* Frame::unchanging(llvm::LoadInst* load) const {
  load->setMetadata(llvm::LLVMContext::MD_invariant_load,
                    llvm::MDNode::get(builder.getContext(), {}));
  return load;
}

llvm::Value* Frame::input(const plan::KernelBuffer& buffer) const {
  return pointer(*this, inputs, position(step.inputs, buffer));
}

llvm::Value* Frame::output(const plan::KernelBuffer& buffer) const {
  return pointer(*this, outputs, position(step.outputs, buffer));
}

llvm::Value* Frame::load_plane(const plan::KernelBuffer& buffer) const {
  llvm::Value* place = builder.CreateInBoundsGEP(plane_type(), input(buffer), block);
  const llvm::Align align = given_truths && buffer.column.valid() ? llvm::Align(1) : plane_align();
  return unchanging(builder.CreateAlignedLoad(plane_type(), place, align));
}

void Frame::store_plane(llvm::Value* plane, const plan::KernelBuffer& buffer) const {
  llvm::Value* place = builder.CreateInBoundsGEP(plane_type(), output(buffer), block);
  builder.CreateAlignedStore(plane, place, plane_align());
}

llvm::AllocaInst* Frame::make_slot() const {
  auto* slot =
      new llvm::AllocaInst(plane_type(), 0, nullptr, plane_align(), "", slots_end->getIterator());
  return slot;
}

llvm::AllocaInst* Frame::make_numbers_slot(unsigned bits) const {
  llvm::Type* type = llvm::ArrayType::get(builder.getIntNTy(bits), target.plane_rows());
  return new llvm::AllocaInst(type, 0, nullptr, llvm::Align(64), "", slots_end->getIterator());
}

llvm::Value* Frame::load_slot(llvm::Value* slot) const {
  return builder.CreateAlignedLoad(plane_type(), slot, plane_align());
}

void Frame::store_slot(llvm::Value* plane, llvm::Value* slot) const {
  builder.CreateAlignedStore(plane, slot, plane_align());
}

plan::KernelBuffer column_buffer(const Frame& frame, ir::ColumnId column, std::uint32_t buffer) {
  return {column, {}, frame.module.columns[column].domain, buffer};
}

plan::KernelBuffer value_buffer(const Frame& frame, ir::ValueId value, std::uint32_t buffer) {
  return {{}, value, frame.step.domain, buffer};
}

}  // namespace nansen::codegen
