/* Nansen: evaluators of treaty provisions, for C and whatever can call C.
 *
 * An evaluator answers definitions of provisions (who is a refugee?) for rows of facts, in three
 * values: yes, no, and undetermined where facts are missing. It comes from an artefact that
 * `nansen build` wrote (a shared library, or an object linked into this program), or from the text
 * of provisions, compiled in this process.
 *
 *   nansen_error error = NANSEN_ERROR_INIT;
 *   nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
 *   options.path = "shelter.so";
 *   nansen_evaluator *evaluator = NULL;
 *   if (nansen_open(&options, &evaluator, &error) != NANSEN_OK) { puts(error.message); ... }
 *
 * Rows come and go by the Arrow C data interface (arrow.apache.org/docs/format/CDataInterface.html):
 * a table is a struct array with a child for each fact, null where the fact is unknown.
 *
 *   fact                     Arrow type (format string)
 *   boolean                  boolean (b)
 *   enumeration              dictionary of utf8 (any integer index), or utf8 (u, U): member names
 *   set of an enumeration    list of the above (+l, +L); an empty list is the empty set. Or one
 *                            boolean child a member, called FACT.MEMBER: a null makes the set unknown
 *   integer, period          any integer (c C s S i I l L). Periods are whole days or, as the schema
 *                            says, months
 *   decimal                  any integer, double (f, g) or decimal128 (d:P,S); exact: a value that
 *                            the fact's scale cannot hold is an error, never rounded
 *   date                     date32 (tdD), or date64 (tdm) of whole days
 *   range of dates           struct of `least` and `greatest`, each a date (either may be null), where
 *                            it was compiled for ranges (`ranges` below, nansen build --ranges)
 *   reference                the id of the row: utf8 or a dictionary of it; or an int32 row number
 *   linked rows              list (+l, +L) of struct: a child for each fact of the linked entity.
 *                            A null list: the rows are not known
 *
 * Children that are no facts are passed over; facts without a child are unknown. Offsets, slices,
 * buffers of any alignment, absent validity bitmaps and the formats' large forms are read as they
 * are. A value outside the range that the vocabulary declares is NANSEN_BAD_VALUE with its row.
 *
 * Answers: a struct array with a child for each definition, in the schema's order. A truth is
 * boolean, null where undetermined. An enumeration's value is a dictionary of int32 to utf8, its
 * members in order and then `no value`, for rows that certainly have none; null where it is not
 * determined. A definition that names a row of another entity has as members the facts that it
 * chooses among. A number is int64 where the schema's scale is 1, else
 * decimal128(38, D) if the scale is 10^D, else a struct of `numerator` and `denominator` (int64). A
 * date is date32; a range of dates a struct of `least` and `greatest`. `never` is 9999-12-31.
 *
 * Every struct begins with its size and version, which the NANSEN_..._INIT macros set, so that a
 * program built with an older header works with a newer library. Every function that can fail
 * returns a code and, where `error` is not null, a message for people; none aborts, and none keeps
 * state outside what it is given. An evaluator may be used from any number of threads at once.
 */
#ifndef NANSEN_NANSEN_H
#define NANSEN_NANSEN_H

#include <stddef.h>
#include <stdint.h>

#include "nansen/arrow_c_data.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) || defined(__clang__)
#define NANSEN_EXPORT __attribute__((visibility("default")))
#else
#define NANSEN_EXPORT
#endif

/** The version of this interface: grows when structs grow or functions are added. */
#define NANSEN_ABI_VERSION 1u

