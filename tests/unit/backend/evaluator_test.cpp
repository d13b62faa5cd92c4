// Compiled code answers as the interpreter does, for every operation and every awkward number of
// rows.
#include "compiler/backend/evaluator.h"

#include <thread>
#include <vector>

#include "compiler/passes/passes.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"
#include "tests/unit/backend/backend_test.h"

namespace nansen::backend {
namespace {

constexpr std::size_t awkward_rows[] = {0, 1, 63, 64, 65, 511, 512, 513, 1025, 4097};

// Every opcode; numbers at mixed widths and scales; a value that is two outputs; values of the rows
// of a referenced table; a quantifier over what comes from the parent.
constexpr std::string_view every_operation = R"(domain @Person : root Person
domain @Person.papers : rows Paper by Person.papers
domain @*State : referenced State
domain @*State.treaties : rows Treaty by *State.treaties
column Person.a : boolean
column Person.b : boolean
column Person.c : boolean
column Person.ground : enumeration { race, religion, opinion }
column Person.harm : ordered_enumeration { none, some, severe }
column Person.grounds : set { race, religion, opinion }
column Person.left : number -719162 to 2932896 scale 1
column Person.age : number 0 to 127 scale 1
column Person.share : number -500 to 30000 scale 100
column Person.money : number -4000000000000 to 4000000000000 scale 1
column Person.home : reference to @*State
column Person.asylum : reference to @*State
column Person.papers : rows to @Person.papers
column Person.papers.valid : boolean
column Person.papers.days : number 0 to 400 scale 1
column *State.party : boolean
column *State.quota : number 0 to 250 scale 4
column *State.treaties : rows to @*State.treaties
column *State.treaties.binds : boolean
%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = column_is Person.ground religion  ; rules 0
%4 : truth @Person = column_at_least Person.harm severe  ; rules 0
%5 : truth @Person = column_includes Person.grounds opinion  ; rules 0
%6 : truth @Person = not %1  ; rules 0
%7 : truth @Person = and %0 %6 %3  ; rules 0
%8 : truth @Person = or %7 %4 %5  ; rules 0
%9 : truth @Person = at_least 3 of %0 %1 %2 %3 %4  ; rules 0
%10 : number @Person = column_number Person.left  ; rules 0
%11 : number @Person = column_number Person.age  ; rules 0
%12 : number @Person = column_number Person.share  ; rules 0
%13 : number @Person = column_number Person.money  ; rules 0
%14 : number @Person = constant_number 7/2  ; rules 0
%15 : truth @Person = less %12 %14  ; rules 0
%16 : truth @Person = less_equal %14 %11  ; rules 0
%17 : number @Person = add %12 %11  ; rules 0
%18 : number @Person = subtract %13 %10  ; rules 0
%19 : number @Person = scale -2/3 %17  ; rules 0
%20 : truth @Person = less_equal %19 %18  ; rules 0
%21 : truth @Person = equal %11 %12  ; rules 0
%22 : truth @Person = and %20 %16  ; rules 0
%23 : number @Person = select %22 %11 %12  ; rules 0
%24 : number @Person = select %21 %23 %19  ; rules 0
%25 : truth @Person = less %24 %11  ; rules 0
%26 : truth @Person = same_row Person.home Person.asylum  ; rules 0
%27 : truth @Person.papers = column_truth Person.papers.valid  ; rules 0
%28 : number @Person.papers = column_number Person.papers.days  ; rules 0
%29 : truth @Person.papers = broadcast_truth %8  ; rules 0
%30 : number @Person.papers = broadcast_number %24  ; rules 0
%31 : truth @Person.papers = less %30 %28  ; rules 0
%32 : truth @Person.papers = and %27 %29 %31  ; rules 0
%33 : truth @Person = every Person.papers %32  ; rules 0
%34 : truth @Person = some Person.papers %32  ; rules 0
%35 : truth @Person = at_least_rows 2 of Person.papers %27  ; rules 0
%36 : truth @*State.treaties = column_truth *State.treaties.binds  ; rules 0
%37 : truth @*State = some *State.treaties %36  ; rules 0
%38 : truth @*State = column_truth *State.party  ; rules 0
%39 : truth @*State = and %37 %38  ; rules 0
%40 : truth @Person = through_truth Person.asylum %39  ; rules 0
%41 : number @*State = column_number *State.quota  ; rules 0
%42 : number @Person = through_number Person.home %41  ; rules 0
%43 : number @Person = add %42 %12  ; rules 0
%44 : truth @Person = constant_truth undetermined  ; rules 0
%45 : truth @Person = or %33 %34 %35 %40 %25 %44  ; rules 0
output "heads" : truth %8
output "count" : truth %9
output "again" : truth %9
output "kind" : enumeration { x, y, z } %15 %16 %20
output "level" : ordered_enumeration { p, q, r } %21 %26
output "every" : truth %33
output "some" : truth %34
output "rows" : truth %35
output "state" : truth %40
output "all" : truth %45
output "chosen" : number %24
output "sum" : number %43
output "money" : number %18
output "left" : date %10
)";

TEST(Evaluator, LoadsItsLibraryWhenFirstWanted) {
  const ir::Module module = module_of(every_operation);
  const auto evaluator = compiled(module);
  EXPECT_TRUE(loaded());
  EXPECT_EQ(evaluator->llvm_text(), "");
}

TEST(Evaluator, AgreesOnEveryOperationForAwkwardNumbersOfRows) {
  const ir::Module module = module_of(every_operation);
  const auto evaluator = compiled(module);
  for (const std::size_t rows : awkward_rows) {
    EXPECT_EQ(disagreement(module, *evaluator, test::random_rows(module, rows, rows)), "") << rows;
  }
}

TEST(Evaluator, AgreesOnTheNormalFormAndWithLlvmsOwnPasses) {
  const ir::Module normal = passes::normalise(module_of(every_operation));
  const auto evaluator = compiled(normal, {.optimise = true});
  EXPECT_EQ(disagreement(normal, *evaluator, test::random_rows(normal, 1, 1025)), "");
}

#if defined(__x86_64__)
// Of the levels of x86-64, those that this machine's processor has.
TEST(Evaluator, AgreesOnProcessorsWithNarrowerRegisters) {
  const ir::Module module = module_of(every_operation);
  for (const char* processor : {"x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4"}) {
    const std::string_view level = processor;
    if (level == "x86-64-v2" && !__builtin_cpu_supports("sse4.2")) continue;
    if (level == "x86-64-v3" && !__builtin_cpu_supports("avx2")) continue;
    if (level == "x86-64-v4" && !__builtin_cpu_supports("avx512bw")) continue;
    const auto evaluator = compiled(module, {.processor = processor});
    EXPECT_EQ(disagreement(module, *evaluator, test::random_rows(module, 9, 1025)), "")
        << processor;
  }
}
#endif

TEST(Evaluator, AgreesOnRandomModules) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    test::Random random(seed);
    const ir::Module module =
        test::random_module(random, {.instructions = 30 + random.below(90), .outputs = 6});
    const auto evaluator = compiled(module);
    const std::size_t rows = awkward_rows[random.below(std::size(awkward_rows))];
    EXPECT_EQ(disagreement(module, *evaluator, test::random_rows(module, seed, rows % 1000)), "")
        << ir::print(module);
  }
}

