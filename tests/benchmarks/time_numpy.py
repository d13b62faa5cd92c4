# Stays in NumPy's calendar, in blocks of 16384 persons. Arguments: the file of columns, as int32
# [column][person]; persons; the day asked; where to write the answers, as int32 [answer][person], if
# anywhere. Prints the seconds of processor time that it took.
import sys
import time

import numpy

BLOCK = 16384
FIRST = -719162
NEVER = 2932896


def add_months(day, months):
    date = day.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    there = month + months
    start = there.astype("datetime64[D]")
    last = (there + 1).astype("datetime64[D]") - 1
    found = numpy.minimum(start + (date - month.astype("datetime64[D]")), last).astype(numpy.int64)
    return numpy.where(day == NEVER, NEVER, numpy.minimum(found, NEVER))


def stays(first, extensions, prolonged, prolonged_until, left, earlier_from, earlier_until, asked):
    last = add_months(first, 12)
    for extension in range(1, 4):
        last = numpy.where(extensions >= extension, add_months(last, 6), last)
    until = numpy.minimum(add_months(last, 12), prolonged_until)
    last = numpy.where((extensions >= 3) & (prolonged != 0), until, last)
    last = numpy.where((left < NEVER) & (left <= last), numpy.maximum(left - 1, FIRST), last)
    held = (first <= asked) & (asked <= last)

    end = numpy.minimum(last + 1, asked)
    other_end = numpy.minimum(earlier_until + 1, asked)
    ordered = first <= earlier_from
    a_first = numpy.where(ordered, first, earlier_from)
    a_end = numpy.where(ordered, end, other_end)
    b_first = numpy.where(ordered, earlier_from, first)
    b_end = numpy.where(ordered, other_end, end)
    before = numpy.maximum(a_end - a_first, 0)
    until = numpy.where(a_first < a_end, a_end, FIRST)
    start = numpy.maximum(b_first, until)
    anew = (start < b_end) & (start > add_months(until, 6))
    days = numpy.where(anew, 0, before) + numpy.maximum(b_end - start, 0)
    return first, last, held, days


def run(columns, persons, asked, answers):
    for begin in range(0, persons, BLOCK):
        end = min(begin + BLOCK, persons)
        found = stays(*columns[:, begin:end].astype(numpy.int64), asked)
        for answer, values in zip(answers, found):
            answer[begin:end] = values


def main():
    path, persons, asked = sys.argv[1], *map(int, sys.argv[2:4])
    columns = numpy.fromfile(path, numpy.int32).reshape(7, persons)
    answers = numpy.zeros((4, persons), numpy.int32)
    run(columns, min(persons, BLOCK), asked, answers)
    start = time.process_time()
    run(columns, persons, asked, answers)
    print(time.process_time() - start)
    if len(sys.argv) > 4:
        answers.tofile(sys.argv[4])


main()
