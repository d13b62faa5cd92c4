// Receipts and pages of comparisons; used by the commands that compare.
#pragma once

#include <string>
#include <vector>

#include "compiler/driver/comparison.h"
#include "compiler/receipt/receipt.h"

namespace nansen::driver {

/// The files that a comparison reads beside provisions.
std::vector<InputFile> inputs_of(const CompareArguments& arguments);

/// Writes the receipt of `result`, whose paths start from the folder of `output`. False after an
/// error, which is emitted.
bool write_receipt(session::Session& session, const CompareArguments& arguments,
                   const ComparisonResult& result, Output& output);
/// Writes the page of `result`, with its receipt. False after an error, which is emitted.
bool write_page(session::Session& session, const CompareArguments& arguments,
                const ComparisonResult& result, Output& output);

/// The hash that receipts hold of `result`.
std::string hash_of(const ComparisonResult& result);

/// A file of the library by its path from there; nothing where the library has none, or a way out
/// of it.
std::optional<std::string> path_in_library(const std::string& path);
/// The same the other way round: nothing where `path` is no file of the library.
std::optional<std::string> library_name(const std::string& path);

}  // namespace nansen::driver