/** What became of a call. */
typedef enum nansen_status {
  NANSEN_OK = 0,
  NANSEN_INVALID_ARGUMENT = 1,   /**< null where a pointer must be given, a number out of range */
  NANSEN_WRONG_VERSION = 2,      /**< a struct or an artefact of a version that is not understood */
  NANSEN_CANNOT_READ = 3,        /**< a file that is not there or cannot be read */
  NANSEN_NOT_AN_ARTEFACT = 4,    /**< not what nansen build wrote, whole and for this machine */
  NANSEN_DAMAGED = 5,            /**< an artefact that was changed after it was written */
  NANSEN_SCHEMA_MISMATCH = 6,    /**< a column whose Arrow type cannot hold the fact */
  NANSEN_BAD_VALUE = 7,          /**< a value that the vocabulary does not allow */
  NANSEN_UNKNOWN_NAME = 8,       /**< a definition, formula, table or column that is not there */
  NANSEN_OUT_OF_MEMORY = 9,
  NANSEN_PROVISION_ERROR = 10,   /**< errors in the text of provisions; the message lists them */
  NANSEN_NO_COMPILER = 11,       /**< libnansen-compiler is not there or belongs to another version */
  NANSEN_UNDECIDABLE = 12,       /**< a formula that has no answer for the table given */
  NANSEN_INTERNAL = 13           /**< a fault of Nansen itself, which the message describes */
} nansen_status;

/** A message for people. Set `size` and `version` by NANSEN_ERROR_INIT; clear it after use. */
typedef struct nansen_error {
  uint32_t size;
  uint32_t version;
  int32_t status; /**< a nansen_status */
  char *message;  /**< UTF-8; null where there is none; owned by the error */
} nansen_error;
#define NANSEN_ERROR_INIT {sizeof(nansen_error), NANSEN_ABI_VERSION, NANSEN_OK, NULL}

/** Frees the message and makes `error` as NANSEN_ERROR_INIT does. Null is allowed. */
NANSEN_EXPORT void nansen_error_clear(nansen_error *error);

/** Frees a text that a function below returned. Null is allowed. */
NANSEN_EXPORT void nansen_text_free(char *text);

/** The library's version, "0.1.0", and the interface version that it implements. */
NANSEN_EXPORT const char *nansen_version(void);
NANSEN_EXPORT uint32_t nansen_abi_version(void);

/* ---- artefacts ---- */

/** Code for one kind of processor: functions in the plan's order; see docs/artefacts.md. */
typedef void (*nansen_kernel)(const void *const *inputs, void *const *outputs, int64_t first_block,
                              int64_t block_count);
typedef struct nansen_kernel_set {
  const char *processor; /**< as LLVM names it: "x86-64-v3", "generic"; or with "/given" after it */
  const nansen_kernel *kernels;
  uint64_t kernel_count;
} nansen_kernel_set;

/** What an artefact exports: as `nansen_artefact` from a shared library; as
 * `nansen_artefact_NAME` from an object or archive, whose header `nansen build -o NAME.h` writes. */
typedef struct nansen_artefact {
  uint32_t size;
  uint32_t version;           /**< of this struct: NANSEN_ABI_VERSION */
  const uint8_t *image;       /**< schema, provenance, receipt and what explanations need */
  uint64_t image_bytes;
  const nansen_kernel_set *kernel_sets; /**< the best for the processor at hand is chosen */
  uint64_t kernel_set_count;
} nansen_artefact;

/* ---- evaluators ---- */

typedef struct nansen_evaluator nansen_evaluator;

typedef struct nansen_open_options {
  uint32_t size;
  uint32_t version;
  const char *path;                /**< of a shared library; or null, and */
  const nansen_artefact *artefact; /**< one that is linked into this program */
  const char *processor;           /**< take this kernel set and no other; null: the best */
} nansen_open_options;
#define NANSEN_OPEN_OPTIONS_INIT {sizeof(nansen_open_options), NANSEN_ABI_VERSION, NULL, NULL, NULL}

/** Opens an artefact. A file is read and its digest compared before any of its code runs. The image
 * and the arrays of kernels of one that is linked must outlive the evaluator; the structs that lead
 * to them need not. */
NANSEN_EXPORT nansen_status nansen_open(const nansen_open_options *options,
                                        nansen_evaluator **evaluator, nansen_error *error);

/** What answers. All give the same answers to the last bit. */
typedef enum nansen_engine {
  NANSEN_ENGINE_AUTOMATIC = 0,   /**< operations over blocks at once; machine code when it is ready */
  NANSEN_ENGINE_NATIVE = 1,      /**< machine code through LLVM */
  NANSEN_ENGINE_BLOCKWISE = 2,   /**< operations over blocks of rows, without LLVM */
  NANSEN_ENGINE_INTERPRETER = 3  /**< the reference: slow, exact, obvious */
} nansen_engine;