// Scales of 10^9 and of the prime 10^9 + 7: brought to one scale the numbers need 123 bits.
TEST(Evaluator, ComparesNumbersThatNeedMoreThanSixtyFourBits) {
  const ir::Module module = module_of(R"(domain @A : root A
column A.x : number -9000000000000000000 to 9000000000000000000 scale 1000000000
column A.y : number -9000000000000000000 to 9000000000000000000 scale 1000000007
column A.z : boolean
%0 : number @A = column_number A.x  ; rules 0
%1 : number @A = column_number A.y  ; rules 0
%2 : truth @A = column_truth A.z  ; rules 0
%3 : number @A = select %2 %0 %1  ; rules 0
%4 : truth @A = less %0 %1  ; rules 0
%5 : truth @A = less_equal %1 %3  ; rules 0
%6 : truth @A = equal %3 %0  ; rules 0
output "less" : truth %4
output "less_equal" : truth %5
output "equal" : truth %6
)");
  EXPECT_TRUE(layout::too_wide(module).empty());
  EXPECT_EQ(disagreement(module, *compiled(module), test::random_rows(module, 1, 700)), "");
}

// Thresholds at, between and beyond the ends of a range, on either side of a comparison.
TEST(Evaluator, ComparesWithConstantsAtTheEndsOfARange) {
  std::string text =
      "domain @A : root A\ncolumn A.x : number -3 to 4 scale 2\n"
      "%0 : number @A = column_number A.x  ; rules 0\n";
  std::string outputs;
  std::size_t next = 1;
  for (const char* constant : {"-2", "-3/2", "-4/3", "0", "1/3", "1/2", "2", "9/4"}) {
    const std::size_t made = next++;
    text +=
        "%" + std::to_string(made) + " : number @A = constant_number " + constant + "  ; rules 0\n";
    for (const char* comparison : {"less", "less_equal", "equal"}) {
      for (const bool left : {true, false}) {
        const std::string number = "%" + std::to_string(made);
        text += "%" + std::to_string(next) + " : truth @A = " + comparison + " " +
                (left ? number + " %0" : "%0 " + number) + "  ; rules 0\n";
        outputs +=
            "output \"o" + std::to_string(next) + "\" : truth %" + std::to_string(next) + "\n";
        ++next;
      }
    }
  }
  const ir::Module module = module_of(text + outputs);
  EXPECT_EQ(disagreement(module, *compiled(module), test::random_rows(module, 3, 200)), "");
}

