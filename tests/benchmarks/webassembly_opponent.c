/* The definitions of webassembly.treaty for WebAssembly, written by hand: 128 rows at a time, a
 * pair of bit planes a truth, codes and numbers compared in vectors and their masks joined to
 * planes. */
#include <stdint.h>
#include <wasm_simd128.h>

/* The buffers in the order in which the compiled kernel reads them. */
enum {
  fled,
  fled_no,
  civilian,
  civilian_no,
  pardoned,
  pardoned_no,
  ground,
  ground_codes,
  severity,
  severity_codes,
  threats,
  threats_disaster,
  threats_torture,
  left_on,
  left_days,
  arrived_on,
  arrived_days,
  serious_crime,
  serious_crime_no,
  elsewhere,
  elsewhere_no,
  document,
  document_days,
  returned,
  returned_no,
  compelling,
  compelling_no,
  registered,
  registered_no,
  age,
  age_years,
  dependants,
  dependants_count,
  income,
  income_units,
  means,
  means_units,
  family,
  family_no,
  dependent,
  dependent_no,
  route,
  route_codes
};

typedef struct {
  v128_t yes, no;
} truth;

#define AND(a, b) wasm_v128_and(a, b)
#define OR(a, b) wasm_v128_or(a, b)
#define AND_NOT(a, b) wasm_v128_andnot(a, b)

static inline truth both(truth a, truth b) { return (truth){AND(a.yes, b.yes), OR(a.no, b.no)}; }
static inline truth either(truth a, truth b) { return (truth){OR(a.yes, b.yes), AND(a.no, b.no)}; }
static inline truth negated(truth a) { return (truth){a.no, a.yes}; }
static inline truth where_known(v128_t known, v128_t mask) {
  return (truth){AND(known, mask), AND_NOT(known, mask)};
}

/* 128 comparisons as a plane: `part(row)` compares the sixteen rows from there on. */
#define PLANE(part)                                                                    \
  ({                                                                                   \
    uint64_t words[2] = {0, 0};                                                        \
    _Pragma("clang loop unroll(full)") for (int sixteen = 0; sixteen < 8; ++sixteen) { \
      const v128_t lanes = part(16 * sixteen);                                         \
      words[sixteen / 4] |= (uint64_t)wasm_i8x16_bitmask(lanes) << (sixteen % 4 * 16); \
    }                                                                                  \
    wasm_u64x2_make(words[0], words[1]);                                               \
  })

static inline v128_t narrowed(v128_t a, v128_t b, v128_t c, v128_t d) {
  return wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(a, b), wasm_i16x8_narrow_i32x4(c, d));
}