typedef struct nansen_compile_options {
  uint32_t size;
  uint32_t version;
  const char *text;              /**< provisions; UTF-8, `text_bytes` of them */
  size_t text_bytes;
  const char *name;              /**< what diagnostics call the text; null: "text" */
  const char *const *files;      /**< further files, or names of library files */
  size_t file_count;
  const char *const *drafts;     /**< drafts that the text is amended by, in order */
  size_t draft_count;
  const char *const *definitions; /**< `instrument.name` or `name`; none: one entity's, as nansen run */
  size_t definition_count;
  const char *const *readings;   /**< `reading=choice` */
  size_t reading_count;
  const char *as_of;             /**< an ISO date, or null */
  const char *library;           /**< the folder of library provisions; null: the one installed */
  int32_t engine;                /**< a nansen_engine */
  int32_t ranges;                /**< not 0: of every date but a range may be known */
} nansen_compile_options;
#define NANSEN_COMPILE_OPTIONS_INIT                                                              \
  {sizeof(nansen_compile_options), NANSEN_ABI_VERSION, NULL, 0, NULL, NULL, 0, NULL, 0, NULL, 0, \
   NULL, 0, NULL, NULL, NANSEN_ENGINE_AUTOMATIC, 0}

/** Checks and compiles provisions. Errors in them are NANSEN_PROVISION_ERROR, and the message is
 * what `nansen check` prints, where a help names fields of these options. Loads
 * libnansen-compiler, which stands beside libnansen. The thread that calls it should have a stack
 * of a megabyte, which provisions of the deepest nesting that is allowed take about a third of. */
NANSEN_EXPORT nansen_status nansen_compile(const nansen_compile_options *options,
                                           nansen_evaluator **evaluator, nansen_error *error);

/** Ends an evaluator, once no call uses it any more. Null is allowed. */
NANSEN_EXPORT void nansen_close(nansen_evaluator *evaluator);

/** Definitions, tables, columns, rules with their citations, formulas and the receipt, as JSON; see
 * docs/embedding.md. Lives as long as the evaluator. `bytes` may be null. */
NANSEN_EXPORT const char *nansen_schema(const nansen_evaluator *evaluator, size_t *bytes);

/** What answers: an artefact's kernels for a processor ("x86-64-v4"), machine code made here
 * ("native"), operations over blocks of rows ("blockwise"), or the interpreter ("interpreter"). */
NANSEN_EXPORT const char *nansen_processor(const nansen_evaluator *evaluator);

/* ---- answers ---- */

/** A table of rows. The cases have the name "" and are required; a referenced entity's table has
 * its name ("State") and, where rows refer to it by id, a child `id` of utf8. One that no provision
 * refers to is an unknown name. The arrays are only read, and not released. */
typedef struct nansen_table {
  uint32_t size;
  uint32_t version;
  const char *name;
  const struct ArrowSchema *schema;
  const struct ArrowArray *array;
} nansen_table;
#define NANSEN_TABLE_INIT {sizeof(nansen_table), NANSEN_ABI_VERSION, "", NULL, NULL}

/** Which answers are counted. How many are no takes a look at the group of every row; the others
 * only at those of the rows that have them. */
typedef enum nansen_counted {
  NANSEN_COUNT_ALL = 0,
  NANSEN_COUNT_YES_AND_UNDETERMINED = 1,
  NANSEN_COUNT_YES = 2
} nansen_counted;

typedef struct nansen_evaluate_options {
  uint32_t size;
  uint32_t version;
  uint32_t threads;    /**< at most so many; 0: as many as there are processors; 1: the caller's */
  int32_t counted;     /**< a nansen_counted, where answers are counted */
} nansen_evaluate_options;
#define NANSEN_EVALUATE_OPTIONS_INIT \
  {sizeof(nansen_evaluate_options), NANSEN_ABI_VERSION, 1, NANSEN_COUNT_ALL}

