# The four regimes of regimes4.treaty in NumPy, over three-valued facts. Arguments: the folder of the
# columns; rows; the names of the truths. Reads a form a line from standard input, answers it once,
# and writes the seconds of processor time it took, then for each regime how many it holds for and
# how many are undetermined, and with groups how many it holds for in each country.
#
#   pairs    what one writes first: two arrays of booleans a fact, certainly and possibly, whole
#   codes    what is quickest: a byte a fact, 0 no, 1 unknown, 2 yes, minimum and maximum, in blocks
#            of 65,536
import sys
import time

import numpy

BLOCK = 65536
COUNTRIES = 196
EVENTS = ["compelled_to_leave", "unable_to_return"]


def regimes(fact, departed, settled, both, either, negated):
    """The four truths; `fact` gives one by its name, and the last three are the connectives."""
    excluded = either(fact("exclusion_a"), fact("exclusion_b"), fact("exclusion_c"))
    no_reasons = negated(fact("compelling_reasons"))
    ceased = either(
        fact("cessation_1"), fact("cessation_2"), fact("cessation_3"), fact("cessation_4"),
        both(fact("cessation_5"), no_reasons), both(fact("cessation_6"), no_reasons))
    grounds = either(fact("race"), fact("religion"), fact("nationality"), fact("social_group"),
                     fact("political_opinion"))
    core = both(fact("fears_persecution"), grounds, fact("outside_country"),
                either(fact("unable_to_avail"), fact("unwilling_to_avail")))
    stays = both(negated(excluded), negated(ceased))
    refugee = both(core, stays)
    oau = both(
        either(core, both(fact("outside_country"), fact("compelled_to_leave"),
                          either(fact("external_aggression"), fact("occupation"),
                                 fact("foreign_domination"), fact("public_order_disturbed")))),
        stays)
    cartagena = either(
        refugee,
        both(fact("fled_country"), fact("threatened"),
             either(fact("generalised_violence"), fact("external_aggression"),
                    fact("internal_conflict"), fact("massive_violations"),
                    fact("public_order_disturbed"))))
    mimc = both(
        either(refugee,
               both(fact("outside_country"), either(*map(fact, EVENTS)),
                    either(fact("internal_conflict"), fact("external_aggression"),
                           fact("massive_violations"), fact("disaster"), fact("food_insecurity"),
                           fact("climate_change"), fact("public_order_disturbed")))),
        negated(excluded), departed, negated(both(fact("cessation_3"), settled)))
    return refugee, oau, cartagena, mimc


def fold(operation, first, second, *others):
    result = operation(first, second)
    for each in others:
        operation(result, each, out=result)
    return result


def pairs(columns, certainly, possibly, counts, groups):
    def both(*of):
        return (fold(numpy.logical_and, *(each[0] for each in of)),
                fold(numpy.logical_and, *(each[1] for each in of)))

    def either(*of):
        return (fold(numpy.logical_or, *(each[0] for each in of)),
                fold(numpy.logical_or, *(each[1] for each in of)))

    def negated(of):
        return numpy.logical_not(of[1]), numpy.logical_not(of[0])

    def known(truths):
        return truths, truths

    answers = regimes(lambda name: (certainly[name], possibly[name]),
                      known(columns["departed_on"] >= -6940), known(columns["years_settled"] >= 10),
                      both, either, negated)
    for index, (yes, maybe) in enumerate(answers):
        counts[index, 0] += numpy.count_nonzero(yes)
        counts[index, 1] += numpy.count_nonzero(maybe) - numpy.count_nonzero(yes)
        if groups is not None:
            groups[index] += numpy.bincount(columns["country"][yes], minlength=COUNTRIES)


def codes(columns, counts, groups):
    rows = len(columns["country"])
    for first in range(0, rows, BLOCK):
        block = {name: column[first:first + BLOCK] for name, column in columns.items()}

        def both(*of):
            return fold(numpy.minimum, *of)

        def either(*of):
            return fold(numpy.maximum, *of)

        def negated(of):
            return numpy.subtract(numpy.uint8(2), of)

        def known(truths):
            return truths.view(numpy.uint8) << numpy.uint8(1)

        answers = regimes(block.__getitem__, known(block["departed_on"] >= -6940),
                          known(block["years_settled"] >= 10), both, either, negated)
        for index, answer in enumerate(answers):
            yes = answer == 2
            counts[index, 0] += numpy.count_nonzero(yes)
            counts[index, 1] += numpy.count_nonzero(answer == 1)
            if groups is not None:
                groups[index] += numpy.bincount(block["country"][yes], minlength=COUNTRIES)


def main():
    folder, rows, names = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(",")
    columns = {name: numpy.fromfile(f"{folder}/{name}", numpy.uint8, rows) for name in names}
    columns["country"] = numpy.fromfile(f"{folder}/country", numpy.uint8, rows)
    columns["departed_on"] = numpy.fromfile(f"{folder}/departed_on", numpy.int32, rows)
    columns["years_settled"] = numpy.fromfile(f"{folder}/years_settled", numpy.int32, rows)
    certainly = {name: columns[name] == 2 for name in names}
    possibly = {name: columns[name] != 0 for name in names}
    for line in sys.stdin:
        form, grouped = line.split()
        counts = numpy.zeros((4, 2), numpy.int64)
        groups = numpy.zeros((4, COUNTRIES), numpy.int64) if grouped == "grouped" else None
        start = time.process_time()
        if form == "pairs":
            pairs(columns, certainly, possibly, counts, groups)
        else:
            codes(columns, counts, groups)
        seconds = time.process_time() - start
        numbers = list(counts.flat) + ([] if groups is None else list(groups.flat))
        print(seconds, *numbers, flush=True)


main()
