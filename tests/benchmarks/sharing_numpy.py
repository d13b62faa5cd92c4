# The key in NumPy, across scenarios, in blocks of 2048. Arguments: the file of numbers, as doubles
# [input][row][scenario]; rows; States taking part, who come first; scenarios; where to write the
# answers, as int32 [row][scenario], if anywhere. Prints the seconds of processor time that it took.
import sys
import time

import numpy

PERSONS = 120000
BLOCK = 2048


def allocate(population, product, unemployment, applications, part):
    people = population[:part] / population[:part].sum(axis=0)
    wealth = product[:part] / product[:part].sum(axis=0)
    work = 1 / unemployment
    asylum = 1 / applications
    both = people + wealth
    ceiling = 0.3 * both
    u = numpy.minimum(work[:part] / work.sum(axis=0), ceiling)
    a = numpy.minimum(asylum[:part] / asylum.sum(axis=0), ceiling)
    key = 0.4 * both + 0.1 * (u + a)
    key += (1 - key.sum(axis=0)) * (0.5 * both)
    exact = key * (PERSONS / key.sum(axis=0))
    whole = numpy.floor(exact)
    left = (PERSONS - whole.sum(axis=0)).astype(numpy.int64)
    order = numpy.argsort(whole - exact, axis=0, kind="stable")
    rank = numpy.empty_like(order)
    numpy.put_along_axis(rank, order, numpy.arange(part)[:, None], axis=0)
    return whole.astype(numpy.int32) + (rank < left)


def run(numbers, rows, part, scenarios, answers):
    for first in range(0, scenarios, BLOCK):
        last = min(first + BLOCK, scenarios)
        block = numpy.ascontiguousarray(numbers[:, :, first:last])
        answers[:part, first:last] = allocate(*block, part)


def main():
    path, rows, part, scenarios = sys.argv[1], *map(int, sys.argv[2:5])
    numbers = numpy.fromfile(path).reshape(4, rows, scenarios)
    answers = numpy.zeros((rows, scenarios), numpy.int32)
    run(numbers, rows, part, min(scenarios, BLOCK), answers)
    start = time.process_time()
    run(numbers, rows, part, scenarios, answers)
    print(time.process_time() - start)
    if len(sys.argv) > 5:
        answers.tofile(sys.argv[5])


main()
