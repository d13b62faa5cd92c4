/* An artefact of `nansen build` inside a C program: answers for rows that were never a file. */
#include <nansen/nansen.h>
#include <stdio.h>
static void keep_schema(struct ArrowSchema *schema) { schema->release = NULL; }
static void keep_array(struct ArrowArray *array) { array->release = NULL; }
#define FACT(word, type) {.name = word, .format = type, .release = keep_schema}
#define COLUMN(count, of) \
  {.length = 3, .null_count = -1, .n_buffers = count, .buffers = of, .release = keep_array}
int main(int count, char **words) {
  const uint8_t all = 7, two = 3; /* a bit a row: the third person's years are not known */
  const int32_t years[] = {2, 12, 0};
  const void *none[] = {NULL}, *yes[] = {NULL, &all}, *numbers[] = {&two, years};
  struct ArrowSchema facts[] = {FACT("fled", "b"), FACT("civilian", "b"), FACT("years_abroad", "i")};
  struct ArrowSchema *names[] = {facts, facts + 1, facts + 2}, schema = FACT("", "+s"), said;
  struct ArrowArray columns[] = {COLUMN(2, yes), COLUMN(2, yes), COLUMN(2, numbers)};
  struct ArrowArray *list[] = {columns, columns + 1, columns + 2}, array = COLUMN(1, none), answers;
  schema.n_children = array.n_children = 3, schema.children = names, array.children = list;
  nansen_error error = NANSEN_ERROR_INIT;
  nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
  nansen_table persons = NANSEN_TABLE_INIT;
  nansen_evaluator *evaluator = NULL;
  options.path = words[count - 1], persons.schema = &schema, persons.array = &array;
  if (nansen_open(&options, &evaluator, &error) ||
      nansen_evaluate(evaluator, NULL, &persons, 1, &said, &answers, &error))
    return fprintf(stderr, "%s\n", error.message), 1;
  const uint8_t *known = answers.children[0]->buffers[0], *holds = answers.children[0]->buffers[1];
  for (int row = 0; row < 3; ++row)
    puts(!(known[0] >> row & 1) ? "undetermined" : holds[0] >> row & 1 ? "yes" : "no");
  answers.release(&answers), said.release(&said), nansen_close(evaluator);
}