__attribute__((export_name("answer"))) void answer(const void* const* in, void* const* out,
                                                   int first, int blocks) {
#define BYTES(column) ((const int8_t*)in[column] + 128 * block)
#define NUMBERS(column) ((const int32_t*)in[column] + 128 * block)
#define KNOWN(column) wasm_v128_load((const v128_t*)in[column] + block)
#define TRUTH(column) ((truth){KNOWN(column), KNOWN(column##_no)})
  for (int block = 4 * first; block < 4 * (first + blocks); ++block) {
    const int8_t *grounds = BYTES(ground_codes), *severities = BYTES(severity_codes);
    const int8_t *routes = BYTES(route_codes), *ages = BYTES(age_years);
    const int8_t* counts = BYTES(dependants_count);
    const int32_t *left = NUMBERS(left_days), *arrived = NUMBERS(arrived_days);
    const int32_t* until = NUMBERS(document_days);
    const int32_t *incomes = NUMBERS(income_units), *all_means = NUMBERS(means_units);

#define IS_WAR(row) wasm_i8x16_eq(wasm_v128_load(grounds + (row)), wasm_i8x16_splat(0))
#define IS_PERSECUTION(row) wasm_i8x16_eq(wasm_v128_load(grounds + (row)), wasm_i8x16_splat(1))
#define IS_SEVERE(row) wasm_u8x16_ge(wasm_v128_load(severities + (row)), wasm_i8x16_splat(2))
#define IS_AIR(row) wasm_i8x16_eq(wasm_v128_load(routes + (row)), wasm_i8x16_splat(0))
#define IS_MINOR(row) wasm_i8x16_le(wasm_v128_load(ages + (row)), wasm_i8x16_splat(17))
#define IS_OLD(row) wasm_i8x16_ge(wasm_v128_load(ages + (row)), wasm_i8x16_splat(65))
#define IS_MANY(row) wasm_i8x16_ge(wasm_v128_load(counts + (row)), wasm_i8x16_splat(3))
/* Sixteen numbers, four at a time, compared with what stands in `right`. */
#define FOURS(how, left, right)                                                    \
  narrowed(how(left(0), right(0)), how(left(4), right(4)), how(left(8), right(8)), \
           how(left(12), right(12)))
#define LEFT(i) wasm_v128_load(left + row_ + (i))
#define ARRIVED(i) wasm_v128_load(arrived + row_ + (i))
#define UNTIL(i) wasm_v128_load(until + row_ + (i))
#define INCOME(i) wasm_v128_load(incomes + row_ + (i))
#define SUM(i) wasm_i32x4_add(INCOME(i), wasm_v128_load(all_means + row_ + (i)))
#define MARCH_2011(i) wasm_i32x4_splat(15048)
#define JULY_2024(i) wasm_i32x4_splat(19905)
#define MOST(i) wasm_i32x4_splat(24000)
#define LITTLE(i) wasm_i32x4_splat(9000)
#define LATE(row)                           \
  ({                                        \
    const int row_ = row;                   \
    FOURS(wasm_i32x4_ge, LEFT, MARCH_2011); \
  })
#define EARLY(row)                            \
  ({                                          \
    const int row_ = row;                     \
    FOURS(wasm_i32x4_lt, ARRIVED, JULY_2024); \
  })
#define IN_ORDER(row)                    \
  ({                                     \
    const int row_ = row;                \
    FOURS(wasm_i32x4_le, LEFT, ARRIVED); \
  })
#define IS_VALID(row)                       \
  ({                                        \
    const int row_ = row;                   \
    FOURS(wasm_i32x4_ge, UNTIL, JULY_2024); \
  })
#define IS_LOW(row)                     \
  ({                                    \
    const int row_ = row;               \
    FOURS(wasm_i32x4_lt, INCOME, MOST); \
  })
#define IS_POOR(row)                   \
  ({                                   \
    const int row_ = row;              \
    FOURS(wasm_i32x4_lt, SUM, LITTLE); \
  })

    const v128_t threat = KNOWN(threats), disaster = KNOWN(threats_disaster);
    const v128_t torture = KNOWN(threats_torture);
    const v128_t grounds_known = KNOWN(ground), ages_known = KNOWN(age);
    const truth endangered = either(either(where_known(grounds_known, PLANE(IS_WAR)),
                                           both(where_known(grounds_known, PLANE(IS_PERSECUTION)),
                                                where_known(KNOWN(severity), PLANE(IS_SEVERE)))),
                                    either((truth){torture, AND_NOT(threat, torture)},
                                           (truth){disaster, AND_NOT(threat, disaster)}));
    const truth dates = both(both(where_known(KNOWN(left_on), PLANE(LATE)),
                                  where_known(KNOWN(arrived_on), PLANE(EARLY))),
                             where_known(AND(KNOWN(left_on), KNOWN(arrived_on)), PLANE(IN_ORDER)));
    const truth excluded =
        either(either(both(TRUTH(serious_crime), negated(TRUTH(pardoned))),
                      both(TRUTH(elsewhere), where_known(KNOWN(document), PLANE(IS_VALID)))),
               both(TRUTH(returned), negated(TRUTH(compelling))));
    const truth admitted =
        both(both(both(TRUTH(fled), either(TRUTH(civilian), TRUTH(pardoned))), endangered),
             both(dates, negated(excluded)));
    const truth needy = either(either(either(where_known(ages_known, PLANE(IS_MINOR)),
                                             where_known(ages_known, PLANE(IS_OLD))),
                                      both(where_known(KNOWN(dependants), PLANE(IS_MANY)),
                                           where_known(KNOWN(income), PLANE(IS_LOW)))),
                               either(where_known(AND(KNOWN(income), KNOWN(means)), PLANE(IS_POOR)),
                                      both(both(TRUTH(family), TRUTH(dependent)),
                                           negated(where_known(KNOWN(route), PLANE(IS_AIR))))));
    const truth assisted = both(both(admitted, TRUTH(registered)), needy);
    wasm_v128_store((v128_t*)out[0] + block, admitted.yes);
    wasm_v128_store((v128_t*)out[1] + block, admitted.no);
    wasm_v128_store((v128_t*)out[2] + block, assisted.yes);
    wasm_v128_store((v128_t*)out[3] + block, assisted.no);
  }
}