TEST(Evaluator, CountsAnyNumberOfOperands) {
  for (std::size_t operands = 1; operands <= 9; ++operands) {
    std::string text = "domain @A : root A\n";
    std::string values;
    for (std::size_t index = 0; index < operands; ++index) {
      text += "column A.c" + std::to_string(index) + " : boolean\n";
    }
    for (std::size_t index = 0; index < operands; ++index) {
      text += "%" + std::to_string(index) + " : truth @A = column_truth A.c" +
              std::to_string(index) + "  ; rules 0\n";
      values += " %" + std::to_string(index);
    }
    std::string outputs;
    for (std::size_t count = 1; count <= operands; ++count) {
      const std::string value = std::to_string(operands + count - 1);
      text += "%" + value + " : truth @A = at_least " + std::to_string(count) + " of" + values +
              "  ; rules 0\n";
      outputs += "output \"o" + value + "\" : truth %" + value + "\n";
    }
    const ir::Module module = module_of(text + outputs);
    EXPECT_EQ(disagreement(module, *compiled(module), test::random_rows(module, operands, 900)), "")
        << operands;
  }
}

// From a megabyte of inputs on, a table is walked in tiles that are fetched ahead.
TEST(Evaluator, WalksTablesLargerThanTheCache) {
  const ir::Module module = module_of(R"(domain @A : root A
column A.x : number -9000000000 to 9000000000 scale 1
column A.y : boolean
%0 : number @A = column_number A.x  ; rules 0
%1 : truth @A = column_truth A.y  ; rules 0
%2 : number @A = constant_number 5  ; rules 0
%3 : truth @A = less %0 %2  ; rules 0
%4 : truth @A = and %1 %3  ; rules 0
output "both" : truth %4
)");
  EXPECT_EQ(disagreement(module, *compiled(module), test::random_rows(module, 5, 150'001)), "");
}

// What was computed from the tables of referenced rows is kept as long as these are the same.
TEST(Evaluator, SeesThatTablesOfReferencedRowsHaveChanged) {
  const ir::Module module = module_of(every_operation);
  const auto evaluator = compiled(module);
  const auto scratch = evaluator->make_scratch();
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    runtime::Batch batch = test::random_rows(module, seed, 300);
    for (const std::size_t rows : {std::size_t{300}, std::size_t{100}}) {
      batch.tables[0]->resize(rows);
      runtime::Results native(layout::output_shapes(module), rows);
      runtime::Results interpreted(layout::output_shapes(module), rows);
      evaluator->evaluate(batch, *scratch, native);
      interpret::evaluate(module, batch, interpreted);
      EXPECT_EQ(difference(native, interpreted, rows), "") << seed;
    }
  }
}

TEST(Evaluator, ServesSeveralThreadsAtOnce) {
  const ir::Module module = module_of(every_operation);
  const auto evaluator = compiled(module);
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::size_t index = 0; index < found.size(); ++index) {
    threads.emplace_back([&, index] {
      found[index] = disagreement(module, *evaluator, test::random_rows(module, index, 513));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found, std::vector<std::string>(4));
}

TEST(Evaluator, ShowsTheKernelsOnRequest) {
  const ir::Module module = module_of(every_operation);
  const std::string text = compiled(module, {.keep_text = true})->llvm_text();
  EXPECT_NE(text.find("define void @step_"), std::string::npos);
  EXPECT_NE(text.find("<8 x i64>"), std::string::npos);
  for (std::size_t at = text.find(" call "); at != std::string::npos;
       at = text.find(" call ", at + 1)) {
    EXPECT_EQ(text.compare(text.find('@', at), 6, "@llvm."), 0) << "a kernel calls nothing";
  }
}

}  // namespace
}  // namespace nansen::backend