/** Answers all definitions for every row. On success `schema` and `array` are the caller's, to be
 * released as Arrow says; on failure they are untouched. `options` may be null. */
NANSEN_EXPORT nansen_status nansen_evaluate(const nansen_evaluator *evaluator,
                                            const nansen_evaluate_options *options,
                                            const nansen_table *tables, size_t table_count,
                                            struct ArrowSchema *schema, struct ArrowArray *array,
                                            nansen_error *error);

/** Rows once read, in the layout that kernels like best. For tables that are asked again and again. */
typedef struct nansen_batch nansen_batch;
NANSEN_EXPORT nansen_status nansen_batch_make(const nansen_evaluator *evaluator,
                                              const nansen_table *tables, size_t table_count,
                                              nansen_batch **batch, nansen_error *error);
NANSEN_EXPORT void nansen_batch_free(nansen_batch *batch);
NANSEN_EXPORT nansen_status nansen_batch_evaluate(const nansen_evaluator *evaluator,
                                                  const nansen_evaluate_options *options,
                                                  const nansen_batch *batch,
                                                  struct ArrowSchema *schema,
                                                  struct ArrowArray *array, nansen_error *error);

/** Counts the answers of every definition that is a truth, by the members of the enumeration, or
 * the rows of the referenced table, that `by` names; `by` null: one group. Array: a struct with
 * `group` (utf8; null: not known) and for each definition a struct of `yes`, `no`, `undetermined`
 * (int64), as far as the options ask for them. */
NANSEN_EXPORT nansen_status nansen_batch_count(const nansen_evaluator *evaluator,
                                               const nansen_evaluate_options *options,
                                               const nansen_batch *batch, const char *by,
                                               struct ArrowSchema *schema,
                                               struct ArrowArray *array, nansen_error *error);

typedef enum nansen_format { NANSEN_TEXT = 0, NANSEN_JSON = 1 } nansen_format;

typedef struct nansen_explain_options {
  uint32_t size;
  uint32_t version;
  const char *definition; /**< `instrument.name` or `name`; null: the only one */
  int32_t format;         /**< a nansen_format */
  int32_t whole;          /**< not 0: also what the answer does not turn on */
  uint32_t width;         /**< of lines of text; 0: 100 columns */
} nansen_explain_options;
#define NANSEN_EXPLAIN_OPTIONS_INIT \
  {sizeof(nansen_explain_options), NANSEN_ABI_VERSION, NULL, NANSEN_TEXT, 0, 0}

/** Why row `row` of the cases has the answer that it has: the tree of reasons with the address of
 * every provision, and what would settle an open answer, as `nansen explain` prints it. A child
 * `id` of the cases names the row. `*text` is freed by nansen_text_free. `options` may be null. */
NANSEN_EXPORT nansen_status nansen_explain(const nansen_evaluator *evaluator,
                                           const nansen_explain_options *options,
                                           const nansen_table *tables, size_t table_count,
                                           int64_t row, char **text, nansen_error *error);

typedef struct nansen_allocate_options {
  uint32_t size;
  uint32_t version;
  const char *formula;  /**< of the schema; null: the only one */
  const char *total;    /**< a whole number, "120000", in the place of the provision's; or null */
  int32_t digits;       /**< decimals of numbers in the answer, 0 to 18 */
} nansen_allocate_options;
#define NANSEN_ALLOCATE_OPTIONS_INIT \
  {sizeof(nansen_allocate_options), NANSEN_ABI_VERSION, NULL, NULL, 6}

/** Works a formula out over a table of States, one row a State: `id` (utf8) and an indicator a
 * child. It has the name ""; further tables are those of rows that are summed up by State, by their
 * entity's name. Answers: `id`, then a child for each line of the formula and each allocation:
 * decimal128 rounded once to `digits` decimals, int64 for what is apportioned; null where a State
 * is not among those asked. `options` may be null. */
NANSEN_EXPORT nansen_status nansen_allocate(const nansen_evaluator *evaluator,
                                            const nansen_allocate_options *options,
                                            const nansen_table *tables, size_t table_count,
                                            struct ArrowSchema *schema, struct ArrowArray *array,
                                            nansen_error *error);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif
